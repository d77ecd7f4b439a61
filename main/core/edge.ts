/** The one edge of the core: every failure leaves as a `Problem`, and what was not expected is logged once with an id. */
import { mapEventIterator, ORPCError } from '@orpc/client'
import { implement, ValidationError } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import { Problem, type ProblemShape } from '../../shared/problem.ts'
import type { Ports } from './ports.ts'

type Surroundings = Pick<Ports, 'log' | 'newId'>

/** Issues of a schema as one line: where, and what. */
const inWords = (error: ValidationError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => [path?.map((step) => (typeof step === 'object' ? step.key : step)).join('.'), message].filter(Boolean).join(': '))
    .join('; ')

/**
 * Any thrown value as the shape that may cross. An unexpected one is logged once under an id, which is all that crosses of it.
 * `where` names what was being done, for the log.
 */
export function toProblemShape(error: unknown, where: string, { log, newId }: Surroundings): ProblemShape {
  if (error instanceof Problem) return error.toShape()
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return { code: 'input.invalid', detail: error.cause instanceof ValidationError ? inWords(error.cause).slice(0, 2000) : error.message.slice(0, 2000) }
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled' }
  const id = newId()
  const cause = error instanceof ORPCError && error.cause instanceof ValidationError ? inWords(error.cause) : undefined
  log.write('error', 'fault', { id, where, message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined, cause })
  return { code: 'fault', detail: id }
}

const isIterator = (value: unknown): value is AsyncIterator<unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value

/** Handlers are written against this: `os.note.list.handler(({ input }) => …)`. */
export function implementer(surroundings: Surroundings) {
  return implement(contract).use(async ({ next, path }) => {
    const cross = (error: unknown): ORPCError<'PROBLEM', ProblemShape> =>
      new ORPCError('PROBLEM', { defined: true, data: toProblemShape(error, path.join('.'), surroundings) })
    try {
      const result = await next()
      if (!isIterator(result.output)) return result
      return { ...result, output: mapEventIterator(result.output, { value: (value) => Promise.resolve(value), error: (error) => Promise.resolve(cross(error)) }) }
    } catch (error) {
      throw cross(error)
    }
  })
}
export type Implementer = ReturnType<typeof implementer>
