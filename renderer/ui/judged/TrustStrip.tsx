/** The strip above an answer: one segment a claim in order, the counts in words, the time it took. */
import { memo, type MouseEvent, useMemo } from 'react'
import { tallyOf, type TurnClaim } from '../../../shared/turn/foldTurn.ts'
import type { ClaimVerdict } from '../../../shared/model/verdict.ts'
import { type Segment, segmentsOf } from './segments.ts'
import { duration, figure, tallyWords } from './verdictWords.ts'

const colour: Record<ClaimVerdict | 'waiting', string> = {
  verified: 'bg-verified',
  unverified: 'bg-open strip-open',
  contradicted: 'bg-contradicted strip-contradicted',
  'not-checkable': 'bg-line',
  waiting: 'bg-line',
}
const Segments = memo(function Segments({ segments }: { segments: readonly Segment[] }) {
  return segments.map((segment) => <button key={segment.claim} type="button" tabIndex={-1} data-claim={segment.claim} className={`min-w-0 grow basis-0 ${colour[segment.verdict]}`} />)
})

interface TrustStripProps {
  readonly claims: readonly TurnClaim[]
  readonly running: boolean
  readonly ms?: number | undefined
  readonly onClaim: (index: number) => void
}

export function TrustStrip({ claims, running, ms, onClaim }: TrustStripProps) {
  const segments = useMemo(() => segmentsOf(claims), [claims])
  const words = useMemo(() => tallyWords(tallyOf(claims)), [claims])
  // One listener for the strip: segments are drawn again only when a verdict has changed.
  const open = (event: MouseEvent): void => {
    const claim = (event.target as Element).getAttribute('data-claim')
    if (claim !== null) onClaim(Number(claim))
  }
  const waiting = claims.reduce((sum, claim) => sum + (claim.verdict === undefined ? 1 : 0), 0)
  const said = claims.length === 0 ? (running || ms === undefined ? '' : 'Nothing to check') : [...words, ...(waiting > 0 && running ? [`${figure(waiting)} to check`] : [])].join(' · ')
  return (
    <div className="figures flex min-h-5 items-center gap-3 text-[0.8125rem] text-soft">
      {claims.length === 0 ? null : (
        <div className="strip flex h-1.5 min-w-16 shrink-[20] grow-0 gap-0.5 overflow-hidden rounded-full" aria-hidden="true" onClick={open} style={{ flexBasis: `${Math.min(segments.length * 1.75, 12)}rem` }}>
          <Segments segments={segments} />
        </div>
      )}
      {running && claims.length === 0 ? <p className="late">Thinking…</p> : null}
      {said ? <p className="min-w-0 grow">{said}</p> : null}
      {ms === undefined ? null : <span className="shrink-0">{duration(ms)}</span>}
    </div>
  )
}
