/** Which notes are chosen: some by name, or all that a filter shows but a few. */
import type { NoteId } from '../../../shared/model/ids.ts'
import { type ChosenNotes, MOST_NAMED, type NoteFilter } from '../../../shared/model/noteFilter.ts'

export type Chosen = { readonly kind: 'some'; readonly ids: ReadonlySet<NoteId> } | { readonly kind: 'all'; readonly filter: NoteFilter; readonly except: ReadonlySet<NoteId> }

export const none: Chosen = { kind: 'some', ids: new Set() }

/** `total` of those that the filter shows. */
export const countChosen = (chosen: Chosen, total: number): number => (chosen.kind === 'some' ? chosen.ids.size : Math.max(0, total - chosen.except.size))
export const isChosen = (chosen: Chosen, id: NoteId): boolean => (chosen.kind === 'some' ? chosen.ids.has(id) : !chosen.except.has(id))

/** With this one chosen where it was not, and not where it was. As many as can be named one by one stay changed. */
export function toggled(chosen: Chosen, id: NoteId): Chosen {
  const named = new Set(chosen.kind === 'some' ? chosen.ids : chosen.except)
  if (!named.delete(id) && named.size < MOST_NAMED) named.add(id)
  return chosen.kind === 'some' ? { kind: 'some', ids: named } : { ...chosen, except: named }
}

export const asChoice = (chosen: Chosen): ChosenNotes => (chosen.kind === 'some' ? { ids: [...chosen.ids] } : { filter: chosen.filter, ...(chosen.except.size ? { except: [...chosen.except] } : {}) })
