/** Files that go along with questions, on a real store, real files and the real parser: read for that question, not put into the library, gone with the conversation. */
import { deepEqual, equal, rejects } from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { realCore } from '../../../fixtures/core/realCore.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { TurnId } from '../../../shared/model/ids.ts'

type Core = ReturnType<typeof realCore>
const withCore = (work: (core: Core, folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const core = realCore(folder)
    try {
      await work(core, folder)
    } finally {
      await core.close()
    }
  })

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function upload({ client }: Core, name: string, content: string | Uint8Array) {
  const bytes = Buffer.from(content)
  const { upload: id } = await client.upload.begin({ name, bytes: bytes.length })
  for (let at = 0; at < bytes.length; at += 300_000) await client.upload.append({ upload: id, base64: bytes.subarray(at, at + 300_000).toString('base64') })
  return id
}
const attach = async (core: Core, name: string, content: string | Uint8Array): Promise<Attachment> => core.client.attachment.add({ upload: await upload(core, name, content) })
async function answered({ client }: Core, turn: TurnId) {
  const events = []
  for await (const update of await client.turn.follow({ turn })) if ('event' in update) events.push(update)
  return foldAll(turn, events)
}
const TEXT = 'The flux capacitor of Hill Valley draws 1.21 gigawatts when it is switched on.'
const QUESTION = 'What does the flux capacitor of Hill Valley draw?'

test('an attached text answers its own question, is in no library, and can be put into it', () =>
  withCore(async (core) => {
    const { client } = core
    const file = await attach(core, 'capacitor.txt', TEXT)
    const { turn } = await client.turn.start({ question: QUESTION, attachments: [file] })
    const state = await answered(core, turn)
    const before = [(await client.source.list({})).length, (await client.source.search({ query: 'flux capacitor' })).length]
    const other = await answered(core, (await client.turn.start({ question: QUESTION })).turn)
    await client.attachment.adopt({ source: file.source! })
    deepEqual(
      [state.answer.includes('1.21'), state.claims.map(({ verdict }) => verdict), state.started?.attachments, before, other.answer.includes('1.21'), (await client.source.list({})).map(({ title }) => title)],
      [true, ['verified'], [file], [0, 0], false, ['capacitor']],
    )
  }))

test('importing what was attached puts it into the library; attaching what is in the library makes nothing new', () =>
  withCore(async (core) => {
    const { client } = core
    const first = await attach(core, 'a.txt', TEXT)
    const { import: id } = await client.import.start({ uploads: [await upload(core, 'a.txt', TEXT)] })
    const results = []
    for await (const event of await client.import.follow({ import: id })) if (event.kind === 'result') results.push(event.result.status)
    const again = await attach(core, 'b.txt', TEXT)
    deepEqual([results, again.source, (await client.source.list({})).length], [['imported'], first.source, 1])
  }))

test('a retry takes the files of its question along', () =>
  withCore(async (core) => {
    const file = await attach(core, 'capacitor.txt', TEXT)
    const { turn, conversation } = await core.client.turn.start({ question: QUESTION, attachments: [file] })
    await answered(core, turn)
    const retry = await answered(core, (await core.client.turn.start({ question: QUESTION, conversation, retryOf: turn })).turn)
    deepEqual([retry.started?.attachments, retry.answer.includes('1.21')], [[file], true])
  }))

