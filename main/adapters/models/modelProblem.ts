/** What a client library threw, told as one of the problems that a person can meet. */
import { Problem, type ProblemCode } from '../../../shared/problem.ts'

interface Thrown {
  readonly status?: number
  readonly status_code?: number
  readonly statusCode?: number
  readonly message?: string
  readonly name?: string
  readonly code?: string
  readonly cause?: unknown
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'connection reset',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_SOCKET: 'connection closed',
}

function byStatus(status: number): ProblemCode {
  if (status === 401 || status === 403) return 'model.unauthorized'
  if (status === 404) return 'model.unknown'
  if (status === 413) return 'input.too-large'
  if (status === 429) return 'model.rate-limited'
  if (status === 408 || status === 504) return 'model.timeout'
  return 'model.failed'
}

const asThrown = (value: unknown): Thrown => (typeof value === 'object' && value !== null ? value : {})

/** The chain of causes, outermost first, at most eight deep. */
function causes(error: unknown): Thrown[] {
  const chain: Thrown[] = []
  for (let next: unknown = error; next && chain.length < 8; next = asThrown(next).cause) chain.push(asThrown(next))
  return chain
}

/** The HTTP status in the chain, if the server answered at all. */
export function statusOf(error: unknown): number | undefined {
  for (const one of causes(error)) {
    const status = one.status ?? one.status_code ?? one.statusCode
    if (typeof status === 'number' && status >= 400) return status
  }
  return undefined
}

/** Servers put whole pages into their errors, and LangChain a link for its developers: the person gets the first words, on one line, without control characters. */
function firstWords(message: string | undefined): string {
  return (message ?? '')
    .replace(/Troubleshooting URL:.*/is, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 160)
}

/** `began`: some of the answer had arrived. A Problem passes through unchanged. */
export function modelProblem(error: unknown, began: boolean): Problem {
  if (error instanceof Problem) return error
  const chain = causes(error)
  const status = statusOf(error)
  if (status !== undefined) return new Problem(byStatus(status), `${status} ${firstWords(chain[0]?.message).replace(`${status} `, '')}`.trim(), error)
  for (const one of chain) {
    const words = one.code === undefined ? undefined : unreachable[one.code]
    if (words) return new Problem(began ? 'model.cut-off' : 'model.unreachable', words, error)
  }
  const tls = chain.find((one) => /CERT|TLS|SSL/.test(one.code ?? ''))
  if (tls) return new Problem('model.unreachable', `the server’s certificate was not accepted: ${tls.code}`, error)
  const text = chain.map((one) => one.message ?? '').join(' ')
  if (began && /Did not receive done/i.test(text)) return new Problem('model.cut-off', undefined, error)
  if (/terminated|premature|other side closed|aborted/i.test(text)) return new Problem('model.cut-off', undefined, error)
  if (/JSON|Unexpected token|parse/i.test(text)) return new Problem(began ? 'model.cut-off' : 'model.malformed', undefined, error)
  if (/fetch failed|Connection error|network/i.test(text)) return new Problem(began ? 'model.cut-off' : 'model.unreachable', firstWords(chain.at(-1)?.message), error)
  return new Problem(began ? 'model.cut-off' : 'model.malformed', firstWords(chain[0]?.message), error)
}

/** Worth another try before anything has arrived: the server is busy or stumbled, or could not be reached for a moment. */
export function isPassing(problem: Problem): boolean {
  return problem.code === 'model.rate-limited' || problem.code === 'model.failed' || problem.code === 'model.unreachable'
}
