/**
 * Takes up a turn that a killed process left, from its events alone. A text to check and an answer of the library are finished; a model's answer that
 * had arrived whole is judged and repaired as if nothing had happened; one that broke off is judged as far as it goes and says so. A model is never asked
 * a whole question again without the person.
 */
import { Problem } from '../../../shared/problem.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import type { Ports } from '../ports.ts'
import type { DraftPiece } from './draftAnswer.ts'
import { missingClaims } from './missingClaims.ts'
import { keep, readText, type Steps } from './writeAnswer.ts'

/** Claims that are kept in one transaction. */
const TOGETHER = 200

const cutOff = (): Problem => new Problem('model.cut-off', 'Plumbline was closed before it ended')

/** How the model's draft had ended; `undefined` where it was still being written. */
const draftEnd = ({ calls }: TurnState) => calls.findLast(({ asked }) => asked.purpose === 'draft')?.answered

/** Finds and hands over what has no verdict yet. */
async function handOver(steps: Steps, ports: Pick<Ports, 'clock'>): Promise<void> {
  const { turn, checks } = steps
  checks.add(turn.state.claims.filter((claim) => claim.verdict === undefined))
  const missing = await missingClaims(turn.state, [], ports.clock)
  for (let at = 0; at < missing.length; at += TOGETHER) keep(steps, missing.slice(at, at + TOGETHER))
}

/** The library says the same again, as long as it is the same; what was kept of it is not told twice. */
async function writeOn(steps: Steps, pieces: AsyncIterable<DraftPiece>): Promise<boolean> {
  const { turn, finder, checks } = steps
  const { answer, claims } = turn.state
  const all: DraftPiece[] = []
  for await (const piece of pieces) all.push(piece)
  if (!all.map(({ text }) => text).join('').startsWith(answer)) return false
  checks.add(claims.filter((claim) => claim.verdict === undefined))
  let at = 0
  for (const { kind, text } of all) {
    const fresh = text.slice(Math.max(0, answer.length - at))
    at += text.length
    if (fresh !== '') turn.tellText(fresh)
    keep(steps, kind === 'text' ? finder.feed(text) : [])
  }
  keep(steps, finder.finish())
  return true
}

/** Rejects with what the answer broke off with, after all that is there of it was handed over to be judged. */
export async function takeUp(steps: Steps, libraryPieces: () => AsyncIterable<DraftPiece>, ports: Pick<Ports, 'clock'>): Promise<void> {
  const { turn } = steps
  const { mode, question, answerer } = turn.state.started!
  if (mode === 'check') {
    steps.checks.add(turn.state.claims.filter((claim) => claim.verdict === undefined))
    await readText(steps, question, ports)
    keep(steps, steps.finder.finish())
    return
  }
  if (answerer.kind === 'library' && (await writeOn(steps, libraryPieces()))) return
  await handOver(steps, ports)
  const end = draftEnd(turn.state)
  if (end === undefined) throw cutOff()
  if (end.problem !== undefined) throw new Problem(end.problem.code, end.problem.detail)
  if (turn.state.answer.trim() === '') throw new Problem('model.empty')
}
