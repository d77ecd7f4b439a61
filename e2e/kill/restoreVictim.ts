/**
 * The process that is killed while it restores: it makes a backup, adds a conversation, goes back to the backup, and begins anew.
 * Arguments: the workspace.
 */
import { writeSync } from 'node:fs'
import { realCore } from '../../fixtures/core/realCore.ts'
import { conversationCreated } from '../../main/adapters/store/testing.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('restoreVictim.ts WORKSPACE')
const say = (line: RestoreReport): void => void writeSync(1, `${JSON.stringify(line)}\n`)

export interface RestoreReport {
  readonly done: 'opened' | 'backed-up' | 'added' | 'staged' | 'decided' | 'restored'
  /** The titles that were there then. */
  readonly titles: readonly string[]
}

for (let round = 0; ; round++) {
  const core = realCore(folder)
  const { store, newId } = core.ports
  const titles = (): string[] => store.read.conversations().map(({ title }) => title).sort()
  if (titles().length === 0) store.write.append([conversationCreated(newId(), 'kept')])
  say({ done: round === 0 ? 'opened' : 'restored', titles: titles() })
  let name = ''
  for await (const event of await core.client.backup.make({})) if (event.kind === 'made') name = event.backup.name
  say({ done: 'backed-up', titles: titles() })
  store.write.append([conversationCreated(newId(), `later ${newId()}`)])
  say({ done: 'added', titles: titles() })
  let staged = ''
  for await (const event of await core.client.backup.stage({ name })) if (event.kind === 'staged') ({ staged } = event.preview)
  say({ done: 'staged', titles: titles() })
  for await (const event of await core.client.backup.restore({ staged })) if (event.kind === 'restarting') say({ done: 'decided', titles: titles() })
  await core.close()
}
