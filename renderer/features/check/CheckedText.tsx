/** One checked text: the strip, how far the check is, and the text with its verdicts; only what is seen is rendered. */
import { BookmarkPlus } from 'lucide-react'
import { type Ref, useLayoutEffect, useRef, useState } from 'react'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Judged } from '../../ui/judged/judged.ts'
import { JudgedText, type JudgedTextHandle } from '../../ui/judged/JudgedText.tsx'
import { Findings, HeldBack } from '../../ui/judged/HeldBack.tsx'
import type { PlacedClaim } from '../../ui/judged/placeClaims.ts'
import { TrustStrip } from '../../ui/judged/TrustStrip.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'

interface CheckedTextProps {
  readonly turn: TurnState
  readonly places: readonly PlacedClaim[]
  readonly judged: Judged
  readonly toKeep: number
  readonly onKeepVerified: () => void
  readonly onClaim: (index: number) => void
  readonly onStop: () => void
  /** It was scrolled. */
  readonly onScroll: () => void
  readonly onRetry: () => void
  readonly onRelease: () => void
  readonly ruleHref: (rule: { set?: string | undefined; line?: number | undefined; id: string; file?: string | undefined }) => string
  readonly textRef: Ref<JudgedTextHandle>
}

export function CheckedText({ turn, places, judged, toKeep, onKeepVerified, onClaim, onStop, onScroll, onRetry, onRelease, ruleHref, textRef }: CheckedTextProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const running = turn.status === 'running'
  const judgedCount = running ? turn.claims.reduce((sum, claim) => sum + (claim.verdict ? 1 : 0), 0) : 0
  useLayoutEffect(() => {
    if (above.current) setMargin(above.current.offsetHeight)
  }, [])
  return (
    <>
      <div className="shrink-0 border-b border-line px-5 py-3">
        <div className="mx-auto max-w-[calc(var(--measure)-2.5rem)]">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <div className="min-w-64 grow basis-0">
              <TrustStrip claims={turn.claims} running={running} ms={turn.ms?.total} onClaim={onClaim} />
            </div>
            {toKeep > 0 && !running ? (
              <Button tone="quiet" className="-my-1.5 !px-2" icon={<BookmarkPlus size={15} />} onClick={onKeepVerified}>
                {toKeep === 1 ? 'Keep the verified claim' : `Keep all ${toKeep} verified`}
              </Button>
            ) : null}
          </div>
          {running ? (
            <div className="mt-2">
              <Bar
                label={turn.claims.length ? `${judgedCount.toLocaleString('en')} of ${turn.claims.length.toLocaleString('en')} claims judged` : 'Finding the claims'}
                fraction={turn.claims.length ? judgedCount / turn.claims.length : undefined}
                onStop={onStop}
              />
            </div>
          ) : null}
          {turn.status === 'cancelled' ? <p className="mt-2 text-[0.8125rem] text-soft">Stopped. The verdicts so far are kept.</p> : null}
          {turn.problem ? (
            <div className="mt-2">
              <ProblemLine problem={turn.problem} onRetry={onRetry} retry="Check again" />
            </div>
          ) : null}
        </div>
      </div>
      <div ref={scroll} onScroll={onScroll} className="min-h-0 grow overflow-y-auto px-5" tabIndex={0} role="group" aria-label="The checked text" data-turn={turn.id}>
        <div ref={above} className="h-6" />
        <div className="mx-auto max-w-[calc(var(--measure)-2.5rem)] pb-16">
          {turn.held ? (
            <div className="mb-5">
              <HeldBack held={turn.held} ruleHref={ruleHref} action="Let it through" onShow={onRelease} />
            </div>
          ) : null}
          <JudgedText ref={textRef} text={turn.answer} claims={places} judged={judged} lines scroll={scroll} startMargin={margin} />
          <Findings findings={turn.findings} ruleHref={ruleHref} />
        </div>
      </div>
    </>
  )
}
