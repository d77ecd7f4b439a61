/** Many notes filed or removed at once, taken back, and left apart: what is changed is exactly what was meant. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { BulkUpdate } from '../../../shared/contract/noteContract.ts'
import type { ClaimId, NoteId } from '../../../shared/model/ids.ts'
import { withFolder } from '../../adapters/store/testing.ts'

type Core = ReturnType<typeof testCore>
const FACTS = Array.from({ length: 130 }, (_, index) => `Rack ${index} draws ${index + 10} kW.`)

/** A core with a note for each fact, newest last. */
const withNotes = (work: (core: Core, ids: NoteId[]) => Promise<void>, facts: readonly string[] = FACTS): Promise<void> =>
  withFolder(async (folder) => {
    const core = testCore(folder, {})
    try {
      const { turn } = await core.client.check.start({ text: facts.join('\n\n') })
      const claims: ClaimId[] = []
      for await (const update of await core.client.turn.follow({ turn })) if ('event' in update && update.event.kind === 'claim.found') claims.push(...update.event.claims.map(({ id }) => id))
      const notes = await core.client.note.keep({ turn, claims })
      await work(core, notes.map(({ id }) => id))
    } finally {
      await core.close()
    }
  })
async function ended(core: Core, job: string): Promise<BulkUpdate> {
  let last: BulkUpdate | undefined
  for await (const update of await core.client.note.followBulk({ job })) last = update
  return last!
}
const total = async ({ client }: Core, filter: object): Promise<number> => (await client.note.page({ filter, limit: 1 })).total

test('all that match but a few are filed, told in steps, and put back as they were, but for what was changed since', () =>
  withNotes(async (core, ids) => {
    await core.client.note.file({ ids: ids.slice(0, 1), topic: 'Before', addTags: ['old'] })
    const { job } = await core.client.note.bulk({ filter: { query: 'rack' }, except: ids.slice(3, 5), what: { kind: 'file', topic: 'Racks', addTags: ['new'], dropTags: ['old'] } })
    const updates: BulkUpdate[] = []
    for await (const update of await core.client.note.followBulk({ job })) updates.push(update)
    deepEqual(updates.at(-1), { kind: 'ended', done: 128, total: 128, cancelled: false, changed: 128 })
    deepEqual([await total(core, { topic: 'Racks' }), await total(core, { tag: 'new' }), await total(core, { tag: 'old' })], [128, 128, 0])
    deepEqual((await core.client.note.tags({})).map(({ tag, notes }) => [tag, notes]), [['new', 128]])
    await core.client.note.edit({ id: ids[9]!, topic: 'Mine' })
    const back = await core.client.note.undoBulk({ job })
    deepEqual(await ended(core, back.job), { kind: 'ended', done: 128, total: 128, cancelled: false, changed: 127 })
    const first = (await core.client.note.get({ id: ids[0]! })).note
    const ninth = (await core.client.note.get({ id: ids[9]! })).note
    deepEqual([first.topic, first.tags, ninth.topic, ninth.tags, await total(core, { topic: 'Racks' })], ['Before', ['old'], 'Mine', ['new'], 0])
  }))

test('all that match are removed and come back; a stopped job says how far it came', () =>
  withNotes(async (core) => {
    const { job } = await core.client.note.bulk({ filter: {}, what: { kind: 'remove' } })
    equal((await ended(core, job)).changed, 130)
    equal(await total(core, {}), 0)
    await ended(core, (await core.client.note.undoBulk({ job })).job)
    equal(await total(core, {}), 130)
    const stopped = await core.client.note.bulk({ filter: {}, what: { kind: 'remove' } })
    await core.client.note.cancelBulk({ job: stopped.job })
    const end = await ended(core, stopped.job)
    deepEqual([end.kind, 'cancelled' in end && end.cancelled, end.changed + (await total(core, {}))], ['ended', true, 130])
  }))

test('a place in the list, a stretch of it, and which of some match', () =>
  withNotes(async (core, ids) => {
    await core.client.note.file({ ids: ids.filter((_, index) => index % 2 === 0), topic: 'Even' })
    const newestFirst = ids.toReversed()
    const even = newestFirst.filter((id) => ids.indexOf(id) % 2 === 0)
    deepEqual((await core.client.note.ids({ filter: { topic: 'Even' }, offset: 10, limit: 20 })).ids, even.slice(10, 30))
    deepEqual((await core.client.note.ids({ filter: { topic: 'Even' }, among: ids.slice(0, 4) })).ids.toSorted(), [ids[0]!, ids[2]!].toSorted())
    equal((await core.client.note.place({ filter: { topic: 'Even' }, id: even[17]! })).index, 17)
    equal((await core.client.note.place({ filter: {}, id: ids[0]! })).index, 129)
    equal((await core.client.note.place({ filter: {}, id: '01ARYZ6S41000000000000000Z' as NoteId })).index, undefined)
  }))

test('notes that say the same are left apart for good, taken back, and proposed again when another one comes', () =>
  withNotes(
    async (core, ids) => {
      const proposed = async () => (await core.client.note.duplicates({})).map((group) => group.length)
      deepEqual(await proposed(), [2])
      deepEqual((await core.client.note.apart({ ids: ids.slice(0, 2) })).ids, ids.slice(0, 2))
      deepEqual(await proposed(), [])
      deepEqual((await core.client.note.apart({ ids: ids.slice(0, 2) })).ids, [])
      await core.client.note.apart({ ids: ids.slice(0, 2), apart: false })
      deepEqual(await proposed(), [2])
      await core.client.note.apart({ ids: ids.slice(0, 2) })
      await core.client.note.edit({ id: ids[2]!, statement: 'The PUE of North was 1.32 in 2024.' })
      deepEqual(await proposed(), [3])
      let said = ''
      await core.client.note.apart({ ids: [ids[0]!, ids[3]!] }).catch((error: { data: { code: string } }) => (said = error.data.code))
      equal(said, 'input.invalid')
    },
    ['In 2024 the PUE of North was 1.32.', 'The PUE of North was 1.32 in 2024.', 'A third thing is here.', 'A fourth thing is here.'],
  ))
