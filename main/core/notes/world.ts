/** How things stand that notes lean on, read from the store and the rule base in force. */
import type { NoteId, RuleSetId, SourceId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note } from '../../../shared/model/note.ts'
import type { ItemAt, Ports, RuleTexts, StoreReader } from '../ports.ts'
import { hashOf } from './judgedFields.ts'
import type { World } from './staleReasons.ts'

/** Quotes looked for in a source that was replaced; remembered while one change is worked through. */
const MOST_REMEMBERED = 20_000

/** Everything that is asked of rules is asked at once, beforehand: `notes` are those whose reasons will be made. */
export async function worldOf(notes: readonly Note[], base: () => Promise<RuleTexts>, { store, logic, clock }: Pick<Ports, 'store' | 'logic' | 'clock'>, quotes = new Map<string, ReturnType<World['quote']>>()): Promise<World> {
  const { read } = store
  const wanted = new Map<string, { readonly set: string; readonly id: string }>()
  for (const note of notes) {
    for (const { set, id } of judgedNow(note).logic.because) if (set !== undefined) wanted.set(`${set}/${id}`, { set, id })
  }
  const rules = wanted.size === 0 ? new Map<string, readonly string[]>() : await hashesNow([...wanted.values()], await base(), logic)
  return {
    today: clock.now().toISOString().slice(0, 10),
    hashOf,
    quote: (source, quote) => {
      const key = `${source}\n${quote}`
      const known = quotes.get(key)
      if (known) return known
      if (quotes.size >= MOST_REMEMBERED) quotes.clear()
      const found = quoteNow(source as SourceId, quote, read)
      quotes.set(key, found)
      return found
    },
    rule: (set, id, hash) => {
      const info = read.ruleSet(set as RuleSetId)
      const title = info?.title ?? ''
      if (!info || info.deletedAt !== undefined) return { state: 'set-deleted', title }
      if (!info.on) return { state: 'off', title }
      const hashes = rules.get(`${set}/${id}`) ?? []
      if (hashes.length === 0) return { state: 'deleted', title }
      return { state: hash === undefined || hashes.includes(hash) ? 'stands' : 'changed', title }
    },
    note: (id) => read.note(id as NoteId),
    leansOnNotes: (id) => leansOnNotes(id as NoteId, read),
  }
}

async function hashesNow(wanted: readonly { readonly set: string; readonly id: string }[], base: RuleTexts, logic: Ports['logic']): Promise<Map<string, readonly string[]>> {
  const files = new Map(base.texts.flatMap(({ set, file }) => (set === undefined ? [] : [[set, file]])))
  const items: (ItemAt & { readonly key: string })[] = wanted.flatMap(({ set, id }) => {
    const file = files.get(set)
    return file === undefined ? [] : [{ key: `${set}/${id}`, file, id }]
  })
  const hashes = await logic.hashes(base, items.map(({ file, id }) => ({ file, id })))
  return new Map(items.map(({ key }, index) => [key, hashes[index] ?? []]))
}

/** The same words anywhere in the newest version are enough: what moved is still said. */
function quoteNow(id: SourceId, quote: string, read: StoreReader): ReturnType<World['quote']> {
  const newest = read.newestOf(id)
  const source = newest === undefined ? undefined : read.source(newest)
  const title = source?.title ?? read.source(id)?.title ?? 'a source that is gone'
  if (!source || source.deletedAt !== undefined) return { state: 'gone', title }
  if (source.id === id) return { state: 'stands', title }
  return { state: read.sourceText(source.id)?.includes(quote) === true ? 'stands' : 'changed', title }
}

function leansOnNotes(id: NoteId, read: StoreReader): { id: string; said?: string | undefined }[] {
  const others = read.leansOn(id).filter(({ kind }) => kind === 'note')
  if (others.length === 0) return []
  const own = read.note(id)?.links ?? []
  return others.map((other) => {
    const said = own.find(({ to, kind }) => to === other.id && kind !== 'supports' && kind !== 'contradicts')?.said ?? read.note(other.id as NoteId)?.links?.find(({ to, kind }) => to === id && kind === 'supports')?.said
    return { id: other.id, said }
  })
}
