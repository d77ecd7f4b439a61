/** By property: after any edits, kills in the middle among them, the stale notes are exactly those that a recomputation from scratch finds. */
import { deepEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { silentLogic } from '../../../fixtures/core/noRules.ts'
import type { NoteId, RuleSetId, SourceId } from '../../../shared/model/ids.ts'
import type { Note, NoteLink } from '../../../shared/model/note.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { openStore } from '../../adapters/store/openStore.ts'
import { quiet, tickingClock, withFolder } from '../../adapters/store/testing.ts'
import { ulids } from '../../adapters/system.ts'
import { createChanges } from '../changes.ts'
import { jobContext, ruleJobs } from '../logic/jobs/ruleJobs.ts'
import type { Logic, RuleTexts, Store } from '../ports.ts'
import { hashOfText } from '../rules/baseVersion.ts'
import { createRuleShelf } from '../rules/ruleShelf.ts'
import { hashOf, judgedFields } from './judgedFields.ts'
import { createTruth } from './truth.ts'

const solver = createSolver()
after(() => solver.close())
const context = jobContext(solver)
const nobody = new AbortController().signal
const logic: Logic = {
  ...silentLogic,
  hashes: (base, items) => Promise.resolve(base.texts.length === 0 ? items.map(() => []) : ruleJobs.hashes({ base, ask: { items } }, context)),
  decide: (base, claim, asOf) => ruleJobs.decide({ base, ask: { claim: claim.resolved, asOf } }, context, nobody),
}

const SITES = ['North', 'South', 'East']
const QUOTES = ['Oslo uses sea water.', 'Paris uses dry air.', 'Seoul uses 두 개의 chillers.']
const SOURCES = ['01ARYZ6S410000000000000SA0', '01ARYZ6S410000000000000SB0']
const SETS = ['01ARYZ6S4100000000000000R0', '01ARYZ6S4100000000000000R1'] as RuleSetId[]
const noteId = (index: number): NoteId => `01ARYZ6S410000000000000N${String(index).padStart(2, '0')}` as NoteId
const head = (set: number): string => (set === 0 ? 'type Place\nentity North : Place\nentity South : Place\nentity East : Place\nquantity pue(Place) says "PUE of {1}"\nquantity wue(Place) says "WUE of {1}"\n' : '')
const factOf = (set: number, site: number, value: number): string => `fact ${set === 0 ? 'pue' : 'wue'}(${SITES[site]}) = 1.${value}`
/** What a note says of each: a fact of one set and site, or a quote of one source. */
const grounds = [...[0, 1].flatMap((set) => SITES.map((_, site) => ({ set, site }))), ...[0, 1].flatMap((source) => QUOTES.map((_, quote) => ({ source, quote })))]
type Ground = (typeof grounds)[number]

/** The world as it was meant to be, beside what the store makes of it. */
interface Meant {
  readonly facts: Map<string, number>
  readonly on: boolean[]
  readonly setGone: boolean[]
  /** Quotes of the newest version; the id of that version; whether it is deleted. */
  readonly sources: { quotes: Set<number>; id: SourceId; gone: boolean; version: number }[]
  readonly notes: Map<number, { ground: Ground; value: number; retracted: boolean; deleted: boolean; vouched: boolean; expires: boolean; links: NoteLink[]; leans: number[] }>
}

/** Naive, from scratch, and knowing nothing of hashes, queues or folds. */
function staleFromScratch(meant: Meant): string[] {
  const own = ({ ground, value }: { ground: Ground; value: number }): boolean =>
    'set' in ground
      ? meant.setGone[ground.set]! || !meant.on[ground.set]! || meant.facts.get(`${ground.set} ${ground.site}`) !== value || (ground.set === 1 && (meant.setGone[0]! || !meant.on[0]!))
      : meant.sources[ground.source]!.gone || !meant.sources[ground.source]!.quotes.has(ground.quote)
  const known = new Map<number, boolean>()
  const stale = (index: number): boolean => {
    const found = known.get(index)
    if (found !== undefined) return found
    const note = meant.notes.get(index)!
    const is = (!note.vouched && own(note)) || note.expires || note.leans.some((other) => meant.notes.get(other)!.deleted || meant.notes.get(other)!.retracted || stale(other))
    known.set(index, is)
    return is
  }
  return [...meant.notes].filter(([, note]) => !note.retracted && !note.deleted).filter(([index]) => stale(index)).map(([index]) => noteId(index)).sort()
}

const edit = fc.tuple(fc.constantFrom('fact', 'fact', 'switch', 'setGone', 'source', 'source', 'sourceGone', 'retract', 'delete', 'vouch', 'expire', 'link', 'kill', 'settle'), fc.nat(1), fc.nat(2), fc.nat(11), fc.nat(11), fc.nat(3))

test('the same set of stale notes as from scratch, every time', () =>
  fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 20 }), (edits) => withFolder((folder) => run(folder, edits))),
    { seed: 26, numRuns: 25 },
  ))

