/** What a client library threw, told as one of the problems that a person can meet. */
import { Problem } from '../../../shared/problem.ts'
import { firstWords } from './refusal.ts'

/** What it stands for: `code` is a word in Node's errors, and a number in those of the web. */
interface Thrown {
  readonly message?: string
  readonly name?: string
  readonly code?: unknown
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

/** What Node and OpenSSL call a certificate or a handshake that was not accepted. */
const TLS = /CERT|TLS|SSL|^UNABLE_TO_|SIGNATURE|^EPROTO$|CRL/

/** An https address whose server speaks plain http. */
const PLAIN = /wrong version number|packet length too long/i

const NOT_HTTP = /does not match the HTTP|Parse Error/i

const codeOf = ({ code }: Thrown): string => (typeof code === 'string' ? code : '')
const asThrown = (value: unknown): Thrown => (typeof value === 'object' && value !== null ? value : {})

/** The chain of causes, outermost first, at most eight deep. */
function causes(error: unknown): Thrown[] {
  const chain: Thrown[] = []
  for (let next: unknown = error; next && chain.length < 8; next = asThrown(next).cause) chain.push(asThrown(next))
  return chain
}

/** `began`: some of the answer had arrived. A Problem passes through unchanged. */
export function modelProblem(error: unknown, began: boolean): Problem {
  if (error instanceof Problem) return error
  const chain = causes(error)
  if (chain.some((one) => PLAIN.test(one.message ?? '') || one.code === 'ERR_SSL_WRONG_VERSION_NUMBER')) return new Problem('model.unreachable', 'the server speaks http, not https', error)
  for (const one of chain) {
    const words = unreachable[codeOf(one)]
    if (words) return new Problem(began ? 'model.cut-off' : 'model.unreachable', words, error)
  }
  const tls = chain.find((one) => TLS.test(codeOf(one)))
  if (tls) return new Problem(began ? 'model.cut-off' : 'model.unreachable', `the server’s certificate was not accepted: ${codeOf(tls)}`, error)
  if (chain.some((one) => codeOf(one).startsWith('HPE_') || NOT_HTTP.test(one.message ?? ''))) return new Problem(began ? 'model.cut-off' : 'model.malformed', 'what answers there does not speak http', error)
  const text = chain.map((one) => one.message ?? '').join(' ')
  if (began && /Did not receive done/i.test(text)) return new Problem('model.cut-off', undefined, error)
  if (/terminated|premature|other side closed|aborted/i.test(text)) return new Problem('model.cut-off', undefined, error)
  if (/JSON|Unexpected token|parse/i.test(text)) return new Problem(began ? 'model.cut-off' : 'model.malformed', undefined, error)
  if (/fetch failed|Connection error|network/i.test(text)) return new Problem(began ? 'model.cut-off' : 'model.unreachable', firstWords(chain.at(-1)?.message), error)
  return new Problem(began ? 'model.cut-off' : 'model.malformed', firstWords(chain[0]?.message), error)
}
