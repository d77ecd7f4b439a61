/**
 * The process that is killed: a real core on a real workspace that asks, checks, imports, keeps and renames as fast as it can.
 * Arguments: the workspace, a seed, the address of the played models.
 */
import { writeSync } from 'node:fs'
import { realCore } from '../../fixtures/core/realCore.ts'
import { seeded } from '../../fixtures/demo/demoId.ts'
import { createModels } from '../../main/adapters/models/createModels.ts'
import type { ClaimId, ConversationId, NoteId, TurnId } from '../../shared/model/ids.ts'
import type { Report } from './report.ts'
import { document, question, statement } from './words.ts'

const [folder, seed, url] = process.argv.slice(2)
if (!folder || !seed || !url) throw new Error('victim.ts WORKSPACE SEED MODELS')

const random = seeded(Number(seed))
const report = (line: Report): void => void writeSync(1, `${JSON.stringify(line)}\n`)
const { client } = realCore(folder, () => ({ models: createModels({ secrets: { get: () => undefined } }) }))
await client.settings.set({ servers: [{ name: 'played', protocol: 'ollama', baseUrl: url }] })
report({ saved: 'open' })

async function follow(turn: TurnId): Promise<void> {
  report({ began: 'turn' })
  for await (const update of await client.turn.follow({ turn })) if ('seq' in update) report({ saved: 'event', turn, kept: update })
  report({ ended: 'turn' })
}

async function ask(conversation: ConversationId | undefined, byModel: boolean): Promise<TurnId> {
  const answerer = byModel ? ({ kind: 'model', server: 'played', model: 'slow' } as const) : ({ kind: 'library' } as const)
  const asked = question(random)
  const { turn, conversation: id } = await client.turn.start({ question: asked, answerer, ...(conversation ? { conversation } : {}) })
  if (!conversation) report({ saved: 'conversation', id, title: asked })
  await follow(turn)
  return turn
}

async function check(): Promise<void> {
  const text = Array.from({ length: 1 + Math.floor(random() * 40) }, () => statement(random)).join(' ')
  const { turn } = await client.check.start({ text })
  await follow(turn)
  const notes = await client.note.keep({ turn, claims: ['c0' as ClaimId] })
  for (const note of notes) report({ saved: 'note', id: note.id, statement: note.statement })
  if (random() < 0.3) {
    await client.note.remove({ id: notes[0]!.id as NoteId })
    report({ saved: 'deleted', note: notes[0]!.id })
  }
}

async function importOne(): Promise<void> {
  const { word, text } = document(random)
  const bytes = Buffer.from(text)
  report({ began: 'import' })
  const { upload } = await client.upload.begin({ name: `${word}.md`, bytes: bytes.length })
  await client.upload.append({ upload, base64: bytes.toString('base64') })
  const started = await client.import.start({ uploads: [upload] })
  for await (const event of await client.import.follow({ import: started.import })) {
    if (event.kind === 'result' && event.result.source) report({ saved: 'source', id: event.result.source, word, passages: event.result.passages })
  }
  report({ ended: 'import' })
}

async function rename(): Promise<void> {
  const [conversation] = await client.conversation.list({})
  if (!conversation) return
  for (let number = Number(/^title (\d+)$/.exec(conversation.title)?.[1] ?? 0) + 1, i = 0; i < 5; i++, number++) {
    await client.conversation.rename({ id: conversation.id, title: `title ${number}` })
    report({ saved: 'title', id: conversation.id, number })
  }
}

async function backUp(): Promise<void> {
  report({ began: 'backup' })
  for await (const event of await client.backup.make({})) if (event.kind === 'made' && event.backup.proven !== undefined) report({ saved: 'backup', name: event.backup.name })
  report({ ended: 'backup' })
}

/** Three at a time, as windows would: whoever kills finds something half done. */
async function worker(byModel: boolean): Promise<never> {
  for (;;) {
    const dice = random()
    if (dice < 0.35) await ask((await client.conversation.list({}))[0]?.id, byModel)
    else if (dice < 0.5) await ask(undefined, false)
    else if (dice < 0.7) await check()
    else if (dice < 0.9) await importOne()
    else if (dice < 0.95) await backUp()
    else await rename()
  }
}
await Promise.all([worker(Number(seed) % 3 === 0), worker(false), worker(false)])
