/** The contradiction inbox: what is new is held against what is kept; what cannot both be right waits, side by side, for the person. */
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import type { ContradictionId, NoteId, TurnId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note, standing } from '../../../shared/model/note.ts'
import type { Claim } from '../../../shared/model/claim.ts'
import { isCheckable } from '../../../shared/model/claim.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'
import { Problem } from '../../../shared/problem.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { judgedClaim } from '../../../shared/turn/judgedClaim.ts'
import { embeddedChecker } from '../checking/embeddedChecker.ts'
import type { NewEvent, RuleTexts } from '../ports.ts'
import { edited, type NoteDesk } from './noteDesk.ts'
import { hashOf } from './judgedFields.ts'
import { keepClaims } from './keepClaims.ts'
import { claimOf } from './judgeStatements.ts'

/** Kept notes that one new statement is held against; and claims of one turn that are held at all. */
const NEAREST = 8
const MOST_CLAIMS = 300
/** Notes whose reading is put beside the rules for one statement, and the longest base with which that is done. */
const BY_RULES = 3
const LONGEST_BASE = 200_000

type Other = Contradiction['with']

interface New {
  readonly claim: JudgedClaim
  readonly of: Other
}

const keyOf = (note: NoteId, other: Other): string => ('note' in other ? [note, other.note].sort().join(' ') : `${note} ${other.turn} ${other.claim}`)

