/** What becomes of notes after they were kept: judged again, vouched for, linked, merged, contradicted, kept by policy, explained. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { ClaimId, SourceId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { followToEnd } from '../assistant/followToEnd.ts'
import { withFolder } from '../../adapters/store/testing.ts'

const A = '01ARYZ6S41000000000000000A'
const B = '01ARYZ6S41000000000000000B'
const texts = { [A]: 'The annual PUE of the North site was 1.32 in 2024. The South site has two chillers.', [B]: 'The South site was built in 1999.' }
type Core = ReturnType<typeof testCore>

async function check({ client }: Core, text: string): Promise<{ turn: never; claims: ClaimId[] }> {
  const { turn } = await client.check.start({ text })
  let claims = 0
  for await (const update of await client.turn.follow({ turn })) if ('event' in update && update.event.kind === 'claim.found') claims += update.event.claims.length
  return { turn: turn as never, claims: Array.from({ length: claims }, (_, i) => `c${i}` as ClaimId) }
}
async function keep(core: Core, text: string): Promise<Note[]> {
  return core.client.note.keep(await check(core, text))
}
const withCore = <T>(work: (core: Core) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    const core = testCore(folder, texts)
    try {
      return await work(core)
    } finally {
      await core.close()
    }
  })
/** Waits until what is asked holds; the core tells when something changed. */
async function until<T>({ client }: Core, topic: string, ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const changes = await client.core.changes({})
  let value = await ask()
  if (holds(value)) return value
  for await (const change of changes) {
    if (change.topic !== topic) continue
    value = await ask()
    if (holds(value)) return value
  }
  throw new Error('the core was closed')
}
const problem = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'no problem'
  } catch (error) {
    return (error as { data: { code: string } }).data.code
  }
}

test('a changed wording is judged again by the same checker, and the note as it was stays in the history', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The annual PUE of the North site was 1.32 in 2024.')
    const worse = await core.client.note.edit({ id: note!.id, statement: 'The annual PUE of the North site was 1.52 in 2024.' })
    deepEqual([worse.statement, worse.claim.verdict, worse.recheck?.claim.verdict, worse.status], ['The annual PUE of the North site was 1.52 in 2024.', 'verified', 'contradicted', 'current'])
    deepEqual((await core.client.note.page({})).rows.map(({ verdict, by }) => [verdict, by]), [['contradicted', 'embedded']])
    const { rows } = await core.client.history.page({ note: note!.id })
    deepEqual(rows.map(({ kind, says }) => [kind, says]), [['note.edited', worse.statement], ['note.kept', note!.statement]])
    equal(await problem(core.client.note.edit({ id: note!.id, statement: '   ' })), 'input.invalid')
  }))

test('to vouch needs a reason, shows as the person’s word, and goes with the wording', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The moon site is quiet.')
    equal(await problem(core.client.note.vouch({ id: note!.id, reason: ' ' })), 'input.invalid')
    const vouched = await core.client.note.vouch({ id: note!.id, reason: 'I was there.' })
    deepEqual([vouched.vouched?.reason, vouched.claim.verdict], ['I was there.', 'unverified'])
    deepEqual((await core.client.note.page({ filter: { by: ['person'] } })).rows.map(({ verdict, by }) => [verdict, by]), [['verified', 'person']])
    equal((await core.client.note.edit({ id: note!.id, statement: 'The moon site is loud.' })).vouched, undefined)
  }))

test('a source that goes makes exactly its notes stale; back again, they are current', () =>
  withCore(async (core) => {
    const notes = await keep(core, 'The annual PUE of the North site was 1.32 in 2024. The South site was built in 1999.')
    const states = async () => (await core.client.note.page({})).rows.map(({ status, staleBecause }) => [status, staleBecause])
    equal(notes.length, 2)
    await core.client.source.remove({ id: B as SourceId })
    await until(core, 'notes', states, ([first]) => first![0] === 'stale')
    deepEqual(await states(), [['stale', 'its source “Source B” was removed.'], ['current', undefined]])
    await core.client.source.restore({ id: B as SourceId })
    deepEqual(await until(core, 'notes', states, ([first]) => first![0] === 'current'), [['current', undefined], ['current', undefined]])
  }))