async function run(folder: string, edits: readonly (readonly [string, number, number, number, number, number])[]): Promise<void> {
  const clock = tickingClock()
  const store: Store = openStore(folder, { clock, log: quiet })
  const changes = createChanges()
  const failures: unknown[] = []
  const ports = { store, logic, clock, log: { write: (_: string, event: string, fields?: unknown) => void (event.startsWith('knowledge') && failures.push(fields)) }, newId: ulids(clock) }
  const shelf = createRuleShelf(ports)
  const base = () => Promise.resolve(shelf.base())
  let truth = createTruth(ports, { base }, changes)
  const meant: Meant = { facts: new Map(), on: [true, true], setGone: [false, false], sources: SOURCES.map((id) => ({ quotes: new Set([0, 1, 2]), id: id as SourceId, gone: false, version: 1 })), notes: new Map() }
  const textOf = (set: number): string => `${head(set)}${SITES.map((_, site) => `${factOf(set, site, meant.facts.get(`${set} ${site}`)!)}\n`).join('')}`
  const saveSet = (set: number): void => {
    const text = textOf(set)
    const number = (store.read.ruleSet(SETS[set]!)?.number ?? 0) + 1
    store.write.append([{ stream: `ruleSet:${SETS[set]}`, event: { kind: 'ruleSet.saved', id: SETS[set]!, file: `s${set}.rules`, title: `S${set}`, text, number, version: hashOfText(text), by: 'person', summary: '', counts: { rules: 0, facts: 3, errors: 0, warnings: 0 } } }])
  }
  const importSource = (index: number, replaces?: SourceId): void => {
    const source = meant.sources[index]!
    const text = [...source.quotes].sort().map((quote) => QUOTES[quote]).join(' ') || 'Nothing is left.'
    store.write.addSourceText(source.id, text, [])
    store.write.append([{ stream: `source:${source.id}`, event: { kind: 'source.imported', source: { id: source.id, title: `T${index}`, path: `t${index}`, format: 'text', sha256: hashOf(text), textSha256: hashOf(text), bytes: 1, length: text.length, passages: 0, tier: 'unknown', importedAt: '', version: source.version, sample: false }, ...(replaces ? { replaces } : {}) } }])
  }
  for (const set of [0, 1]) {
    SITES.forEach((_, site) => meant.facts.set(`${set} ${site}`, 1))
    saveSet(set)
  }
  meant.sources.forEach((_, index) => importSource(index))
  for (const [index, ground] of grounds.entries()) {
    const note = await noteOf(index, ground, store, base)
    store.write.append([{ stream: `note:${note.id}`, event: { kind: 'note.kept', note } }])
    meant.notes.set(index, { ground, value: 1, retracted: false, deleted: false, vouched: false, expires: false, links: [], leans: [] })
  }
  await truth.settle()
  const change = (index: number, fields: Partial<Note>): void => {
    const note = { ...store.read.note(noteId(index))!, ...fields }
    store.write.append([{ stream: `note:${note.id}`, event: { kind: 'note.edited', note: JSON.parse(JSON.stringify(note)) as Note } }])
  }
  const agree = async (): Promise<void> => {
    await truth.settle()
    deepEqual(failures, [])
    deepEqual(store.read.due(10), [])
    deepEqual(store.read.noteIds({ status: ['stale'] }).sort(), staleFromScratch(meant))
  }
  const reaches = (from: number, to: number): boolean => from === to || meant.notes.get(from)!.leans.some((next) => reaches(next, to))
  for (const [what, one, three, a, b, value] of edits) {
    const note = meant.notes.get(a)!
    const source = meant.sources[one]!
    if (what === 'fact' && !meant.setGone[one]) {
      meant.facts.set(`${one} ${three}`, value)
      saveSet(one)
    } else if (what === 'switch') {
      meant.on[one] = !meant.on[one]
      store.write.append([{ stream: `ruleSet:${SETS[one]}`, event: { kind: 'ruleSet.switched', id: SETS[one]!, on: meant.on[one]! } }])
    } else if (what === 'setGone') {
      meant.setGone[one] = !meant.setGone[one]
      store.write.append([{ stream: `ruleSet:${SETS[one]}`, event: { kind: meant.setGone[one] ? 'ruleSet.deleted' : 'ruleSet.restored', id: SETS[one]! } }])
    } else if (what === 'source' && !source.gone) {
      const before = source.id
      if (!source.quotes.delete(three)) source.quotes.add(three)
      source.version += 1
      source.id = `${SOURCES[one]!.slice(0, 24)}${String.fromCharCode(65 + source.version % 8)}${one}` as SourceId
      if (store.read.source(source.id)) source.id = ports.newId() as SourceId
      importSource(one, before)
    } else if (what === 'sourceGone') {
      source.gone = !source.gone
      store.write.append([{ stream: `source:${source.id}`, event: { kind: source.gone ? 'source.deleted' : 'source.restored', id: source.id } }])
    } else if (what === 'retract' && !note.deleted) {
      note.retracted = !note.retracted
      change(a, { status: note.retracted ? 'retracted' : (store.read.note(noteId(a))!.stale ?? []).length > 0 ? 'stale' : 'current' })
    } else if (what === 'delete') {
      note.deleted = !note.deleted
      store.write.append([{ stream: `note:${noteId(a)}`, event: { kind: note.deleted ? 'note.deleted' : 'note.restored', id: noteId(a) } }])
    } else if (what === 'vouch') {
      note.vouched = !note.vouched
      change(a, { vouched: note.vouched ? { reason: 'I know.', at: '2026-11-23' } : undefined } as Partial<Note>)
    } else if (what === 'expire') {
      note.expires = !note.expires
      change(a, { expires: note.expires ? '2026-11-20' : '2199-01-01' })
    } else if (what === 'link' && a !== b) {
      const supports = value % 2 === 0
      const [leaner, ground] = supports ? [b, a] : [a, b]
      if (reaches(ground, leaner) || note.links.some(({ to }) => to === noteId(b))) continue
      note.links.push({ kind: supports ? 'supports' : 'refines', to: noteId(b), said: hashOf(store.read.note(noteId(ground))!.statement) })
      meant.notes.get(leaner)!.leans.push(ground)
      change(a, { links: note.links })
    } else if (what === 'kill') {
      // What was begun is left where it is; the next start takes it up from the queue.
      void truth.settle()
      await truth.close()
      truth = createTruth(ports, { base }, changes)
    } else if (what === 'settle') await agree()
  }
  await agree()
  ok(store.read.verifyHistory().whole)
  await truth.close()
  store.close()
}

