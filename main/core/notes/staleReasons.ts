/** Why a note is stale, from what it leans on and how that stands now: a pure function, so that once more from scratch gives the same. */
import { judgedNow, type Note, type StaleReason } from '../../../shared/model/note.ts'

/** How things stand that notes lean on. */
export interface World {
  /** `gone`: deleted, with every version that took its place. `changed`: the quote is not in the newest version. */
  quote(source: string, quote: string): { readonly state: 'stands' | 'gone' | 'changed'; readonly title: string }
  rule(set: string, id: string, hash: string | undefined): { readonly state: 'stands' | 'changed' | 'deleted' | 'off' | 'set-deleted'; readonly title: string }
  /** `undefined`: erased. */
  note(id: string): Pick<Note, 'statement' | 'status' | 'deletedAt'> | undefined
  /** Notes that this one leans on by links, with a hash of what they said then. */
  leansOnNotes(id: string): readonly { readonly id: string; readonly said?: string | undefined }[]
  readonly today: string
  /** A hash of a statement, as links keep it. */
  hashOf(text: string): string
}

const SHOWN = 80
const named = (text: string): string => `“${text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`}”`
/** The wording of a reason without the values that a proof had put behind it. */
const withoutValues = (says: string): string => says.replace(/\s\((?=[\p{L}\p{N}_]+(?:\([^)]*\))? (?:=|≈|[<>]=?) ).*\)$/u, '')

function ruleReasons(note: Note, world: World): StaleReason[] {
  return judgedNow(note).logic.because.flatMap(({ set, id, hash, says }): StaleReason[] => {
    if (set === undefined) return []
    const { state, title } = world.rule(set, id, hash)
    const what = `“${withoutValues(says)}”`
    if (state === 'changed') return [{ kind: 'rule-changed', id, set, says: `${what} was changed in the rule set “${title}”` }]
    if (state === 'deleted') return [{ kind: 'rule-deleted', id, set, says: `${what} was removed in the rule set “${title}”` }]
    if (state === 'set-deleted') return [{ kind: 'rule-deleted', id, set, says: `${what} was removed with the rule set “${title}”` }]
    if (state === 'off') return [{ kind: 'rule-off', id, set, says: `${what} is out of force: the rule set “${title}” is switched off` }]
    return []
  })
}

function quoteReasons(note: Note, world: World): StaleReason[] {
  const found = new Map<string, StaleReason>()
  for (const { source, quote, stance } of judgedNow(note).sources.evidence) {
    if (stance === 'related') continue
    const { state, title } = world.quote(source, quote)
    if (state === 'gone') found.set(source, { kind: 'source-deleted', id: source, says: `its source “${title}” was removed` })
    else if (state === 'changed' && !found.has(source)) found.set(source, { kind: 'source-changed', id: source, says: `its quote is no longer in “${title}”` })
  }
  return [...found.values()]
}

function noteReasons(note: Note, world: World): StaleReason[] {
  return world.leansOnNotes(note.id).flatMap(({ id, said }): StaleReason[] => {
    const other = world.note(id)
    if (other === undefined || other.deletedAt !== undefined) return [{ kind: 'note-deleted', id, says: `a note that it leans on was removed${other ? `: ${named(other.statement)}` : ''}` }]
    if (other.status === 'retracted') return [{ kind: 'note-retracted', id, says: `the note ${named(other.statement)} was retracted` }]
    if (said !== undefined && said !== world.hashOf(other.statement)) return [{ kind: 'note-changed', id, says: `a note that it leans on was worded anew: ${named(other.statement)}` }]
    if (other.status === 'stale') return [{ kind: 'note-changed', id, says: `the note ${named(other.statement)} is stale itself` }]
    return []
  })
}

/** In a fixed order. That it was judged otherwise stays until it is judged again; everything else is as the world is. */
export function staleReasons(note: Note, world: World): StaleReason[] {
  const reasons = [
    ...(note.vouched ? [] : [...ruleReasons(note, world), ...quoteReasons(note, world)]),
    ...noteReasons(note, world),
    ...(note.expires !== undefined && note.expires <= world.today ? [{ kind: 'expired' as const, id: '', says: `it was good until ${note.expires}` }] : []),
    ...(note.vouched ? [] : (note.stale ?? []).filter(({ kind }) => kind === 'judged-otherwise')),
  ]
  const each = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]))
  return [...each.values()]
}

/** Whether two lists of reasons are the same. */
export const sameReasons = (a: readonly StaleReason[] | undefined, b: readonly StaleReason[]): boolean => JSON.stringify(a ?? []) === JSON.stringify(b)