test('what leans on a retracted note goes stale, as the preview said; a circle of links is refused', () =>
  withCore(async (core) => {
    const [a, b, c] = await keep(core, 'The annual PUE of the North site was 1.32 in 2024. The South site has two chillers. The South site was built in 1999.')
    await core.client.note.link({ from: a!.id, kind: 'supports', to: b!.id, on: true })
    await core.client.note.link({ from: c!.id, kind: 'refines', to: b!.id, on: true })
    equal(await problem(core.client.note.link({ from: a!.id, kind: 'refines', to: c!.id, on: true })), 'input.invalid')
    deepEqual((await core.client.note.cascade({ id: a!.id })).map(({ note, steps }) => [note.id, steps]), [[b!.id, 1], [c!.id, 2]])
    await core.client.note.retract({ id: a!.id, reason: 'wrong' })
    const stale = async () => (await core.client.note.page({ filter: { status: ['stale'] } })).rows.map(({ id }) => id)
    deepEqual(await until(core, 'notes', stale, (ids) => ids.length === 2), [c!.id, b!.id])
    await core.client.note.reinstate({ id: a!.id })
    deepEqual(await until(core, 'notes', stale, (ids) => ids.length === 0), [])
  }))

test('the same said twice is proposed for merging, merged only when asked, and taken apart again', () =>
  withCore(async (core) => {
    const [one] = await keep(core, 'In 2024 the annual PUE of the North site was 1.32.')
    const [two] = await keep(core, 'The annual PUE of the North site was 1.32 in 2024.')
    await keep(core, 'The annual PUE of the North site was 1.23 in 2024.')
    deepEqual((await core.client.note.duplicates({})).map((group) => group.map(({ id }) => id)), [[one!.id, two!.id]])
    equal((await core.client.note.page({})).total, 3)
    await core.client.note.merge({ ids: [two!.id], into: one!.id })
    deepEqual([(await core.client.note.page({})).total, (await core.client.note.duplicates({})).length], [2, 0])
    await core.client.note.unmerge({ id: one!.id })
    deepEqual([(await core.client.note.page({})).total, (await core.client.note.duplicates({})).length], [3, 1])
  }))

test('what disagrees with a kept note waits in the inbox; a decision retracts, and is taken back', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The South site was built in 1999.')
    const asked = await check(core, 'The moon is made of rock. The South site was built in 1998.')
    const open = async () => (await core.client.inbox.list({})).rows
    const [first] = await until(core, 'inbox', open, (found) => found.length === 1)
    deepEqual([first!.note, first!.says, first!.against, first!.with, first!.why], [note!.id, 'The South site was built in 1999.', 'The South site was built in 1998.', { turn: asked.turn, claim: 'c1' }, { kind: 'clash', clash: [{ kind: 'date', claim: '1998', source: '1999' }] }])
    equal(await problem(core.client.inbox.decide({ id: first!.id, what: 'both' })), 'input.invalid')
    equal((await core.client.inbox.decide({ id: first!.id, what: 'later' })).decision?.what, 'later')
    equal((await open()).length, 1)
    await core.client.inbox.decide({ id: first!.id, what: 'keep-new' })
    const statements = async () => (await core.client.note.page({})).rows.map(({ statement, status }) => [statement, status])
    deepEqual([await open(), await statements()], [[], [['The South site was built in 1998.', 'current'], ['The South site was built in 1999.', 'retracted']]])
    equal((await core.client.inbox.list({ open: false })).rows[0]!.decision?.what, 'keep-new')
    await core.client.inbox.reopen({ id: first!.id })
    deepEqual([(await open()).length, (await statements())[1]], [1, ['The South site was built in 1999.', 'current']])
  }))

test('why: replayed offline from what was stored, the same, or what changed', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The annual PUE of the North site was 1.32 in 2024.')
    const why = await core.client.note.why({ id: note!.id })
    deepEqual([why.same, why.was, why.now, why.changed, why.quotes.every(({ stands }) => stands)], [true, { verdict: 'verified', by: 'embedded' }, { verdict: 'verified', by: 'embedded' }, [], true])
    const forged = { ...note!, claim: { ...note!.claim, sources: { ...note!.claim.sources, evidence: note!.claim.sources.evidence.map((one) => ({ ...one, quote: one.quote.replace('1.32', '1.35') })) } } }
    core.ports.store.write.append([{ stream: `note:${note!.id}`, event: { kind: 'note.edited', note: forged } }])
    const tampered = await core.client.note.why({ id: note!.id })
    deepEqual([tampered.same, tampered.now.verdict, tampered.quotes[0]!.stands], [false, 'unverified', false])
    match(tampered.changed[0]!, /hash differs/)
  }))

