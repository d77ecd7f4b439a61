/** Judges claims while the answer is still being written, each on its own way: logic beside sources, then the one table; none waits for another. */
import type { ClaimId, SourceId } from '../../../shared/model/ids.ts'
import type { Citation, FoundClaim, TurnEvent } from '../../../shared/model/turn.ts'
import { isCheckable } from '../../../shared/model/claim.ts'
import type { LogicResult, SourcesResult } from '../../../shared/model/verdict.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import type { CheckedClaim, PassageSearch } from '../checking/checker.ts'
import type { Ports } from '../ports.ts'
import type { TurnRules } from '../rules/turnRules.ts'
import { checkCitations } from './citations.ts'
import { claimQueue } from './claimQueue.ts'
import type { LiveTurn } from './liveTurn.ts'
import { joinPieces, piecesOf } from './longClaim.ts'
import { untilAborted } from './untilAborted.ts'


export interface ClaimChecks {
  /** Hands over claims that were found and kept; also those of a revised answer, after `finish`. */
  add(claims: readonly FoundClaim[]): void
  /** Settles when all that were handed over are judged; rejects when the turn is stopped, or with the first failure when all others are judged. */
  finish(): Promise<void>
  /** What the checker said so far, by claim. */
  readonly results: ReadonlyMap<ClaimId, CheckedClaim>
  /** Milliseconds so far. */
  readonly ms: { readonly logic: number; readonly sources: number }
}

type Surroundings = Pick<Ports, 'clock' | 'checker' | 'store'>

type SourceNames = Map<string, { readonly title: string; readonly path: string } | undefined>

/** A quote says which document it is from, in the person's own words for it. Names are remembered in `names`. */
function named(sources: SourcesResult, names: SourceNames, { store }: Surroundings): SourcesResult {
  const nameOf = (id: string): ReturnType<SourceNames['get']> => {
    if (!names.has(id)) {
      const source = store.read.source(id as SourceId)
      names.set(id, source && { title: source.title, path: source.path })
    }
    return names.get(id)
  }
  return {
    ...sources,
    evidence: sources.evidence.map((evidence) => (evidence.title !== undefined && evidence.path !== undefined ? evidence : { ...evidence, ...nameOf(evidence.source) })),
  }
}

/** A claim on its way, with what is known of it so far. */
interface Underway {
  readonly claim: FoundClaim
  /** When it was handed over, and since when it could be held against the sources, in the turn's milliseconds. */
  readonly ready: number
  readySources: number
  halves: 0 | 1 | 2
  logic?: LogicResult
  /** Pieces of a very long claim that are still to be held against the sources, and what was found for those before. */
  pieces?: readonly FoundClaim[]
  readonly piecesFound: CheckedClaim[]
  found?: CheckedClaim
  citations?: readonly Citation[]
}

interface Judged {
  readonly id: ClaimId
  readonly found: CheckedClaim | undefined
  readonly events: readonly TurnEvent[]
}