export function createInbox(desk: NoteDesk) {
  const { ports, ruleSets } = desk
  const { store, logic, clock } = ports
  const { read } = store
  const stop = new AbortController()
  let last: Promise<void> = Promise.resolve()

  const candidates = ({ claim, of }: New): Note[] =>
    read.searchNotes(claim.resolved, NEAREST).filter((note) => (note.status === 'current' || note.status === 'stale') && standing(note).verdict !== 'contradicted' && !('note' in of && of.note === note.id) && !('turn' in of && note.provenance.turn === of.turn && note.provenance.claim === of.claim) && !read.contradictionKnown(note.id, of))
  /** A number, date, unit, name or negation that differs where the two otherwise say the same. */
  const byWords = async (fresh: New, notes: readonly Note[]): Promise<NewEvent[]> => {
    const claim: Claim = { ...fresh.claim, parts: fresh.claim.parts }
    const found: NewEvent[] = []
    for (const note of notes) {
      const [checked] = await embeddedChecker.check({ claims: [claim], evidence: { documents: [{ id: note.id, text: note.statement }] } }, stop.signal)
      const clash = checked?.sources.verdict === 'contradicted' ? checked.sources.evidence.flatMap((evidence) => (evidence.stance === 'contradicts' ? (evidence.clash ?? []) : [])) : []
      if (clash.length > 0) found.push(event(note, fresh, { kind: 'clash', clash }))
    }
    return found
  }
  /** With what the note says taken as a fact beside the rules, the new statement is refuted, and without it it is not. */
  const byRules = async (fresh: New, notes: readonly Note[], base: RuleTexts): Promise<NewEvent[]> => {
    const { verdict, reading } = fresh.claim.logic
    if (reading.length === 0 || verdict === 'refuted' || verdict === 'silent' || base.texts.reduce((sum, { text }) => sum + text.length, 0) > LONGEST_BASE) return []
    const found: NewEvent[] = []
    const asOf = clock.now().toISOString().slice(0, 10)
    for (const note of notes.filter((one) => judgedNow(one).logic.reading.length === 1).slice(0, BY_RULES)) {
      const text = `fact ${judgedNow(note).logic.reading[0]!}\n`
      const both: RuleTexts = { key: hashOf(`${base.key} ${text}`), version: hashOf(`${base.version} ${text}`), texts: [...base.texts, { file: 'a kept note.rules', text }] }
      const decided = await logic.decide(both, fresh.claim, asOf, stop.signal, read.readingChoices())
      if (decided.verdict === 'refuted') found.push(event(note, fresh, { kind: 'rules', because: decided.because.map(({ says }) => says) }))
    }
    return found
  }
  const event = (note: Note, fresh: New, why: Contradiction['why']): NewEvent => {
    const id = ports.newId() as ContradictionId
    return { stream: `contradiction:${id}`, event: { kind: 'contradiction.found', contradiction: { id, note: note.id, says: note.statement, with: fresh.of, against: fresh.claim.text, why } } }
  }
  const hold = async (news: readonly New[]): Promise<void> => {
    const base = await ruleSets.base()
    const told = new Set<string>()
    for (const fresh of news) {
      if (stop.signal.aborted) return
      const notes = candidates(fresh)
      if (notes.length > 0) {
        const words = await byWords(fresh, notes)
        const clashing = new Set(words.map((one) => (one.event.kind === 'contradiction.found' ? one.event.contradiction.note : '')))
        const found = [...words, ...(await byRules(fresh, notes.filter(({ id }) => !clashing.has(id)), base))].filter((one) => {
          const key = one.event.kind === 'contradiction.found' ? keyOf(one.event.contradiction.note, one.event.contradiction.with) : ''
          return !told.has(key) && told.add(key)
        })
        if (found.length > 0) {
          store.write.append(found)
          desk.changes.tell('inbox')
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }
  /** One after the other, behind everything else; what fails is logged and costs nobody anything. */
  const later = (work: () => Promise<void>): void => {
    last = last.then(work).catch((error: unknown) => {
      if (!stop.signal.aborted) ports.log.write('warn', 'knowledge.inbox', { message: error instanceof Error ? error.message : String(error) })
    })
  }
  const found = (id: ContradictionId): Contradiction => {
    const one = read.contradiction(id)
    if (!one) throw new Problem('not-found')
    return one
  }
  const decided = (one: Contradiction): NewEvent[] => {
    const events: NewEvent[] = []
    const at = desk.now()
    const retract = (id: NoteId): void => {
      const note = read.note(id)
      if (note && note.deletedAt === undefined && note.status !== 'retracted') events.push(edited({ ...note, status: 'retracted', updated: at, retracted: { reason: 'Another statement was kept in its place.', at, by: one.id } }))
    }
    if (one.decision?.what === 'keep-old' && 'note' in one.with) retract(one.with.note)
    if (one.decision?.what === 'keep-new') retract(one.note)
    return events
  }
  return {
    /** Claims that stand in an answer, whatever their verdict: what a repair withdrew is not among them. */
    afterTurn: (turn: TurnId): void => later(async () => {
      const { started, claims } = foldAll(turn, read.turnEvents(turn, 0))
      if (!started) return
      const news = claims.map((claim) => ({ claim: judgedClaim(claim), of: { turn, claim: claim.id } })).filter(({ claim }) => isCheckable(claim.kind))
      await hold(news.slice(0, MOST_CLAIMS))
    }),
    afterNotes: (notes: readonly Note[]): void => later(() => hold(notes.slice(0, MOST_CLAIMS).map((note) => ({ claim: { ...judgedNow(note), ...claimOf(note.statement), parts: judgedNow(note).parts }, of: { note: note.id } })))),
    /** Waits for what is being held against what is kept. */
    settled: (): Promise<void> => last,
    decide: (id: ContradictionId, what: NonNullable<Contradiction['decision']>['what'], reason: string | undefined): Contradiction => {
      const one = found(id)
      const why = reason?.trim() ?? ''
      if (what === 'both' && why === '') throw new Problem('input.invalid', 'to keep both, say why both can be right')
      if (one.decision !== undefined && one.decision.what !== 'later') throw new Problem('input.invalid', 'this was decided already; take the decision back first')
      const events: NewEvent[] = [{ stream: `contradiction:${id}`, event: { kind: 'contradiction.decided', id, what, ...(why === '' ? {} : { reason: why }) } }]
      desk.append([...events, ...decided({ ...one, decision: { what, at: '' } })])
      if (what === 'keep-new' && 'turn' in one.with) keepClaims(one.with.turn, [one.with.claim], undefined, ports)
      desk.changes.tell('inbox')
      return found(id)
    },
    /** Takes a decision back; what it retracted stands again. A claim that was kept for it stays a note of its own. */
    reopen: (id: ContradictionId): Contradiction => {
      const one = found(id)
      if (one.decision === undefined) return one
      const at = desk.now()
      const back = [one.note, ...('note' in one.with ? [one.with.note] : [])].flatMap((noteId): NewEvent[] => {
        const note = read.note(noteId)
        if (!note || note.retracted?.by !== id) return []
        const { retracted: _retracted, ...rest } = note
        return [edited({ ...rest, status: (note.stale ?? []).length > 0 ? 'stale' : 'current', updated: at })]
      })
      desk.append([{ stream: `contradiction:${id}`, event: { kind: 'contradiction.reopened', id } }, ...back])
      desk.changes.tell('inbox')
      return found(id)
    },
    close: async (): Promise<void> => {
      stop.abort()
      await last
    },
  }
}
export type Inbox = ReturnType<typeof createInbox>
