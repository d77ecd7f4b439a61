/** What is done to several notes at once: filed and removed, each with its undo. */
import type { Note } from '../../../shared/model/note.ts'
import type { Core } from '../../core/core.ts'

/** Notes that can be chosen at once. */
export const MOST_CHOSEN = 10_000
/** Filing of so many is taken back note by note; of more it is not offered. */
const MOST_UNFILED = 200

export interface Filing {
  /** Missing: each keeps its own. */
  readonly topic?: string
  readonly addTags: string[]
}

export interface BulkNotes {
  /** True when it was done; what went wrong is told. */
  file(notes: readonly Note[], filing: Filing): Promise<boolean>
  remove(notes: readonly Note[]): Promise<boolean>
}

export function createBulkNotes(core: Core): BulkNotes {
  const { note: client } = core.connection.client
  const done = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      core.notices.fail(error)
      return false
    }
  }
  const counted = (count: number): string => (count === 1 ? 'One note was' : `${count} notes were`)
  return {
    file: (notes, filing) => done(async () => {
      await client.file({ ids: notes.map(({ id }) => id), ...filing })
      const undo = (): void => void done(async () => {
        for (const { id, topic, tags } of notes) await client.edit({ id, topic, tags })
      })
      core.notices.say(`${counted(notes.length)} filed.`, notes.length > MOST_UNFILED ? undefined : { label: 'Undo', run: undo })
    }),
    remove: (notes) => done(async () => {
      const { removed } = await client.removeMany({ ids: notes.map(({ id }) => id) })
      if (removed.length === 0) return
      const undo = (): void => void done(async () => void (await client.restoreMany({ ids: removed })))
      core.notices.say(`${counted(removed.length)} removed.`, { label: 'Undo', run: undo })
    }),
  }
}
