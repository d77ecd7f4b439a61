/** Asks one question and kills itself at one step of the turn. Arguments: the workspace, the protocol, the address of the played models, the kind of event. */
import type { ModelServer } from '../../shared/model/settings.ts'
import { faultCore, QUESTION } from './faultRun.ts'

const [folder, protocol, address, step] = process.argv.slice(2)
if (!folder || !protocol || !address || !step) throw new Error('victim.ts WORKSPACE PROTOCOL ADDRESS STEP')

const { client } = await faultCore(folder, () => address)
const { turn } = await client.turn.start({ question: QUESTION, answerer: { kind: 'model', server: protocol satisfies string as ModelServer['protocol'], model: 'pauses' } })
for await (const update of await client.turn.follow({ turn })) {
  if ('event' in update && update.event.kind === step) process.kill(process.pid, 'SIGKILL')
}
