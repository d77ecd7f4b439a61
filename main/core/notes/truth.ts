/** Truth maintenance: when something that notes lean on changes, exactly those notes are looked at, from a queue that survives a kill. */
import type { NoteId, SourceId } from '../../../shared/model/ids.ts'
import { acceptedVerdict, judgedNow, type Note, type StaleReason } from '../../../shared/model/note.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import type { Changes } from '../changes.ts'
import type { NewEvent, Ports } from '../ports.ts'
import type { RuleSets } from '../rules/ruleSets.ts'
import type { Due } from './knowledgeReader.ts'
import { sameReasons, staleReasons, type World } from './staleReasons.ts'
import { worldOf } from './world.ts'

/** Notes of one step: a transaction of some milliseconds, after which others get their turn. */
const STEP = 100
/** Decisions that the engine is handed at once. */
const AT_ONCE = 25
const MOST_DUE = 200
/** Milliseconds between two looks at whether a note's last day has come. */
const LOOK_AT_DAY = 10 * 60_000

export interface Truth {
  /** Looks at everything that is due; settles when nothing is left, or when it was stopped. */
  settle(): Promise<void>
  close(): Promise<void>
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
const staled = (id: NoteId, reasons: readonly StaleReason[]): NewEvent => ({ stream: `note:${id}`, event: { kind: 'note.staled', id, reasons: [...reasons] } })

export function createTruth(ports: Pick<Ports, 'store' | 'logic' | 'clock' | 'log'>, ruleSets: Pick<RuleSets, 'base'>, changes: Changes): Truth {
  const { store, clock, log } = ports
  const { read } = store
  const stop = new AbortController()
  let running: Promise<void> | undefined
  let again = false

  const found = (ids: readonly NoteId[]): Note[] => ids.flatMap((id) => read.note(id) ?? [])
  /** Gives these notes the reasons that follow from the world as it is. */
  const look = async (ids: readonly NoteId[], quotes: Map<string, ReturnType<World['quote']>>): Promise<number> => {
    const notes = found(ids)
    const world = await worldOf(notes, () => ruleSets.base(), ports, quotes)
    // Read again: it may have changed while the rules were asked.
    const events = found(ids).flatMap((note) => {
      const reasons = staleReasons(note, world)
      return sameReasons(note.stale, reasons) ? [] : [staled(note.id, reasons)]
    })
    if (events.length > 0) store.write.append(events)
    return events.length
  }
  /** Decides again by the rules as they are: what still holds leans on them as they are now, what does not says so. */
  const decideAgain = async (ids: readonly NoteId[]): Promise<number> => {
    const asOf = clock.now().toISOString().slice(0, 10)
    const before = found(ids).filter(({ vouched, status, deletedAt }) => !vouched && deletedAt === undefined && (status === 'current' || status === 'stale'))
    if (before.length === 0) return 0
    const base = await ruleSets.base()
    const choices = read.readingChoices()
    const decided = new Map<NoteId, Awaited<ReturnType<Ports['logic']['decide']>>>()
    for (let at = 0; at < before.length; at += AT_ONCE) {
      const some = before.slice(at, at + AT_ONCE)
      const results = await Promise.all(some.map((note) => ports.logic.decide(base, judgedNow(note), asOf, stop.signal, choices)))
      some.forEach((note, index) => decided.set(note.id, results[index]!))
    }
    const notes = found([...decided.keys()])
    const edited: Note[] = []
    const otherwise = new Map<NoteId, StaleReason[]>()
    for (const note of notes) {
      const now = decided.get(note.id)!
      const claim = judgedNow(note)
      // The engine could not say: that is no reason to doubt.
      if (now.verdict === 'undecided' && claim.logic.verdict !== 'undecided') continue
      const { verdict, by } = weighClaim(claim.kind, now, claim.sources, (claim.policies ?? []).length > 0)
      const others = (note.stale ?? []).filter(({ kind }) => kind !== 'judged-otherwise')
      if (verdict !== acceptedVerdict(note)) {
        otherwise.set(note.id, [...others, { kind: 'judged-otherwise', id: '', says: `your rules now say ${now.verdict} where they said ${claim.logic.verdict}` }])
      } else if (others.length !== (note.stale ?? []).length || !leansAsBefore(claim.logic, now)) {
        const at = clock.now().toISOString()
        edited.push({ ...note, stale: others, updated: at, recheck: { claim: { ...claim, logic: now, verdict, by }, at, asOf, checker: note.recheck?.checker ?? note.provenance.checker } })
      }
    }
    const world = await worldOf(edited, () => ruleSets.base(), ports)
    const events: NewEvent[] = edited.flatMap((note) => {
      const reasons = staleReasons(note, world)
      const { stale: _stale, staleBecause: _because, ...rest } = note
      const status = reasons.length > 0 ? ('stale' as const) : ('current' as const)
      return [{ stream: `note:${note.id}`, event: { kind: 'note.edited' as const, note: { ...rest, status: note.status === 'disputed' ? note.status : status } } }, staled(note.id, reasons)]
    })
    for (const [id, reasons] of otherwise) if (!sameReasons(read.note(id)?.stale, reasons)) events.push(staled(id, reasons))
    if (events.length > 0) store.write.append(events)
    return events.length
  }
  /** Leans on another set: decided again only where it had come out otherwise. */
  const lookAtOther = async (ids: readonly NoteId[], quotes: Map<string, ReturnType<World['quote']>>): Promise<number> =>
    (await look(ids, quotes)) + (await decideAgain(found(ids).filter(({ stale = [] }) => stale.some(({ kind }) => kind === 'judged-otherwise')).map(({ id }) => id)))
  const eachDependent = async (kind: Due['kind'], id: string, work: (ids: readonly NoteId[]) => Promise<number>): Promise<number> => {
    let count = 0
    for (let after = ''; ; ) {
      const ids = read.leaning(kind, id, after, STEP)
      if (ids.length === 0 || stop.signal.aborted) return count
      count += await work(ids)
      after = ids.at(-1)!
      await breathe()
    }
  }
  const settleOne = async ({ kind, id, seq }: Due): Promise<void> => {
    const quotes = new Map<string, ReturnType<World['quote']>>()
    let count = kind === 'note' ? await look([id as NoteId], quotes) : 0
    for (const one of kind === 'source' ? read.versionsUpTo(id as SourceId) : [id]) count += await eachDependent(kind, one, (ids) => look(ids, quotes))
    if (kind === 'set') {
      count += await eachDependent('set', id, decideAgain)
      // All sets share one vocabulary: a word that went may have taken rules of the others along.
      for (const other of read.ruleSets()) if (other.id !== id) count += await eachDependent('set', other.id, (ids) => lookAtOther(ids, quotes))
    }
    if (stop.signal.aborted) return
    store.write.append([{ stream: 'knowledge', event: { kind: 'knowledge.settled', upTo: seq, what: [{ kind, id }] } }])
    if (count > 0) changes.tell('notes')
  }
  /** Notes that were kept or edited and that nobody leans on are settled together, or every note would cost a row of its own. */
  const settleNotes = async (dues: readonly Due[]): Promise<void> => {
    const quotes = new Map<string, ReturnType<World['quote']>>()
    let count = 0
    for (let at = 0; at < dues.length; at += STEP) count += await look(dues.slice(at, at + STEP).map(({ id }) => id as NoteId), quotes)
    if (stop.signal.aborted) return
    const upTo = Math.max(...dues.map(({ seq }) => seq))
    // What changed meanwhile has a later row, and is still due after this.
    store.write.append([{ stream: 'knowledge', event: { kind: 'knowledge.settled', upTo, what: dues.map(({ kind, id }) => ({ kind, id })) } }])
    if (count > 0) changes.tell('notes')
  }
  const work = async (): Promise<void> => {
    do {
      again = false
      for (let dues = read.due(MOST_DUE); dues.length > 0 && !stop.signal.aborted; dues = read.due(MOST_DUE)) {
        const alone = dues.filter(({ kind, id }) => kind === 'note' && read.leaning('note', id, '', 1).length === 0)
        if (alone.length > 0) await settleNotes(alone)
        for (const due of dues) if (!alone.includes(due) && !stop.signal.aborted) await settleOne(due)
      }
      const late = stop.signal.aborted ? [] : read.expired(clock.now().toISOString().slice(0, 10))
      for (let at = 0; at < late.length; at += STEP) if ((await look(late.slice(at, at + STEP), new Map())) > 0) again = true
      if (late.length > 0) changes.tell('notes')
    } while (again && !stop.signal.aborted)
  }
  const settle = (): Promise<void> => {
    again = true
    running ??= work()
      .catch((error: unknown) => {
        // It is still due: the next change, or the next start, takes it up.
        if (!stop.signal.aborted) log.write('warn', 'knowledge.settle', { message: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => {
        running = undefined
        // Asked for between its last look and its end.
        return again && !stop.signal.aborted ? settle() : undefined
      })
    return running
  }
  const heard = changes.listen(stop.signal)
  const listen = async (): Promise<void> => {
    for await (const { topic } of heard) if (topic === 'sources' || topic === 'rules' || topic === 'notes') void settle()
  }
  void listen()
  const daily = setInterval(() => void settle(), LOOK_AT_DAY)
  daily.unref?.()
  void settle()
  return {
    settle,
    close: async () => {
      clearInterval(daily)
      stop.abort()
      await running
    },
  }
}

function leansAsBefore(a: { readonly because: readonly { readonly hash?: string | undefined; readonly set?: string | undefined }[] }, b: typeof a): boolean {
  return a.because.length === b.because.length && a.because.every((entry, index) => entry.hash === b.because[index]?.hash && entry.set === b.because[index]?.set)
}
