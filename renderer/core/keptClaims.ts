/** Which claims have been kept as notes: shown wherever a claim is, and undone from there. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ClaimId, TurnId } from '../../shared/model/ids.ts'
import type { Note } from '../../shared/model/note.ts'
import type { Connection } from './client.ts'
import type { Changes } from './changes.ts'
import type { Notices } from './notices.ts'

export interface KeptClaims {
  readonly store: StoreApi<{ notes: readonly Note[]; keys: ReadonlySet<string>; loaded: boolean }>
  isKept(turn: TurnId, claim: ClaimId): boolean
  /** Keeps the claims and offers an undo. */
  keep(turn: TurnId, claims: readonly ClaimId[]): Promise<void>
}

export const keyOf = (turn: TurnId, claim: ClaimId): string => `${turn}/${claim}`

export function createKeptClaims(connection: Connection, changes: Changes, notices: Notices): KeptClaims {
  const store = createStore<{ notes: readonly Note[]; keys: ReadonlySet<string>; loaded: boolean }>(() => ({ notes: [], keys: new Set(), loaded: false }))
  const read = async (): Promise<void> => {
    const notes = await connection.client.note.list({})
    store.setState({ notes, keys: new Set(notes.map((note) => keyOf(note.provenance.turn, note.provenance.claim))), loaded: true })
  }
  changes.keep('notes', read)
  return {
    store,
    isKept: (turn, claim) => store.getState().keys.has(keyOf(turn, claim)),
    async keep(turn, claims) {
      const fresh = claims.filter((claim) => !store.getState().keys.has(keyOf(turn, claim)))
      if (fresh.length === 0) return
      try {
        const notes: Note[] = []
        for (let from = 0; from < fresh.length; from += 1000) notes.push(...(await connection.client.note.keep({ turn, claims: fresh.slice(from, from + 1000) })))
        await read()
        const undo = async (): Promise<void> => {
          try {
            for (const note of notes) await connection.client.note.remove({ id: note.id })
            await read()
          } catch (error) {
            notices.fail(error)
          }
        }
        notices.say(notes.length === 1 ? 'Kept in your notes.' : `${notes.length} claims kept in your notes.`, { label: 'Undo', run: () => void undo() })
      } catch (error) {
        notices.fail(error)
      }
    },
  }
}
