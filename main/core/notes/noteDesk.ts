/** What the parts of knowledge share: finding a note, writing it down, judging a statement. */
import type { NoteId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note, type Recheck } from '../../../shared/model/note.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'
import { Problem } from '../../../shared/problem.ts'
import { createLookups } from '../assistant/lookups.ts'
import type { Changes } from '../changes.ts'
import type { NewEvent, Ports } from '../ports.ts'
import type { RuleSets } from '../rules/ruleSets.ts'
import { turnRules } from '../rules/turnRules.ts'
import { claimOf, judgeStatements } from './judgeStatements.ts'

export type NotePorts = Pick<Ports, 'store' | 'newId' | 'clock' | 'checker' | 'logic' | 'log'>

/** Events of one transaction. */
const AT_ONCE = 100

export interface NoteDesk {
  readonly ports: NotePorts
  readonly ruleSets: Pick<RuleSets, 'base'>
  readonly changes: Changes
  /** Throws `not-found` for one that is not there, or is deleted (or is not, when `deleted` is asked for). */
  found(id: NoteId, deleted?: boolean): Note
  /** Keeps these notes as they are now. */
  save(notes: readonly Note[]): void
  append(events: readonly NewEvent[]): void
  now(): string
  /** Each statement judged by what holds now; `signal` ends it. */
  judge(notes: readonly Pick<Note, 'statement'>[], signal: AbortSignal): Promise<Recheck[]>
}

export const edited = (note: Note): NewEvent => {
  const { deletedAt: _deleted, helped: _helped, ...kept } = note
  return { stream: `note:${note.id}`, event: { kind: 'note.edited', note: kept } }
}

export function createNoteDesk(ports: NotePorts, ruleSets: Pick<RuleSets, 'base'>, changes: Changes): NoteDesk {
  const { store, clock, checker } = ports
  const library = createLookups(store.read, clock)
  const append = (events: readonly NewEvent[]): void => {
    if (events.length === 0) return
    for (let at = 0; at < events.length; at += AT_ONCE) store.write.append(events.slice(at, at + AT_ONCE))
    changes.tell('notes')
  }
  return {
    ports,
    ruleSets,
    changes,
    append,
    now: () => clock.now().toISOString(),
    found: (id, deleted = false) => {
      const note = store.read.note(id)
      if (!note || (note.deletedAt !== undefined) !== deleted) throw new Problem('not-found')
      return note
    },
    save: (notes) => append(notes.map(edited)),
    judge: async (notes, signal) => {
      const at = clock.now().toISOString()
      const asOf = at.slice(0, 10)
      const rules = await turnRules(ruleSets, undefined, asOf, ports)
      const claims = notes.map(({ statement }) => claimOf(statement))
      const judged = await judgeStatements(claims, rules, library.of(), ports, signal)
      return judged.map((claim: JudgedClaim) => ({ claim, at, asOf, checker: checker.name }))
    },
  }
}

/** The claim of a note without its judgement, so that an unedited note is judged with the pronouns filled in as they were. */
export const resolvedStatement = (note: Note): string => (note.reworded === undefined ? judgedNow(note).resolved : note.statement)
