/** The worker thread of the rule engine: parsing, compiling and deciding happen here, so that the core's own thread stays free. */
import { parentPort } from 'node:worker_threads'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import type { RuleTexts } from '../../core/ports.ts'
import { jobContext, type RuleJobName, ruleJobs } from '../../core/logic/jobs/ruleJobs.ts'

/** `texts` come along only the first time that the worker hears of a base. */
export type RulesRequest =
  | { readonly kind: 'texts'; readonly base: RuleTexts }
  | { readonly kind: 'forget'; readonly key: string }
  /** `before`: the key of a second base, which a job that compares two is asked of. */
  | { readonly kind: 'job'; readonly id: number; readonly job: RuleJobName; readonly key: string; readonly before?: string | undefined; readonly ask: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
export type RulesReply =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly stack?: string | undefined }

const port = parentPort
if (!port) throw new Error('the rules worker runs only as a worker thread')
const context = jobContext(createSolver())
const known = new Map<string, RuleTexts>()
const running = new Map<number, AbortController>()

/** Claims are decided one after the other: each has its own time, and the solver is one. */
let deciding: Promise<unknown> = Promise.resolve()
const inTurn = <T>(decide: () => Promise<T>): Promise<T> => {
  const next = deciding.then(decide)
  deciding = next.catch(() => undefined)
  return next
}

const sent = (key: string): RuleTexts => {
  const base = known.get(key)
  if (!base) throw new Error(`the texts of base ${key} were not sent`)
  return base
}

async function answer({ id, job, key, before, ask }: Extract<RulesRequest, { kind: 'job' }>): Promise<RulesReply> {
  const stop = new AbortController()
  running.set(id, stop)
  try {
    const base = sent(key)
    const second = before === undefined ? {} : { before: sent(before) }
    const run = ruleJobs[job] as (asked: unknown, inContext: typeof context, signal: AbortSignal) => unknown
    const work = async (): Promise<unknown> => {
      // A message that cancels arrives between two jobs, not within one that computes.
      await new Promise((resolve) => setImmediate(resolve))
      stop.signal.throwIfAborted()
      return run({ base, ask: ask === null ? null : { ...(ask as object), ...second } }, context, stop.signal)
    }
    return { kind: 'done', id, result: await (job === 'decide' ? inTurn(work) : work()) }
  } catch (error) {
    return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined }
  } finally {
    running.delete(id)
  }
}

port.on('message', (request: RulesRequest) => {
  if (request.kind === 'texts') known.set(request.base.key, request.base)
  else if (request.kind === 'forget') known.delete(request.key)
  else if (request.kind === 'cancel') running.get(request.id)?.abort()
  else void answer(request).then((reply) => port.postMessage(reply))
})