test('a policy is tried before it is switched on; what it kept says so and is taken back at once', () =>
  withCore(async (core) => {
    await check(core, 'The annual PUE of the North site was 1.32 in 2024. The moon is quiet.')
    const asked = { name: 'What sources say', on: false, when: { verdicts: ['verified' as const], by: ['embedded' as const], words: ['PUE'] }, topic: 'energy', tags: ['auto'] }
    const policy = await core.client.keeping.save(asked)
    equal(await problem(core.client.keeping.save({ ...asked, id: policy.id, on: true })), 'input.invalid')
    const tried = await core.client.keeping.try({ id: policy.id })
    deepEqual([tried.turns, tried.claims.map(({ text }) => text)], [1, ['The annual PUE of the North site was 1.32 in 2024.']])
    equal(await problem(core.client.keeping.save({ ...asked, id: policy.id, on: true, when: { verdicts: ['unverified'] } })), 'input.invalid')
    await core.client.keeping.save({ ...asked, id: policy.id, on: true })
    await check(core, 'The annual PUE of the North site was 1.32 in 2024. The South site was built in 1999.')
    const kept = await until(core, 'notes', async () => (await core.client.note.page({ filter: { policy: policy.id } })).rows, (rows) => rows.length === 1)
    deepEqual(kept.map(({ topic, tags, keptBy }) => [topic, tags, keptBy]), [['energy', ['auto'], 'What sources say']])
    await core.client.note.removeMany({ ids: kept.map(({ id }) => id) })
    equal((await core.client.note.page({})).total, 0)
    await core.client.note.restoreMany({ ids: kept.map(({ id }) => id) })
    equal((await core.client.note.page({})).total, 1)
  }))

test('a selection is judged again as a job that is followed, and a stopped one leaves the rest as it was', () =>
  withCore(async (core) => {
    await keep(core, 'The annual PUE of the North site was 1.32 in 2024. The South site was built in 1999.')
    await core.client.source.remove({ id: B as SourceId })
    const stale = async () => (await core.client.note.page({ filter: { status: ['stale'] } })).rows
    await until(core, 'notes', stale, (rows) => rows.length === 1)
    const { job } = await core.client.note.verify({ filter: {} })
    const updates = []
    for await (const update of await core.client.note.followVerify({ job })) updates.push(update)
    deepEqual(updates.at(-1), { kind: 'ended', done: 2, total: 2, cancelled: false, stale: 1, fresh: 1 })
    match((await stale())[0]!.staleBecause!, /is unverified, no longer verified\.$/)
    await rejects(core.client.note.followVerify({ job: 'nothing' }))
  }))

test('a verified note answers first, cites the quote behind it, and is counted; a stale one does not', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The annual PUE of the North site was 1.32 in 2024.')
    await core.client.note.edit({ id: note!.id, statement: 'In 2024 the annual PUE of the North site was 1.32.' })
    const ask = async () => {
      const { turn } = await core.client.turn.start({ question: 'What was the annual PUE of the North site in 2024?', answerer: { kind: 'library' } })
      return followToEnd(turn, await core.client.turn.follow({ turn }))
    }
    const first = await ask()
    const by = first.passages.find((passage) => passage.note)
    deepEqual([first.answer.startsWith(`In 2024 the annual PUE of the North site was 1.32.[${by?.n}]`), by?.note?.id, first.claims[0]?.verdict], [true, note!.id, 'verified'])
    equal((await core.client.note.get({ id: note!.id })).note.helped, 1)
    await core.client.note.retract({ id: note!.id, reason: 'wrong' })
    equal((await ask()).passages.some((passage) => passage.note), false)
  }))

test('notes of a megabyte are kept, listed cut, and found by words; growth counts by day', () =>
  withCore(async (core) => {
    const [note] = await keep(core, 'The South site was built in 1999.')
    const long = `The South site was built in 1999 ${'and so on '.repeat(99_000)}`
    equal((await core.client.note.edit({ id: note!.id, statement: long })).statement, long.trim())
    const { rows } = await core.client.note.page({ filter: { query: 'south built' } })
    deepEqual([rows.length, rows[0]!.statement.length <= 600], [1, true])
    const growth = await core.client.growth.get({})
    deepEqual([growth.series.notes!.at(-1), growth.series.sources!.at(-1), growth.best], [1, 2, 'too-few'])
    ok((await core.client.history.days({})).reduce((sum, { events }) => sum + events, 0) > 5)
  }))
