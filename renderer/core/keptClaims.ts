/** Which claims have been kept as notes: asked for the answers that are on the screen, shown wherever a claim is, and undone from there. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ClaimId, NoteId, TurnId } from '../../shared/model/ids.ts'
import type { Connection } from './client.ts'
import type { Changes } from './changes.ts'
import type { Notices } from './notices.ts'

/** Answers that are asked about at once: what the core takes. */
const AT_ONCE = 2000

export interface KeptClaims {
  /** `keys` of the answers that are watched; `total` of all notes, missing until it was read. */
  readonly store: StoreApi<{ keys: ReadonlySet<string>; total: number | undefined }>
  /** Asks which claims of this answer are kept, now and whenever notes change, until what is returned is called. */
  watch(turn: TurnId): () => void
  /** Keeps the claims and offers an undo. */
  keep(turn: TurnId, claims: readonly ClaimId[]): Promise<void>
}

export const keyOf = (turn: TurnId, claim: ClaimId): string => `${turn}/${claim}`

export function createKeptClaims(connection: Connection, changes: Changes, notices: Notices): KeptClaims {
  const { note: client } = connection.client
  const store = createStore<{ keys: ReadonlySet<string>; total: number | undefined }>(() => ({ keys: new Set(), total: undefined }))
  /** How many watch each answer. */
  const watched = new Map<TurnId, number>()
  let waiting = new Set<TurnId>()
  const read = async (turns: readonly TurnId[]): Promise<void> => {
    for (let at = 0; at < turns.length; at += AT_ONCE) {
      const asked = new Set<string>(turns.slice(at, at + AT_ONCE))
      const kept = await client.kept({ turns: [...asked] as TurnId[] })
      store.setState(({ keys }) => ({ keys: new Set([...[...keys].filter((key) => !asked.has(key.slice(0, key.indexOf('/')))), ...kept.map(({ turn, claim }) => keyOf(turn, claim))]) }))
    }
  }
  const readAll = async (): Promise<void> => {
    const { total } = await client.page({ limit: 1 })
    store.setState({ total })
    await read([...watched.keys()])
  }
  changes.keep('notes', readAll)
  /** Answers that come onto the screen together are asked about together. */
  const readSoon = (turn: TurnId): void => {
    waiting.add(turn)
    if (waiting.size > 1) return
    queueMicrotask(() => {
      const turns = [...waiting]
      waiting = new Set()
      // What is missed now is read when the connection is there again.
      read(turns).catch(() => undefined)
    })
  }
  return {
    store,
    watch: (turn) => {
      watched.set(turn, (watched.get(turn) ?? 0) + 1)
      if (watched.get(turn) === 1) readSoon(turn)
      return () => {
        const left = (watched.get(turn) ?? 1) - 1
        if (left > 0) watched.set(turn, left)
        else watched.delete(turn)
      }
    },
    async keep(turn, claims) {
      const fresh = claims.filter((claim) => !store.getState().keys.has(keyOf(turn, claim)))
      if (fresh.length === 0) return
      try {
        const ids: NoteId[] = []
        for (let from = 0; from < fresh.length; from += 1000) ids.push(...(await client.keep({ turn, claims: fresh.slice(from, from + 1000) })).map(({ id }) => id))
        await read([turn])
        const undo = async (): Promise<void> => {
          try {
            for (let from = 0; from < ids.length; from += 1000) await client.removeMany({ ids: ids.slice(from, from + 1000) })
          } catch (error) {
            notices.fail(error)
          }
        }
        notices.say(ids.length === 1 ? 'Kept in your notes.' : `${ids.length} claims kept in your notes.`, { label: 'Undo', run: () => void undo() })
      } catch (error) {
        notices.fail(error)
      }
    },
  }
}

/** Keys of the kept claims, those of this answer among them. */
export function useKept(kept: KeptClaims, turn: TurnId): ReadonlySet<string> {
  useEffect(() => kept.watch(turn), [kept, turn])
  return useStore(kept.store, (state) => state.keys)
}
