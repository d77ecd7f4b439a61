/** Standard input and output of a command: written at the reader's pace, read a line at a time, and quiet when the other end has gone. */
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'

export interface Io {
  /** Results, and nothing else; resolves when the reader can take more. */
  out(text: string): Promise<void>
  /** Everything else: one line on standard error. */
  say(line: string): void
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** Aborts when the person or the system asks the command to stop. */
  readonly signal: AbortSignal
}

/** `onGone` is called once when the reader of the results has closed its end, as `head` does. */
export function streamIo(streams: { stdin: Io['stdin']; stdout: Writable; stderr: Writable }, signal: AbortSignal, onGone: () => void): Io {
  const { stdin, stdout, stderr } = streams
  let gone = false
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
    if (!gone) onGone()
    gone = true
  })
  stderr.on('error', () => undefined)
  return {
    stdin,
    signal,
    say: (line) => void stderr.write(`${line}\n`),
    out: async (text) => {
      if (gone || stdout.write(text)) return
      await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined)
    },
  }
}

/** Bytes of one line: longer ones are not held. */
const LONGEST_LINE = 64 * 1024 * 1024
const NEWLINE = 10
/** What stands in for a line that cannot be read: no JSON, so that a batch answers it with an error. */
const UNREADABLE = '\ufffd'

/**
 * Lines of UTF-8, without their ends and without a byte order mark. Holds one line at a time.
 * A line that is no UTF-8 or longer than 64 MB comes as one replacement character.
 */
export async function* readLines(stream: AsyncIterable<Uint8Array>, longest = LONGEST_LINE): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let pieces: Uint8Array[] = []
  let length = 0
  let first = true
  const take = (): string => {
    let text: string
    try {
      text = length > longest ? UNREADABLE : decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))
    } catch {
      text = UNREADABLE
    }
    pieces = []
    length = 0
    if (first && text.startsWith('\ufeff')) text = text.slice(1)
    first = false
    return text.endsWith('\r') ? text.slice(0, -1) : text
  }
  const keep = (piece: Uint8Array): void => {
    length += piece.length
    if (length > longest) pieces = []
    else if (piece.length > 0) pieces.push(piece)
  }
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end))
      start = end + 1
      yield take()
    }
    keep(chunk.subarray(start))
  }
  if (length > 0) yield take()
}

/** All bytes, or `undefined` when there are more than `most`. */
export async function readAll(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    if (length > most) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
