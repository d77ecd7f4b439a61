/** Very long claims, a list without a full stop or a page without one, are held against the sources piece by piece, so that the work stays linear and gives way. */
import type { FoundClaim } from '../../../shared/model/turn.ts'
import type { JudgedPart, SourceVerdict } from '../../../shared/model/verdict.ts'
import type { CheckedClaim } from '../checking/checker.ts'

/** UTF-16 units of a claim that is checked as one, and of each piece of a longer one. */
const CHECKED_AS_ONE = 2000
const PIECE = 1000
/** A piece ends at a clause or a space behind this share of it, where there is one. */
const AT_LEAST = 0.4
/** Quotes that are kept of all pieces. */
const QUOTES = 8

/** Where the piece that begins at `from` ends: before a clause, else behind a space, else between two characters. */
function pieceEnd(text: string, from: number, clauses: ReadonlySet<number>): number {
  const furthest = from + PIECE
  if (furthest >= text.length) return text.length
  const nearest = from + PIECE * AT_LEAST
  for (let at = furthest; at > nearest; at--) if (clauses.has(at)) return at
  for (let at = furthest; at > nearest; at--) if (/\s/.test(text[at - 1]!)) return at
  return /[\uDC00-\uDFFF]/.test(text[furthest]!) ? furthest - 1 : furthest
}

/** The claim itself, or its pieces in order: together they are its text, each with what of its parts lies within. */
export function piecesOf(claim: FoundClaim): FoundClaim[] {
  const { text, start, parts } = claim
  if (text.length <= CHECKED_AS_ONE) return [claim]
  const clauses = new Set(parts.map((part) => part.start - start))
  const pieces: FoundClaim[] = []
  let next = 0
  for (let from = 0; from < text.length; ) {
    const end = pieceEnd(text, from, clauses)
    const within: FoundClaim['parts'] = []
    while (next < parts.length && parts[next]!.end - start <= from) next++
    for (let i = next; i < parts.length && parts[i]!.start - start < end; i++) {
      const [a, b] = [Math.max(from, parts[i]!.start - start), Math.min(end, parts[i]!.end - start)]
      within.push({ text: text.slice(a, b), start: start + a, end: start + b })
    }
    const own = text.slice(from, end)
    pieces.push({ ...claim, text: own, resolved: own, start: start + from, end: start + end, parts: within })
    from = end
  }
  return pieces
}

const GRAVITY: readonly SourceVerdict[] = ['supported', 'not-found', 'disputed', 'contradicted']
const gravest = (verdicts: readonly SourceVerdict[]): SourceVerdict => verdicts.reduce((worst, verdict) => (GRAVITY.indexOf(verdict) > GRAVITY.indexOf(worst) ? verdict : worst), 'supported')

/** What the pieces together say of the claim: it is as good as the worst of them. `found` is in the order of the pieces. */
export function joinPieces(claim: FoundClaim, found: readonly CheckedClaim[]): CheckedClaim {
  const judged = found.flatMap(({ parts }) => parts)
  let at = 0
  const parts = claim.parts.map((part): JudgedPart => {
    while (at < judged.length && judged[at]!.end <= part.start) at++
    const own: JudgedPart[] = []
    for (let i = at; i < judged.length && judged[i]!.start < part.end; i++) own.push(judged[i]!)
    return own.length === 0
      ? { ...part, verdict: 'not-found', support: 0 }
      : { ...part, verdict: gravest(own.map(({ verdict }) => verdict)), support: Math.min(...own.map(({ support }) => support)) }
  })
  const rank = { contradicts: 0, supports: 1, related: 2 } as const
  const evidence = found.flatMap(({ sources }) => sources.evidence).sort((a, b) => rank[a.stance] - rank[b.stance] || b.score - a.score)
  return {
    sources: { verdict: gravest(found.map(({ sources }) => sources.verdict)), support: found.reduce((least, { sources }) => Math.min(least, sources.support), 1), evidence: evidence.slice(0, QUOTES) },
    parts,
  }
}