export function checkClaims(turn: LiveTurn, question: string | undefined, rules: TurnRules, library: PassageSearch, ports: Surroundings): ClaimChecks {
  const { clock, checker } = ports
  const { signal, times, work } = turn
  const results = new Map<ClaimId, CheckedClaim>()
  const names: SourceNames = new Map()
  const ms = { logic: 0, sources: 0 }
  const toDecide = claimQueue<Underway>()
  const toFind = claimQueue<Underway>()
  /** Long claims between two of their pieces. */
  const unfinished: Underway[] = []
  let open = 0
  let failure: { readonly error: unknown } | undefined
  /** Nothing can be kept any more: nothing is begun either. */
  let broken = false
  let whenDone: (() => void) | undefined
  let kept: { readonly began: number; readonly claims: ClaimId[] } | undefined

  const fail = (error: unknown): void => {
    if (!signal.aborted) failure ??= { error }
  }
  const lookIfDone = (): void => {
    if (open === 0 || broken) whenDone?.()
  }
  /** Claims of one transaction share its span. */
  const weighed = (id: ClaimId, began: number, ended: number): void => {
    if (kept?.began !== began) kept = { began, claims: [] }
    kept.claims.push(id)
    if (kept.claims.length > 1) return
    const ago = clock.elapsed() - times.now()
    times.add({ step: 'weigh', from: Math.max(0, began - ago), to: ended - ago, waited: 0, claims: kept.claims })
  }
  const keepSoon = ({ id, found, events }: Judged): void =>
    turn.appendSoon(events, (how) => {
      if ('error' in how) {
        broken = true
        failure ??= how
      } else {
        if (found) results.set(id, found)
        weighed(id, how.began, how.ended)
      }
      open--
      lookIfDone()
    })
  // What was judged when the person says stop is kept; nothing comes after.
  signal.addEventListener('abort', work.commits.flush, { once: true })

  const foundEvent = (claim: FoundClaim, sources: SourcesResult, { parts }: CheckedClaim, citations: readonly Citation[] | undefined): TurnEvent => ({
    kind: 'source.found', claim: claim.id, sources, parts: [...parts], ...(citations ? { citations: [...citations] } : {}),
  })
  const judgedEvents = async ({ claim, citations }: Underway, decided: LogicResult, found: CheckedClaim): Promise<TurnEvent[]> => {
    const sources = named(found.sources, names, ports)
    const policies = isCheckable(claim.kind) ? await rules.unmet(claim, sources) : []
    const findings = await rules.wordings(claim, sources)
    return [
      { kind: 'rule.decided', claim: claim.id, logic: decided },
      foundEvent(claim, sources, found, citations),
      { kind: 'claim.judged', claim: claim.id, ...weighClaim(claim.kind, decided, sources, policies.length > 0), ...(policies.length > 0 ? { policies } : {}) },
      ...(findings.length > 0 ? [{ kind: 'finding.made' as const, findings }] : []),
    ]
  }
  /** Of a claim that could not be looked at from both sides, only what is known is kept: it gets no verdict. */
  const knownEvents = ({ claim, logic, found, citations }: Underway): TurnEvent[] => [
    ...(logic ? [{ kind: 'rule.decided' as const, claim: claim.id, logic }] : []),
    ...(found ? [foundEvent(claim, named(found.sources, names, ports), found, citations)] : []),
  ]
  const halfDone = async (underway: Underway): Promise<void> => {
    underway.halves++
    if (underway.halves < 2) return
    const { claim, logic, found } = underway
    try {
      const events = logic && found ? await judgedEvents(underway, logic, found) : knownEvents(underway)
      // Nothing comes after a stop.
      if (!signal.aborted) keepSoon({ id: claim.id, found, events })
    } catch (error) {
      fail(error)
      open--
      lookIfDone()
    }
  }

  const decide = async (underway: Underway): Promise<void> => {
    const handed = clock.elapsed()
    try {
      underway.logic = await untilAborted(rules.decide(underway.claim, signal), signal)
    } catch (error) {
      fail(error)
    }
    // The engine takes one after the other: a decision handed over while it was busy began when that was done.
    const ended = clock.elapsed()
    const took = ended - Math.max(handed, Math.min(work.engineFreeAt, ended))
    work.engineFreeAt = ended
    ms.logic += took
    const to = times.now()
    times.add({ step: 'logic', from: to - took, to, waited: Math.max(0, to - took - underway.ready), claims: [underway.claim.id] })
    await halfDone(underway)
  }
  const find = async (underway: Underway): Promise<void> => {
    const { claim } = underway
    const from = times.now()
    let shared = false
    const asked: PassageSearch = {
      search: async (text, limit, stop) => {
        const found = await library.search(text, limit, stop)
        shared = work.lookups.isKnown(found)
        times.lookups.asked++
        if (!shared) times.lookups.made++
        return found
      },
    }
    try {
      const [piece, ...rest] = underway.pieces ?? piecesOf(claim)
      const request = { claims: [piece!], evidence: { library: asked }, ...(question === undefined ? {} : { question }) }
      underway.piecesFound.push(...(await untilAborted(checker.check(request, signal), signal)))
      underway.pieces = rest
      const found = underway.piecesFound
      if (rest.length === 0) underway.found = found.length === 1 ? found[0]! : joinPieces(claim, found)
      const citations = question === undefined || rest.length > 0 ? undefined : await untilAborted(checkCitations(claim, turn.state.passages, checker, signal), signal)
      if (citations) underway.citations = citations
    } catch (error) {
      delete underway.pieces
      fail(error)
    }
    const to = times.now()
    ms.sources += to - from
    times.add({ step: 'sources', from, to, waited: from - underway.readySources, claims: [claim.id], ...(shared ? { shared } : {}) })
    underway.readySources = to
    // Between two pieces other turns get their turn.
    if (underway.pieces?.length) unfinished.push(underway)
    else await halfDone(underway)
  }
  const pieceOf = (take: () => Underway | undefined, piece: (underway: Underway) => Promise<void>) => () => {
    const underway = signal.aborted || broken ? undefined : take()
    return underway && (() => piece(underway))
  }
  const deciding = work.logic.join(pieceOf(toDecide.take, decide))
  const finding = work.sources.join(pieceOf(() => unfinished.pop() ?? toFind.take(), find))

  let looked: { readonly start: number; readonly end: number } | undefined
  const preferSeen = (): void => {
    if (!looked) return
    const { start, end } = looked
    const seen = turn.state.claims.filter((claim) => claim.verdict === undefined && claim.start < end && claim.end > start).map(({ id }) => id)
    toDecide.prefer(seen)
    toFind.prefer(seen)
  }
  turn.onLook((start, end) => {
    looked = { start, end }
    preferSeen()
  })

  return {
    add: (found) => {
      const ready = times.now()
      for (const claim of found) {
        const underway: Underway = { claim, ready, readySources: ready, halves: 0, piecesFound: [] }
        toDecide.push(claim.id, underway)
        toFind.push(claim.id, underway)
      }
      open += found.length
      if (found.length === 0) return
      // Also those that were found only now in what is looked at.
      if (looked && found.some(({ start, end }) => start < looked!.end && end > looked!.start)) preferSeen()
      deciding.wake()
      finding.wake()
    },
    finish: async () => {
      signal.throwIfAborted()
      await untilAborted(
        new Promise<void>((resolve) => {
          whenDone = resolve
          work.commits.flush()
          lookIfDone()
        }),
        signal,
      )
      whenDone = undefined
      if (failure) throw failure.error
    },
    results,
    ms,
  }
}