test('a later question sees the files of those before it, on its own branch, until the person takes them out', () =>
  withCore(async (core) => {
    const { client } = core
    const file = await attach(core, 'capacitor.txt', TEXT)
    const { turn: first, conversation } = await client.turn.start({ question: 'What is the weather like?', attachments: [file] })
    await answered(core, first)
    const ask = async (more: object) => answered(core, (await client.turn.start({ question: QUESTION, conversation, ...more })).turn)
    const said = ({ started, answer }: Awaited<ReturnType<typeof ask>>) => [started?.attachments, started?.carried, answer.includes('1.21')]
    const second = await ask({})
    const third = await ask({})
    const out = await ask({ without: [file.sha256] })
    const after = await ask({})
    const beside = await ask({ after: third.id })
    const edited = await ask({ editOf: out.id })
    const retried = await ask({ retryOf: second.id })
    const begun = await ask({ after: null })
    const { turns } = await client.turn.compare({ conversation, question: QUESTION, after: third.id, with: [{ as: 'library' }, { answerer: { kind: 'model', server: 'none', model: 'm' } }] })
    const compared = await answered(core, turns[0]!)
    const carriedOn = [undefined, [file], true]
    deepEqual([second, third, out, after, beside, edited, retried, begun, compared].map(said), [carriedOn, carriedOn, [undefined, [], false], [undefined, [], false], carriedOn, carriedOn, carriedOn, [undefined, undefined, false], carriedOn])
    const again = await ask({ after: third.id, attachments: [file] })
    deepEqual(said(again), [[file], [], true])
  }))

test('files go along with a question that is compared, and with none of its turns where they are gone', () =>
  withCore(async (core) => {
    const file = await attach(core, 'capacitor.txt', TEXT)
    const both = [{ as: 'library' }, { answerer: { kind: 'model' as const, server: 'none', model: 'm' } }]
    const { turns } = await core.client.turn.compare({ question: QUESTION, attachments: [file], with: both })
    const states = await Promise.all(turns.map((turn) => answered(core, turn)))
    deepEqual([states.map(({ started }) => started?.attachments), states[0]!.answer.includes('1.21')], [[[file], [file]], true])
    await rejects(async () => core.client.turn.compare({ question: QUESTION, attachments: [{ ...file, sha256: 'f'.repeat(64) as typeof file.sha256 }], with: both }))
  }))

test('an image is kept, shown, and refused by who does not look at it; nothing is asked then', () =>
  withCore(async (core) => {
    const image = await attach(core, 'dot.png', PNG)
    const shown = await core.client.attachment.image({ sha256: image.sha256 })
    await rejects(async () => core.client.turn.start({ question: 'What is this?', attachments: [image] }), (error: { data?: unknown }) => {
      deepEqual(error.data, { code: 'model.no-images', detail: 'dot.png' })
      return true
    })
    deepEqual([image.mediaType, image.source, shown, (await core.client.conversation.list({})).length], ['image/png', undefined, { mediaType: 'image/png', base64: PNG.toString('base64') }, 0])
  }))

const refused: readonly [name: string, content: string | Uint8Array, code: string][] = [
  ['empty.txt', '', 'source.empty'],
  ['archive.zip', 'PK\u0003\u0004rest', 'source.type-unknown'],
  ['broken.pdf', 'no pdf at all', 'source.unreadable'],
  ['huge.png', Buffer.concat([PNG, Buffer.alloc(6_000_000)]), 'source.too-large'],
]
for (const [name, content, code] of refused) {
  test(`${name} is refused as ${code}`, () =>
    withCore(async (core) => {
      await rejects(attach(core, name, content), (error: { data?: { code?: string } }) => {
        equal(error.data?.code, code)
        return true
      })
      equal((await core.client.source.list({})).length, 0)
    }))
}

test('files go with their conversation when it is erased, but not what another one still has', () =>
  withCore(async (core, folder) => {
    const { client } = core
    const [own, shared] = [await attach(core, 'own.txt', 'Only here: 5 km.'), await attach(core, 'shared.txt', 'In both: 7 km.')]
    const first = await client.turn.start({ question: 'How far?', attachments: [own, shared] })
    const second = await client.turn.start({ question: 'How far is it?', attachments: [shared] })
    await Promise.all([answered(core, first.turn), answered(core, second.turn)])
    await client.conversation.remove({ id: first.conversation })
    for (const original of core.ports.store.write.eraseDeleted('2999-01-01')) if (original !== undefined) await core.ports.files.dropOriginal(original)
    const kept = (hash: string): boolean => existsSync(join(folder, 'sources', hash))
    deepEqual([kept(own.sha256), kept(shared.sha256), core.ports.store.read.source(own.source!), core.ports.store.read.source(shared.source!)?.attached], [false, true, undefined, true])
  }))
