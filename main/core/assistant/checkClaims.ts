/** Judges claims while the answer is still being written: logic beside sources, then the one table, a batch at a time. */
import type { ClaimId, SourceId } from '../../../shared/model/ids.ts'
import type { FoundClaim, TurnEvent } from '../../../shared/model/turn.ts'
import { isCheckable } from '../../../shared/model/claim.ts'
import type { LogicResult, SourcesResult } from '../../../shared/model/verdict.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import type { CheckedClaim, PassageSearch } from '../checking/checker.ts'
import type { Ports } from '../ports.ts'
import type { TurnRules } from '../rules/turnRules.ts'
import { checkCitations } from './citations.ts'
import type { LiveTurn } from './liveTurn.ts'
import { breather, untilAborted } from './untilAborted.ts'

/** Claims of the first batch and of the largest: the first verdict comes soon, and later ones share a transaction. */
const FIRST_BATCH = 2
const LARGEST_BATCH = 50

export interface ClaimChecks {
  /** Hands over claims that were found and kept. */
  add(claims: readonly FoundClaim[]): void
  /** Says that no more come; settles when all are judged, rejects when the turn is stopped. */
  finish(): Promise<void>
  /** What the checker said so far, by claim. */
  readonly results: ReadonlyMap<ClaimId, CheckedClaim>
  /** Milliseconds so far. */
  readonly ms: { readonly logic: number; readonly sources: number }
}

type Surroundings = Pick<Ports, 'clock' | 'checker' | 'store'>

/** A quote says which document it is from, in the person's own words for it. */
function named(sources: SourcesResult, { store }: Surroundings): SourcesResult {
  return {
    ...sources,
    evidence: sources.evidence.map((evidence) => {
      if (evidence.title !== undefined && evidence.path !== undefined) return evidence
      const source = store.read.source(evidence.source as SourceId)
      return source ? { ...evidence, title: source.title, path: source.path } : evidence
    }),
  }
}

export function checkClaims(turn: LiveTurn, question: string | undefined, rules: TurnRules, library: PassageSearch, ports: Surroundings): ClaimChecks {
  const { clock, checker } = ports
  const { signal } = turn
  const waiting: FoundClaim[] = []
  let taken = 0
  const results = new Map<ClaimId, CheckedClaim>()
  const ms = { logic: 0, sources: 0 }
  const breathe = breather(clock)
  let size = FIRST_BATCH
  let working: Promise<void> | undefined

  const timed = async <T>(what: keyof typeof ms, work: () => Promise<T>): Promise<T> => {
    const began = clock.elapsed()
    const result = await work()
    ms[what] += clock.elapsed() - began
    return result
  }
  /** The engine takes them one after the other, off this thread; handed over together, none waits for the way there and back. */
  const decideAll = (batch: readonly FoundClaim[]): Promise<LogicResult[]> => Promise.all(batch.map((claim) => rules.decide(claim, signal)))
  const judgedEvents = async (claim: FoundClaim, decided: LogicResult, found: CheckedClaim): Promise<TurnEvent[]> => {
    const sources = named(found.sources, ports)
    const policies = isCheckable(claim.kind) ? await rules.unmet(claim, sources) : []
    const findings = await rules.wordings(claim, sources)
    const citations = question === undefined ? undefined : await checkCitations(claim, turn.state.passages, checker, signal)
    return [
      { kind: 'rule.decided', claim: claim.id, logic: decided },
      { kind: 'source.found', claim: claim.id, sources, parts: [...found.parts], ...(citations ? { citations } : {}) },
      { kind: 'claim.judged', claim: claim.id, ...weighClaim(claim.kind, decided, sources, policies.length > 0), ...(policies.length > 0 ? { policies } : {}) },
      ...(findings.length > 0 ? [{ kind: 'finding.made' as const, findings }] : []),
    ]
  }
  const judge = async (batch: readonly FoundClaim[]): Promise<void> => {
    const request = { claims: batch, evidence: { library }, ...(question === undefined ? {} : { question }) }
    const [decided, found] = await untilAborted(
      Promise.all([timed('logic', () => decideAll(batch)), timed('sources', () => checker.check(request, signal))]),
      signal,
    )
    const events = await Promise.all(batch.map((claim, index) => judgedEvents(claim, decided[index]!, found[index]!)))
    turn.append(events.flat())
    batch.forEach((claim, index) => results.set(claim.id, found[index]!))
  }
  const work = async (): Promise<void> => {
    while (taken < waiting.length) {
      const batch = waiting.slice(taken, taken + size)
      taken += batch.length
      await judge(batch)
      size = Math.min(size * 2, LARGEST_BATCH)
      await breathe()
    }
    working = undefined
  }
  return {
    add: (found) => {
      for (const claim of found) waiting.push(claim)
      if (taken === waiting.length) return
      working ??= work()
      // Heard in `finish`; until then a failure must not count as unheard.
      working.catch(() => undefined)
    },
    finish: async () => working,
    results,
    ms,
  }
}
