/** The files of earlier questions: they stay sources of the conversation until the person takes them out. */
import type { Attachment } from '../model/turn.ts'

/** What a turn says of its files. */
export interface TurnFiles {
  readonly attachments?: readonly Attachment[] | undefined
  readonly carried?: readonly Attachment[] | undefined
}

/**
 * What goes along with a question because of those before it, oldest first, each once. `path`: the turns that it goes on from, newest first;
 * no more of them are read than are needed. One that says what it carried itself speaks for all before it. `without`: hashes that the
 * person takes out, and those that go along anew.
 */
export function carriedFiles(path: Iterable<TurnFiles>, without: readonly string[] = []): Attachment[] {
  const files: Attachment[][] = []
  for (const { attachments = [], carried } of path) {
    files.unshift([...(carried ?? []), ...attachments])
    if (carried !== undefined) break
  }
  const left = new Set(without)
  return files.flat().filter(({ sha256 }) => !left.has(sha256) && left.add(sha256))
}
