/** Takes secrets out of what is logged: by the name of the field, and by every value that is known to be one. */

const SECRET_NAME = /(^|[^a-z])(api)?[-_]?(key|token|secret|password|passphrase|authorization|cookie|credential)s?($|[^a-z])/i
/** Shorter values would take ordinary words with them. */
const SHORTEST = 6
const DEEPEST = 8
const LONGEST_TEXT = 8_000
const REDACTED = '[redacted]'

/** `apiKey` and `api_key` are both a name with "key" as a word. */
const isSecretName = (name: string): boolean => SECRET_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'))

export interface Redaction {
  /** From now on this value is replaced wherever it appears. */
  add(secret: string): void
  /** A copy that may be written down: plain JSON values, bounded in depth and length. */
  redact(value: unknown): unknown
}

export function createRedaction(): Redaction {
  const known = new Set<string>()
  const clean = (text: string): string => {
    let result = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}… (${text.length})` : text
    for (const secret of known) result = result.replaceAll(secret, REDACTED)
    return result
  }
  const redact = (value: unknown, depth: number, seen: readonly object[]): unknown => {
    if (typeof value === 'string') return clean(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'function' || typeof value === 'symbol') return undefined
    if (typeof value !== 'object' || value === null) return value
    if (seen.includes(value) || depth > DEEPEST) return '…'
    const within = [...seen, value]
    if (value instanceof Error) {
      return {
        name: value.name,
        message: clean(value.message),
        ...(value.stack === undefined ? {} : { stack: clean(value.stack) }),
        ...(value.cause === undefined ? {} : { cause: redact(value.cause, depth + 1, within) }),
      }
    }
    if (Array.isArray(value)) return value.slice(0, 200).map((item) => redact(item, depth + 1, within))
    if (value instanceof Date) return value.toISOString()
    if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [clean(name), isSecretName(name) && item !== undefined ? REDACTED : redact(item, depth + 1, within)]))
  }
  return {
    add: (secret) => {
      if (secret.length < SHORTEST) return
      known.add(secret)
      known.add(encodeURIComponent(secret))
      known.add(Buffer.from(secret).toString('base64'))
    },
    redact: (value) => redact(value, 0, []),
  }
}
