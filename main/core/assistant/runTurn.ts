/** A question's path, wired: recall, draft, cut into claims as sentences end, decide and check beside each other, weigh, close. */
import type { FoundClaim } from '../../../shared/model/turn.ts'
import { Problem, type ProblemShape } from '../../../shared/problem.ts'
import { toProblemShape } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { checkClaims, type ClaimChecks } from './checkClaims.ts'
import { closeTurn } from './closeTurn.ts'
import { draftAnswer, type DraftPiece, type LibraryAnswerer } from './draftAnswer.ts'
import { type ClaimFinder, claimFinder } from './findClaims.ts'
import { holdAnswer } from './holdAnswer.ts'
import type { LiveTurn } from './liveTurn.ts'
import type { RuleSets } from '../rules/ruleSets.ts'
import { turnRules } from '../rules/turnRules.ts'
import { judgeAnswer } from './judgeAnswer.ts'
import { offered } from './nextQuestions.ts'
import { breather } from './untilAborted.ts'

/** Milliseconds after which text is kept even in the middle of a sentence. */
const KEEP_AFTER = 1000
/** Characters of a given text that are cut into claims at a time. */
const PIECE = 4000

interface Steps {
  readonly turn: LiveTurn
  readonly finder: ClaimFinder
  readonly checks: ClaimChecks
}

/** Keeps what was written with the claims it completed, and sends those to be checked. */
function keep({ turn, checks }: Steps, claims: FoundClaim[]): void {
  turn.keepText(claims.length === 0 ? [] : [{ kind: 'claim.found', claims }])
  checks.add(claims)
}

/** The pieces end by themselves as soon as the turn is stopped. */
async function writeAnswer(steps: Steps, pieces: AsyncIterable<DraftPiece>): Promise<void> {
  const { turn, finder } = steps
  let failure: unknown
  let failed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const keepLater = (): void => {
    timer = undefined
    try {
      keep(steps, [])
    } catch (error) {
      // A timer has nobody to throw to; the next piece does.
      failed = true
      failure = error
    }
  }
  try {
    for await (const { kind, text } of pieces) {
      if (failed) throw failure as Error
      if (kind === 'reasoning') turn.tellReasoning(text)
      else turn.tellText(text)
      const claims = kind === 'reasoning' ? [] : finder.feed(text)
      if (claims.length > 0) {
        clearTimeout(timer)
        timer = undefined
        keep(steps, claims)
      } else timer ??= setTimeout(keepLater, KEEP_AFTER)
    }
  } finally {
    clearTimeout(timer)
  }
}

async function readText(steps: Steps, text: string, ports: Pick<Ports, 'clock'>): Promise<void> {
  const breathe = breather(ports.clock)
  for (let at = 0; at < text.length; at += PIECE) {
    keep(steps, steps.finder.feed(text.slice(at, at + PIECE)))
    await breathe()
    steps.turn.signal.throwIfAborted()
  }
}

/** What is left of a turn that a crash or a quit broke off: its text is cut into claims again, and those without a verdict are judged. */
async function takeUp(steps: Steps, ports: Pick<Ports, 'clock'>): Promise<void> {
  const { answer, claims } = steps.turn.state
  steps.checks.add(claims.filter((claim) => claim.verdict === undefined))
  await readText(steps, answer, ports)
}

export interface TurnRun {
  readonly turn: LiveTurn
  readonly ruleSets: Pick<RuleSets, 'base'>
  readonly answerFromLibrary: LibraryAnswerer
  /** The turn was begun by a process that is gone: what it left is judged, nothing more is written. */
  readonly broken: boolean
}

/** Runs the turn to its end, which is always appended: done, failed with a problem, or cancelled. Throws only when appending fails. */
export async function runTurn({ turn, ruleSets, answerFromLibrary, broken }: TurnRun, ports: Ports): Promise<void> {
  const { clock, store } = ports
  const began = clock.elapsed()
  const { started, claims } = turn.state
  const { mode, question, conversation, asOf, within, ruleSets: own } = started!
  const chosen = own ?? (conversation === null ? undefined : store.read.conversation(conversation)?.ruleSets)
  const rules = await turn.times.run('rules', () => turnRules(ruleSets, chosen, asOf, ports))
  const library = turn.work.lookups.of(within)
  const finder = claimFinder(clock, claims.length)
  const checks = checkClaims(turn, mode === 'ask' ? question : undefined, rules, library, ports)
  const steps = { turn, finder, checks }
  let problem: ProblemShape | undefined
  let drafted = 0
  const failed = (error: unknown): void => {
    problem ??= toProblemShape(turn.signal.aborted ? turn.signal.reason : error, 'turn', ports)
  }
  try {
    if (broken) await takeUp(steps, ports)
    else if (mode === 'check') await readText(steps, question, ports)
    else await turn.times.run('draft', () => writeAnswer(steps, draftAnswer(turn, library, rules, answerFromLibrary, ports)))
    if (broken && mode === 'ask') throw new Problem('model.cut-off', 'Plumbline was closed before it ended')
  } catch (error) {
    failed(error)
  }
  drafted = clock.elapsed() - began
  // What had arrived is kept and judged, unless the person said stop.
  keep(steps, turn.signal.aborted ? [] : finder.finish())
  try {
    turn.signal.throwIfAborted()
    await checks.finish()
    await turn.times.run('judge', () => judgeAnswer(turn, rules, ports))
    turn.append(offered(turn.state, ports))
  } catch (error) {
    failed(error)
  }
  holdAnswer(turn)
  closeTurn(turn, checks.results, problem, ports.checker, {
    draft: mode === 'ask' ? drafted : 0,
    split: finder.ms,
    logic: checks.ms.logic,
    sources: checks.ms.sources,
    total: clock.elapsed() - began,
  })
}
