/** A turn whose process is killed at one step, taken up again at the next start. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { followToEnd } from '../../main/core/assistant/followToEnd.ts'
import type { ModelServer } from '../../shared/model/settings.ts'
import type { TurnEvent } from '../../shared/model/turn.ts'
import { endingOf, faultCore, keptOf, QUESTION } from './faultRun.ts'

export interface KillStep {
  readonly at: TurnEvent['kind']
  /** The protocols take turns: what is killed is the core, behind all of them. */
  readonly protocol: ModelServer['protocol']
}

export const killSteps: readonly KillStep[] = [
  { at: 'turn.started', protocol: 'openai' },
  { at: 'source.recalled', protocol: 'anthropic' },
  { at: 'model.asked', protocol: 'google' },
  { at: 'text', protocol: 'ollama' },
  { at: 'claim.found', protocol: 'anthropic' },
  { at: 'claim.judged', protocol: 'google' },
]

export interface Killed {
  readonly step: KillStep
  readonly ending: string
  readonly wrong: readonly string[]
}

/** What the killed process had kept is there afterwards, and the question after it is answered. */
export async function runKilled(folder: string, step: KillStep, url: (protocol: ModelServer['protocol']) => string): Promise<Killed> {
  const { at, protocol } = step
  const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), folder, protocol, url(protocol), at], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-1000)))
  const signal = await new Promise<string | null>((resolve) => child.once('exit', (_code, by) => resolve(by)))
  const wrong: string[] = signal === 'SIGKILL' ? [] : [`${at}: the victim ended by itself: ${said}`]

  const core = await faultCore(folder, url)
  const [conversation] = await core.client.conversation.list({})
  const [turn] = conversation ? core.ports.store.read.turnsOf(conversation.id, 10).turns : []
  if (!conversation || !turn) {
    await core.close()
    return { step, ending: 'lost', wrong: [...wrong, `${at}: the question was lost`] }
  }
  const had = turn.events.length
  const state = await followToEnd(turn.id, await core.client.turn.follow({ turn: turn.id }))
  if (state.status === 'running') wrong.push(`${at}: it is still running`)
  if (had === 0 || !state.started) wrong.push(`${at}: its events were lost`)
  if ((at === 'text' || at.startsWith('claim.')) && keptOf(state) !== 'part') wrong.push(`${at}: what was written was lost: ${keptOf(state)}`)
  if (state.claims.some(({ verdict }) => verdict === undefined)) wrong.push(`${at}: a claim has no verdict`)
  const after = await core.client.turn.start({ question: QUESTION, conversation: conversation.id, answerer: { kind: 'model', server: protocol, model: 'works' } })
  const next = endingOf(await followToEnd(after.turn, await core.client.turn.follow({ turn: after.turn })))
  if (next !== 'done, whole') wrong.push(`${at}: the next question ended ${next}`)
  await core.close()
  return { step, ending: wrong.length === 0 ? 'ended, all that was kept is there' : endingOf(state), wrong }
}
