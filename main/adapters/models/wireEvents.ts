/** Cuts the bytes of a model's answer into its events: server-sent events, lines of JSON, or a list of JSON that grows. */

/** One event as it stood on the wire, and the JSON in it; `value` is left out where it carries none (a comment, a ping without data). */
export interface WireEvent {
  readonly raw: string
  readonly value?: unknown
  /** The end of the stream as OpenAI marks it. */
  readonly done?: true
  /** What came is not of the protocol: nothing after it can be trusted. */
  readonly broken?: string
}

const KNOWN_FIELDS = /^(?:data|event|id|retry)(?::|$)|^:/

function readJson(raw: string, json: string): WireEvent {
  try {
    return { raw, value: JSON.parse(json) as unknown }
  } catch {
    return { raw, broken: /^\s*</.test(json) ? 'a web page where an answer should be' : 'a line that is not JSON' }
  }
}

/** An event of `text/event-stream`: its data lines are one text. */
function readSse(raw: string): WireEvent {
  const data: string[] = []
  for (const line of raw.split(/\r\n|\r|\n/)) {
    if (line === '') continue
    if (!KNOWN_FIELDS.test(line)) return { raw, broken: /^\s*<[!a-z]/i.test(line) ? 'a web page where an answer should be' : 'a line that is not of the protocol' }
    if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
  }
  const text = data.join('\n')
  if (text.trim() === '[DONE]') return { raw, done: true }
  return text.trim() === '' ? { raw } : readJson(raw, text)
}

export interface WireCutter {
  /** The events that are whole with this piece. Characters that are split over pieces of bytes are put together. */
  add(bytes: Uint8Array): WireEvent[]
}

/** The objects of one list, as Google sends them where nobody asked for events or a proxy lost the question; handed on as events. */
function listCutter(): WireCutter {
  const decoder = new TextDecoder()
  let object = ''
  let depth = 0
  let inString = false
  let escaped = false
  return {
    add(bytes) {
      const events: WireEvent[] = []
      for (const letter of decoder.decode(bytes, { stream: true })) {
        if (depth === 0 && letter !== '{') {
          if (!/[\s,[\]]/.test(letter)) return [...events, { raw: letter, broken: letter === '<' ? 'a web page where an answer should be' : 'a line that is not JSON' }]
          continue
        }
        object += letter
        if (escaped) escaped = false
        else if (inString) {
          if (letter === '\\') escaped = true
          else if (letter === '"') inString = false
        } else if (letter === '"') inString = true
        else if (letter === '{') depth += 1
        else if (letter === '}' && --depth === 0) {
          const { value, broken } = readJson('', object)
          events.push(broken === undefined ? { raw: asSse(value), value } : { raw: object, broken })
          object = ''
        }
      }
      return events
    },
  }
}

/** An event as every client reads it. */
export const asSse = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

/** `sse`: events end at an empty line. `lines`: one JSON a line. `list`: objects of one list. */
export function wireCutter(form: 'sse' | 'lines' | 'list'): WireCutter {
  if (form === 'list') return listCutter()
  const decoder = new TextDecoder()
  const boundary = form === 'sse' ? /\r\n\r\n|\n\n|\r\r/g : /\n/g
  let rest = ''
  /** Characters of `rest` in which no boundary begins: a long line in small pieces is not read again and again. */
  let seen = 0
  return {
    add(bytes) {
      rest += decoder.decode(bytes, { stream: true })
      const events: WireEvent[] = []
      let from = 0
      boundary.lastIndex = Math.max(0, seen - 3)
      for (let found = boundary.exec(rest); found; found = boundary.exec(rest)) {
        const raw = rest.slice(from, boundary.lastIndex)
        from = boundary.lastIndex
        if (raw.trim() !== '') events.push(form === 'sse' ? readSse(raw) : readJson(raw, raw))
      }
      if (from > 0) rest = rest.slice(from)
      seen = rest.length
      return events
    },
  }
}
