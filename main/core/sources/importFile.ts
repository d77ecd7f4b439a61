/** Imports one file: all of it or nothing. A source exists from the moment its event is in the history, which is the last thing written. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Sha256, SourceId } from '../../../shared/model/ids.ts'
import type { ImportResult, Source } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import type { IncomingFile, ParsedSource, Ports } from '../ports.ts'

export type ImportPorts = Pick<Ports, 'clock' | 'newId' | 'store' | 'files' | 'parser'>

/** A file and the name or path it came under, which says whether a later one is its new version. */
export interface NamedFile extends IncomingFile {
  readonly shownPath: string
}

export interface ImportOptions {
  readonly sample?: boolean
  /** It goes along with a question, and is not put into the library. */
  readonly attached?: boolean
  /** From 0 to 1 over this file. */
  readonly onProgress?: (fraction: number) => void
  readonly signal: AbortSignal
}

/** Passages of one transaction; others may write between two. */
const BATCH = 200
/** Share of the whole work that reading the file takes; the rest is writing. */
const READING = 0.7

/** Share of characters that are no text (replacement marks, private use) above which a document was not truly read. */
const MOST_GARBAGE = 0.05

function refuseGarbage(text: string): void {
  const sample = text.length <= 200_000 ? text : text.slice(0, 100_000) + text.slice(-100_000)
  const garbage = sample.match(/[\ufffd\p{Co}\p{Cn}]/gu)?.length ?? 0
  if (garbage > sample.length * MOST_GARBAGE) throw new Problem('source.encoding', `${Math.round((100 * garbage) / sample.length)} % of its characters could not be read`)
}

/** A path tells for sure; of a bare name (an upload) many files share the same, so the title must agree too. */
function earlierVersion({ store }: ImportPorts, shownPath: string, title: string): Source | undefined {
  const found = store.read.sourceByPath(shownPath)
  return found && (/[/\\]/.test(shownPath) || found.title === title) ? found : undefined
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Problem('cancelled')
}

/** Lets everyone else have a turn: a person's write comes before bulk work. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

async function writePassages(id: SourceId, parsed: ParsedSource, { store }: ImportPorts, { signal, onProgress }: ImportOptions): Promise<void> {
  store.write.addSourceText(id, parsed.text, parsed.landmarks)
  for (let at = 0; at < parsed.passages.length; at += BATCH) {
    await breathe()
    stopIfAborted(signal)
    store.write.addPassages(id, parsed.passages.slice(at, at + BATCH).map((passage) => ({ ...passage, text: parsed.text.slice(passage.start, passage.end) })))
    onProgress?.(READING + (1 - READING) * ((at + BATCH) / (parsed.passages.length + BATCH)))
  }
}

/** Rejects with a `source.*`, `file.*` or `disk.*` Problem, or `cancelled`; nothing of the file is then left in the library. */
export async function importFile(file: NamedFile, ports: ImportPorts, options: ImportOptions): Promise<ImportResult> {
  const { store, files, parser, clock } = ports
  const { signal, onProgress, sample = false, attached = false } = options
  const original = await files.hash(file.path, signal)
  const same = store.read.sourceByHash(original.sha256)
  if (same) return { path: file.shownPath, source: same.id, title: same.title, status: 'unchanged', passages: same.passages }
  const beside = store.read.attachedByHash(original.sha256)
  if (beside) {
    if (!attached) store.write.append([{ stream: `source:${beside.id}`, event: { kind: 'source.adopted', id: beside.id } }])
    return { path: file.shownPath, source: beside.id, title: beside.title, status: attached ? 'unchanged' : 'imported', passages: beside.passages }
  }
  stopIfAborted(signal)
  const parsed = await parser.parse(file, (fraction) => onProgress?.(fraction * READING), signal)
  refuseGarbage(parsed.text)
  stopIfAborted(signal)
  const earlier = attached ? undefined : earlierVersion(ports, file.shownPath, parsed.title)
  const id = ports.newId() as SourceId
  try {
    await writePassages(id, parsed, ports, options)
    await files.keepOriginal(file.path, original.sha256)
    stopIfAborted(signal)
    const { title, format, text, pages, published, passages } = parsed
    const source: Source = {
      id, title, path: file.shownPath, format, ...original,
      textSha256: bytesToHex(sha256(utf8ToBytes(text))) as Sha256,
      length: text.length, passages: passages.length, tier: earlier?.tier ?? 'unknown',
      importedAt: clock.now().toISOString(), version: (earlier?.version ?? 0) + 1, sample,
      ...(attached ? { attached } : {}),
      ...(pages === undefined ? {} : { pages }),
      ...(published === undefined ? {} : { published }),
    }
    store.write.append([
      { stream: `source:${id}`, event: { kind: 'source.imported', source, ...(earlier ? { replaces: earlier.id } : {}) } },
      // What was never to be sent to a cloud model stays so in its new version.
      ...(earlier?.localOnly === true ? [{ stream: `source:${id}`, event: { kind: 'source.marked' as const, id, localOnly: true } }] : []),
    ])
    return { path: file.shownPath, source: id, title, status: earlier ? 'new-version' : 'imported', passages: passages.length }
  } catch (error) {
    store.write.dropUnfinishedSource(id)
    throw error
  }
}
