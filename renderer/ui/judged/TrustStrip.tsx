/** The strip above an answer: one segment a claim in order, the counts in words, the time it took. */
import { useMemo } from 'react'
import { tallyOf, type TurnClaim } from '../../../shared/turn/foldTurn.ts'
import type { ClaimVerdict } from '../../../shared/model/verdict.ts'
import { duration, tallyWords } from './verdictWords.ts'

/** More claims than this share segments; a segment then shows the gravest of its claims. */
const MOST_SEGMENTS = 96

const colour: Record<ClaimVerdict | 'waiting', string> = {
  verified: 'bg-verified',
  unverified: 'bg-open strip-open',
  contradicted: 'bg-contradicted strip-contradicted',
  'not-checkable': 'bg-line',
  waiting: 'bg-line',
}
const gravity: readonly (ClaimVerdict | 'waiting')[] = ['contradicted', 'unverified', 'waiting', 'verified', 'not-checkable']

interface Segment {
  readonly verdict: ClaimVerdict | 'waiting'
  /** The claim a click goes to. */
  readonly claim: number
}

/** Segments in order of the claims. */
export function segmentsOf(claims: readonly TurnClaim[], most = MOST_SEGMENTS): Segment[] {
  const size = Math.max(1, Math.ceil(claims.length / most))
  const segments: Segment[] = []
  for (let from = 0; from < claims.length; from += size) {
    const run = claims.slice(from, from + size)
    const verdict = gravity.find((grave) => run.some((claim) => (claim.verdict ?? 'waiting') === grave)) ?? 'waiting'
    segments.push({ verdict, claim: from + run.findIndex((claim) => (claim.verdict ?? 'waiting') === verdict) })
  }
  return segments
}

interface TrustStripProps {
  readonly claims: readonly TurnClaim[]
  readonly running: boolean
  readonly ms?: number | undefined
  readonly onClaim: (index: number) => void
}

export function TrustStrip({ claims, running, ms, onClaim }: TrustStripProps) {
  const segments = useMemo(() => segmentsOf(claims), [claims])
  const words = useMemo(() => tallyWords(tallyOf(claims)), [claims])
  if (claims.length === 0) {
    if (running) return <p className="late flex h-5 items-center text-[0.8125rem] text-soft">Thinking…</p>
    return ms === undefined ? null : <p className="flex h-5 items-center justify-between text-[0.8125rem] text-soft">Nothing to check<span>{duration(ms)}</span></p>
  }
  const waiting = claims.reduce((sum, claim) => sum + (claim.verdict === undefined ? 1 : 0), 0)
  const said = [...words, ...(waiting > 0 && running ? [`${waiting.toLocaleString('en')} to check`] : [])].join(' · ')
  return (
    <div className="figures flex min-h-5 items-center gap-3 text-[0.8125rem] text-soft">
      <div className="flex h-1.5 min-w-16 shrink grow-0 gap-0.5 overflow-hidden rounded-full" aria-hidden="true" style={{ flexBasis: `${Math.min(segments.length * 1.75, 12)}rem` }}>
        {segments.map((segment) => (
          <button
            key={segment.claim}
            type="button"
            tabIndex={-1}
            className={`min-w-0 grow basis-0 transition-colors duration-150 ${colour[segment.verdict]}`}
            onClick={() => onClaim(segment.claim)}
          />
        ))}
      </div>
      <p className="min-w-0 shrink-0 grow max-[560px]:shrink" role="status" aria-live={running ? 'off' : 'polite'}>
        {said}
      </p>
      {ms === undefined ? null : <span className="shrink-0">{duration(ms)}</span>}
    </div>
  )
}
