/** Fetches a page that a person named by its link into a private temporary file, within limits of time and size. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { Problem } from '../../../shared/problem.ts'
import type { IncomingFile } from '../../core/ports.ts'
import { badInput } from './command.ts'

/** Milliseconds for the whole of it, and bytes of the page. */
const PATIENCE = 60_000
const MOST_BYTES = 100 * 1024 * 1024

export const isLink = (word: string): boolean => /^https?:\/\//i.test(word)

export interface FetchedLink {
  /** The link is its name; `path` is the temporary file. */
  readonly file: IncomingFile
  leave(): Promise<void>
}

async function* counted(body: ReadableStream<Uint8Array>, link: string, onPiece: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of Readable.fromWeb(body as never) as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    if (bytes > MOST_BYTES) throw new Problem('source.too-large', link)
    onPiece(piece.length)
    yield piece
  }
}

/** Throws `input.invalid` with the reason, `source.too-large`, or `disk.full`. */
export async function fetchLink(link: string, signal: AbortSignal): Promise<FetchedLink> {
  const short = link.slice(0, 200)
  const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-link-'))
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'page')
  let bytes = 0
  try {
    const response = await fetch(link, { signal: until, redirect: 'follow', headers: { accept: 'text/html, application/pdf, text/*;q=0.9, */*;q=0.5' } })
    if (!response.ok || response.body === null) throw badInput(`${short} could not be fetched: the server answered ${response.status}`)
    await pipeline(counted(response.body, short, (more) => (bytes += more)), createWriteStream(path, { mode: 0o600 }))
    return { file: { name: link, path, bytes }, leave }
  } catch (error) {
    await leave()
    signal.throwIfAborted()
    if (error instanceof Problem) throw error
    const known = asFileProblem(error, short)
    if (known instanceof Problem) throw known
    const why = until.aborted ? `it took longer than ${PATIENCE / 1000} seconds` : error instanceof Error && error.cause instanceof Error ? error.cause.message || 'nobody answers there' : String(error instanceof Error ? error.message : error)
    throw badInput(`${short} could not be fetched: ${why}`)
  }
}
