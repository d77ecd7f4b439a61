/** An answer of a server that is an error, in the words of its provider, told as a problem that a person can meet. */
import { Problem, type ProblemCode } from '../../../shared/problem.ts'

export interface Refusal {
  readonly problem: Problem
  /** Milliseconds that the server asks to wait before the next try. */
  readonly retryAfter: number | undefined
}

/** The status behind a problem, for those who act on it; 0 where the provider named none. */
export class RefusedStatus extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}

export const refusedStatus = (problem: Problem): number | undefined => (problem.cause instanceof RefusedStatus ? problem.cause.status : undefined)

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** Providers' own names of what went wrong, where the status does not say it (an error inside a stream has status 200). */
const STATUS_BY_NAME: readonly [name: RegExp, status: number][] = [
  [/overloaded/i, 529],
  [/rate.?limit|RESOURCE_EXHAUSTED|too_many_requests/i, 429],
  [/authentication|invalid_api_key|API_KEY_INVALID|UNAUTHENTICATED/i, 401],
  [/permission|PERMISSION_DENIED/i, 403],
  [/not_found|NOT_FOUND/i, 404],
  [/request_too_large/i, 413],
  [/timeout|DEADLINE_EXCEEDED/i, 408],
  [/api_error|server_error|INTERNAL/i, 500],
  [/UNAVAILABLE/i, 503],
]

/** What providers write when question and answer do not fit into the window. */
const TOO_LARGE = /context.?(?:length|window)|prompt is too long|too many tokens|maximum.{0,20}tokens|exceeds? the (?:maximum|limit)/i

function codeOf(status: number, words: string): ProblemCode {
  if (status === 401 || status === 403) return 'model.unauthorized'
  if (status === 404) return 'model.unknown'
  if (status === 413 || (status === 400 && TOO_LARGE.test(words))) return 'input.too-large'
  if (status === 400 && /api.?key/i.test(words)) return 'model.unauthorized'
  if (status === 429) return 'model.rate-limited'
  if (status === 408 || status === 504) return 'model.timeout'
  return 'model.failed'
}

/** Servers put whole pages into their errors, and client libraries links for developers: the person gets the first words, on one line, without control characters. */
export function firstWords(message: string | undefined): string {
  return (message ?? '')
    .replace(/Troubleshooting URL:.*/is, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 160)
}

/** The provider's own sentence: `{error: {message}}` (OpenAI, Anthropic, Google, the last also in a list), `{error: "…"}` (Ollama), `{message}` or `{detail}` (others). */
function wordsIn(body: string): { words: string; name: string; json: Json } {
  const found = parsed(body)
  const json = object(Array.isArray(found) ? found[0] : found)
  const error = json['error'] ?? json
  const { message, detail, type, status, code } = object(error)
  const words = typeof error === 'string' ? error : typeof message === 'string' ? message : typeof detail === 'string' ? detail : ''
  if (words === '' && /^\s*</.test(body)) return { words: 'a web page where an answer should be', name: '', json }
  const name = [type, status, code].filter((one) => typeof one === 'string').join(' ')
  return { words: words === '' && found === undefined ? firstWords(body) : firstWords(words), name, json }
}

/** Seconds or a date (RFC 9110), milliseconds as OpenAI sends them, or Google's `RetryInfo` in the body. */
function waitIn(headers: Headers, json: Json): number | undefined {
  const precise = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (precise >= 0) return precise
  const header = headers.get('retry-after')?.trim()
  if (header) {
    const seconds = Number(header)
    if (seconds >= 0) return seconds * 1000
    const date = Date.parse(header)
    if (!Number.isNaN(date)) return Math.max(0, date - Date.now())
  }
  const details = object(json['error'])['details']
  for (const detail of Array.isArray(details) ? details : []) {
    const delay = /^(\d+(?:\.\d+)?)s$/.exec(String(object(detail)['retryDelay'] ?? ''))?.[1]
    if (delay !== undefined) return Number(delay) * 1000
  }
  return undefined
}

/** `body`: its beginning, as text. */
export function refusal(status: number, headers: Headers, body: string): Refusal {
  const { words, name, json } = wordsIn(body)
  const inBody = Number(object(json['error'])['code'] ?? Number.NaN)
  const meant = status >= 400 ? status : inBody >= 400 && inBody < 600 ? inBody : (STATUS_BY_NAME.find(([known]) => known.test(name))?.[1] ?? 0)
  const retryAfter = waitIn(headers, json)
  const asked = retryAfter === undefined ? '' : `it asks to wait ${Math.ceil(retryAfter / 1000)} s`
  const detail = [meant === 0 ? '' : String(meant), words].filter(Boolean).join(' ')
  return { problem: new Problem(codeOf(meant, `${name} ${words}`), [detail, asked].filter(Boolean).join('; '), new RefusedStatus(meant)), retryAfter }
}
