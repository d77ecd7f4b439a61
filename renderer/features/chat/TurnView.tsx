/** One exchange: the question, the strip, the answer with its verdicts, and what can be done with it. */
import { BookmarkPlus, Check, ChevronLeft, ChevronRight, Copy, RotateCcw } from 'lucide-react'
import { type Ref, useState } from 'react'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Judged } from '../../ui/judged/judged.ts'
import { JudgedText, type JudgedTextHandle } from '../../ui/judged/JudgedText.tsx'
import { Findings, HeldBack } from '../../ui/judged/HeldBack.tsx'
import type { PlacedClaim } from '../../ui/judged/placeClaims.ts'
import { TrustStrip } from '../../ui/judged/TrustStrip.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { answererName } from './AnswererPicker.tsx'
import { QuestionBubble } from './QuestionBubble.tsx'

export interface TurnViewProps {
  readonly turn: TurnState
  readonly places: readonly PlacedClaim[]
  readonly judged: Judged
  /** Which answer of how many is shown. */
  readonly which: { readonly index: number; readonly count: number }
  /** Verified claims that are not kept yet. */
  readonly toKeep: number
  readonly onWhich: (index: number) => void
  readonly onCopy: () => Promise<void>
  readonly onRetry: () => void
  readonly onKeepVerified: () => void
  readonly onClaim: (index: number) => void
  /** Shows an answer that is held back. */
  readonly onRelease: () => void
  readonly ruleHref: (rule: { set?: string | undefined; line?: number | undefined; id: string; file?: string | undefined }) => string
  readonly textRef?: Ref<JudgedTextHandle>
}

function CopyButton({ onCopy }: { onCopy: () => Promise<void> }) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void onCopy().then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return <IconButton label={copied ? 'Copied' : 'Copy the answer'} keys="Mod+Shift+C" icon={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy} />
}

export function TurnView({ turn, places, judged, which, toKeep, onWhich, onCopy, onRetry, onKeepVerified, onClaim, onRelease, ruleHref, textRef }: TurnViewProps) {
  const running = turn.status === 'running'
  const nothing = !running && turn.answer.trim() === ''
  return (
    <article className="mx-auto w-full max-w-[var(--measure)] px-5 pt-6 pb-2" aria-label={turn.started?.question.slice(0, 120)} aria-busy={running} data-turn={turn.id}>
      {turn.started ? <QuestionBubble text={turn.started.question} /> : null}
      <div className="mt-5">
        <TrustStrip claims={turn.claims} running={running} ms={turn.ms?.total} onClaim={onClaim} />
      </div>
      <div className="mt-2.5">
        {turn.held ? (
          <HeldBack held={turn.held} ruleHref={ruleHref} onShow={onRelease} />
        ) : (
          <>
            <JudgedText ref={textRef} text={turn.answer} claims={places} judged={judged} streaming={running} />
            <Findings findings={turn.findings} ruleHref={ruleHref} />
          </>
        )}
      </div>
      {turn.status === 'cancelled' ? <p className="mt-3 text-[0.8125rem] text-soft">Stopped. What had arrived is kept.</p> : null}
      {turn.problem ? (
        <div className="mt-3">
          <ProblemLine problem={turn.problem} onRetry={onRetry} />
        </div>
      ) : nothing && turn.status === 'done' ? (
        <p className="mt-1 text-soft">The answer is empty.</p>
      ) : null}
      {running ? (
        <div className="h-9" />
      ) : (
        <footer className="mt-2 -ml-1.5 flex h-8 items-center gap-0.5 text-[0.8125rem] text-soft">
          {nothing || turn.held ? null : <CopyButton onCopy={onCopy} />}
          <IconButton label="Answer again" icon={<RotateCcw size={15} />} onClick={onRetry} />
          {which.count > 1 ? (
            <span className="flex items-center">
              <IconButton label="Earlier answer" icon={<ChevronLeft size={15} />} onClick={() => onWhich(which.index - 1)} disabled={which.index === 0} />
              <span aria-live="polite">
                {which.index + 1} of {which.count}
              </span>
              <IconButton label="Later answer" icon={<ChevronRight size={15} />} onClick={() => onWhich(which.index + 1)} disabled={which.index === which.count - 1} />
            </span>
          ) : null}
          {toKeep > 0 ? (
            <Button tone="quiet" className="!px-2" icon={<BookmarkPlus size={15} />} onClick={onKeepVerified}>
              {toKeep === 1 ? 'Keep the verified claim' : `Keep all ${toKeep} verified`}
            </Button>
          ) : null}
          <span className="grow" />
          {turn.started ? <span className="truncate pl-2">{answererName(turn.started.answerer)}</span> : null}
        </footer>
      )}
    </article>
  )
}
