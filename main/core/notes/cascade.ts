/** What would go stale if a note were retracted: everything that leans on it, nearest first. */
import type { Cascade } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { StoreReader } from '../ports.ts'

/** Notes that a preview names. */
const MOST = 1000
const PAGE = 200

export function cascadeOf(id: NoteId, read: Pick<StoreReader, 'leaning' | 'noteRows' | 'note'>): Cascade {
  const found: Cascade = []
  const seen = new Set<NoteId>([id])
  let ring: NoteId[] = [id]
  for (let steps = 1; ring.length > 0 && found.length < MOST; steps++) {
    const next: NoteId[] = []
    for (const through of ring) {
      for (let after = ''; ; ) {
        const ids = read.leaning('note', through, after, PAGE)
        if (ids.length === 0) break
        after = ids.at(-1)!
        const fresh = ids.filter((one) => !seen.has(one) && read.note(one)?.deletedAt === undefined)
        for (const one of fresh) seen.add(one)
        for (const note of read.noteRows(fresh)) if (found.length < MOST && note.status !== 'retracted') {
          found.push({ note, through, steps })
          next.push(note.id)
        }
      }
    }
    ring = next
  }
  return found
}
