/** The notes of an export, read one after the other, so that a hundred thousand of them are never in memory at once. */
import type { NoteChoice } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { StoreReader } from '../ports.ts'

/** Milliseconds of work after which everything else of the core gets its turn. */
const AT_ONCE = 20

/** Ids of live notes, in the order in which they were named, or from the oldest on. */
export function chosenIds({ ids, filter, except = [] }: NoteChoice, read: Pick<StoreReader, 'note' | 'noteIds'>): NoteId[] {
  if (ids === undefined) {
    const left = new Set<string>(except)
    return read.noteIds(filter ?? {}).filter((id) => !left.has(id))
  }
  return [...new Set(ids)].filter((id) => isLive(read.note(id)))
}

const isLive = (note: Note | undefined): note is Note => note !== undefined && note.deletedAt === undefined && note.mergedInto === undefined

/** Lets others work when it has worked for a while. Rejects with the signal's reason. */
export function turns(elapsed: () => number, signal?: AbortSignal): () => Promise<void> {
  let since = elapsed()
  return async () => {
    signal?.throwIfAborted()
    if (elapsed() - since < AT_ONCE) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    signal?.throwIfAborted()
    since = elapsed()
  }
}

/** A group of notes with a heading of their own. */
export interface TopicGroup {
  readonly topic: string
  readonly ids: readonly NoteId[]
}

/** By topic in order of the alphabet, those without one last; within a topic as they were given. */
export async function byTopic(ids: readonly NoteId[], read: Pick<StoreReader, 'noteRows'>, breathe: () => Promise<void>): Promise<TopicGroup[]> {
  const groups = new Map<string, NoteId[]>()
  for (const id of ids) {
    await breathe()
    const topic = read.noteRows([id])[0]?.topic.trim() ?? ''
    const those = groups.get(topic)
    if (those) those.push(id)
    else groups.set(topic, [id])
  }
  const order = new Intl.Collator('en', { numeric: true })
  return [...groups]
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : order.compare(a, b)))
    .map(([topic, those]) => ({ topic: topic === '' ? 'Without a topic' : topic, ids: those }))
}
