/** Which failures are worth another try before anything has arrived, and what to say while waiting. */
import type { Problem } from '../../../shared/problem.ts'
import { refusedStatus } from './refusal.ts'

const BY_STATUS: Readonly<Record<number, string>> = {
  408: 'the server ran out of time',
  409: 'the server was busy with something else',
  429: 'the server asks to slow down',
  500: 'the server stumbled',
  502: 'the server behind it did not answer',
  503: 'the server is not ready',
  504: 'the server behind it took too long',
  529: 'the server is overloaded',
}

/** Money does not come back by waiting. */
const USED_UP = /quota|billing|credit|spend/i

/** Why another try may help; `undefined` where it would not. */
export function passing(problem: Problem): string | undefined {
  const status = refusedStatus(problem)
  if (status !== undefined) return status === 429 && USED_UP.test(problem.detail ?? '') ? undefined : BY_STATUS[status]
  return problem.code === 'model.unreachable' && !/certificate|no such host|not https/.test(problem.detail ?? '') ? 'the server could not be reached' : undefined
}
