/** A question's path, wired: recall, draft, cut into claims as sentences end, decide and check beside each other, weigh, repair, close. */
import type { ProblemShape } from '../../../shared/problem.ts'
import { toProblemShape } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { checkClaims } from './checkClaims.ts'
import { closeTurn } from './closeTurn.ts'
import { draftAnswer, type LibraryAnswerer } from './draftAnswer.ts'
import { claimFinder } from './findClaims.ts'
import { helpedNotes } from './helpedNotes.ts'
import { holdAnswer } from './holdAnswer.ts'
import type { LiveTurn } from './liveTurn.ts'
import type { RuleSets } from '../rules/ruleSets.ts'
import { turnRules } from '../rules/turnRules.ts'
import { judgeAnswer } from './judgeAnswer.ts'
import { offered } from './nextQuestions.ts'
import { repairAnswer } from './repairAnswer.ts'
import { takeUp } from './takeUp.ts'
import { keep, readText, writeAnswer } from './writeAnswer.ts'

export interface TurnRun {
  readonly turn: LiveTurn
  readonly ruleSets: Pick<RuleSets, 'base'>
  readonly answerFromLibrary: LibraryAnswerer
  /** The turn was begun by a process that is gone: it is taken up from its events. */
  readonly broken: boolean
}

/** Runs the turn to its end, which is always appended: done, failed with a problem, or cancelled. Throws only when appending fails. */
export async function runTurn({ turn, ruleSets, answerFromLibrary, broken }: TurnRun, ports: Ports): Promise<void> {
  const { clock, store } = ports
  const began = clock.elapsed()
  const { started, claims } = turn.state
  const { mode, question, conversation, asOf, within, attachments = [], carried = [], ruleSets: own } = started!
  const chosen = own ?? (conversation === null ? undefined : store.read.conversation(conversation)?.ruleSets)
  const rules = await turn.times.run('rules', () => turnRules(ruleSets, chosen, asOf, ports))
  const library = turn.work.lookups.of(within, [...attachments, ...carried].flatMap(({ source }) => source ?? []))
  const finder = claimFinder(clock, claims.length)
  const checks = checkClaims(turn, mode === 'ask' ? question : undefined, rules, library, ports)
  const steps = { turn, finder, checks }
  let problem: ProblemShape | undefined
  let drafted = 0
  const failed = (error: unknown): void => {
    problem ??= toProblemShape(turn.signal.aborted ? turn.signal.reason : error, 'turn', ports)
  }
  try {
    const pieces = () => draftAnswer(turn, library, rules, answerFromLibrary, ports)
    if (broken) await takeUp(steps, pieces, ports)
    else if (mode === 'check') await readText(steps, question, ports)
    else await turn.times.run('draft', () => writeAnswer(steps, pieces()))
  } catch (error) {
    failed(error)
  }
  drafted = clock.elapsed() - began
  // What had arrived is kept and judged, unless the person said stop.
  keep(steps, turn.signal.aborted || broken ? [] : finder.finish())
  try {
    turn.signal.throwIfAborted()
    await checks.finish()
    // An answer that broke off is not mended: the person sees how far it came, and asks again.
    if (problem === undefined) await turn.times.run('repair', () => repairAnswer(turn, checks, ports))
    await turn.times.run('judge', () => judgeAnswer(turn, rules, ports))
  } catch (error) {
    failed(error)
  }
  holdAnswer(turn)
  if (!turn.signal.aborted && turn.state.questions.length === 0) turn.append(offered(turn.state, ports))
  // Before its end, so that whoever saw that finds them counted.
  const helped = problem === undefined ? helpedNotes(turn.state) : []
  if (helped.length > 0) ports.store.write.append(helped.map((id) => ({ stream: `note:${id}`, event: { kind: 'note.helped', id, turn: turn.id } })))
  closeTurn(turn, checks.results, problem, ports.checker, {
    draft: mode === 'ask' ? drafted : 0,
    split: finder.ms,
    logic: checks.ms.logic,
    sources: checks.ms.sources,
    total: clock.elapsed() - began,
  })
}