async function noteOf(index: number, ground: Ground, store: Store, base: () => Promise<RuleTexts>): Promise<Note> {
  const statement = 'set' in ground ? `The ${ground.set === 0 ? 'PUE' : 'WUE'} of ${SITES[ground.site]} is 1.1.` : QUOTES[ground.quote]!
  const quote = 'source' in ground ? QUOTES[ground.quote]! : ''
  const text = 'source' in ground ? store.read.sourceText(SOURCES[ground.source] as SourceId)! : ''
  const decided = 'set' in ground ? await logic.decide(await base(), { resolved: statement }, '2026-11-23') : undefined
  const claim: Note['claim'] = {
    text: statement, start: 0, end: statement.length, kind: 'fact', resolved: statement, parts: [], verdict: 'verified', by: decided ? 'rules' : 'embedded',
    logic: decided ?? { verdict: 'silent', reading: [], because: [] },
    sources: decided ? { verdict: 'not-found', support: 0, evidence: [] } : { verdict: 'supported', support: 0.99, evidence: [{ source: SOURCES[(ground as { source: number }).source]!, quote, start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, stance: 'supports', score: 1 }] },
  }
  if (decided) deepEqual([decided.verdict, decided.because.length], ['proved', 1])
  return {
    id: noteId(index), statement, status: 'current', topic: '', tags: [], created: '2026-11-23T12:00:00.000Z', updated: '2026-11-23T12:00:00.000Z', claim,
    provenance: { turn: '01ARYZ6S41000000000000000T' as never, claim: 'c0' as never, question: '', by: 'library', asOf: '2026-11-23', checker: 'embedded' },
    ...judgedFields(statement, claim, store.read),
  }
}
