/** Notes that lean on rules which were changed or removed: those that still hold keep their proof, the others go stale and say why. */
import { weighClaim } from '../../../shared/model/weigh.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { LogicResult } from '../../../shared/model/verdict.ts'
import type { Changes } from '../changes.ts'
import type { Ports, RuleTexts } from '../ports.ts'

export interface RuleChange {
  readonly set: RuleSetId
  readonly title: string
  /** The whole set went. */
  readonly gone: boolean
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** The wording of a reason without the values that a proof had put behind it. */
const withoutValues = (says: string): string => says.replace(/\s\((?=[\p{L}\p{N}_]+(?:\([^)]*\))? (?:=|≈|[<>]=?) ).*\)$/u, '')

/** Why a note is stale, in a sentence. */
function reason(note: Note, { set, title, gone, removed, changed }: RuleChange, now: LogicResult): string {
  const reasons = note.claim.logic.because.filter((entry) => entry.set === set)
  const missing = reasons.filter(({ id }) => gone || removed.includes(id))
  const other = reasons.filter(({ id }) => !gone && changed.includes(id))
  const named = (entries: typeof reasons, what: string): string => `${entries.map(({ says }) => `“${withoutValues(says)}”`).join(', ')} ${entries.length === 1 ? 'was' : 'were'} ${what}`
  const what = missing.length > 0 ? named(missing, 'removed') : other.length > 0 ? named(other, 'changed') : 'The rules around it were changed'
  return `${what}${gone ? ` with the rule set “${title}”` : ` in the rule set “${title}”`}; your rules now say ${now.verdict} where they said ${note.claim.logic.verdict}.`
}

const leansAsBefore = (a: LogicResult, b: LogicResult): boolean =>
  a.because.length === b.because.length && a.because.every((entry, index) => entry.hash === b.because[index]?.hash && entry.set === b.because[index]?.set)

/** Decides each note that has a reason in the set again, on the base as it is now; `signal` ends it between two notes. */
export async function recheckNotes(change: RuleChange, base: () => RuleTexts, ports: Pick<Ports, 'store' | 'logic' | 'clock'>, changes: Changes, signal: AbortSignal): Promise<void> {
  const { store, logic, clock } = ports
  for (const { id } of store.read.notesLeaningOn(change.set)) {
    if (signal.aborted) return
    const asOf = clock.now().toISOString().slice(0, 10)
    const first = store.read.note(id)
    if (!first) continue
    const now = await logic.decide(base(), first.claim, asOf, signal, store.read.readingChoices())
    const note = store.read.note(id)
    if (!note || note.deletedAt !== undefined || (note.status !== 'current' && note.status !== 'stale')) continue
    const { kind, sources, policies } = note.claim
    const { verdict, by } = weighClaim(kind, now, sources, (policies ?? []).length > 0)
    const { staleBecause, ...rest } = note
    const updated = clock.now().toISOString()
    if (verdict === note.claim.verdict) {
      if (staleBecause === undefined && leansAsBefore(now, note.claim.logic)) continue
      const status = staleBecause === undefined ? note.status : 'current'
      store.write.append([{ stream: `note:${id}`, event: { kind: 'note.edited', note: { ...rest, status, updated, claim: { ...note.claim, logic: now, by } } } }])
    } else {
      store.write.append([{ stream: `note:${id}`, event: { kind: 'note.edited', note: { ...rest, status: 'stale', staleBecause: reason(note, change, now), updated } } }])
    }
    changes.tell('notes')
  }
}
