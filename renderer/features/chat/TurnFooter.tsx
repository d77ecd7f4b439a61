/** What can be done with an answer: copy it, ask again, look at what was sent, keep what is verified. */
import { BookmarkPlus, Check, ChevronLeft, ChevronRight, Copy, CopyX, FileText, RotateCcw } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { whoAnswered } from '../../core/answerers.ts'
import { TimelineButton } from './timeline/TimelineButton.tsx'

const SentDialog = lazy(() => import('./SentDialog.tsx'))

export interface TurnFooterProps {
  readonly turn: TurnState
  /** Which answer of how many is shown. */
  readonly which: { readonly index: number; readonly count: number }
  /** Verified claims that are not kept yet. */
  readonly toKeep: number
  readonly onWhich: (index: number) => void
  readonly onCopy: (citations: boolean) => Promise<void>
  readonly onRetry: () => void
  /** Another answerer for the same question. */
  readonly retryMenu?: ReactNode
  readonly onKeepVerified: () => void
}

function CopyButton({ label, keys, icon, onCopy }: { label: string; keys: string; icon: React.ReactNode; onCopy: () => Promise<void> }) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void onCopy().then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return <IconButton label={copied ? 'Copied' : label} keys={keys} icon={copied ? <Check size={15} /> : icon} onClick={copy} />
}

export function TurnFooter({ turn, which, toKeep, onWhich, onCopy, onRetry, retryMenu, onKeepVerified }: TurnFooterProps) {
  const [sent, setSent] = useState(false)
  const copies = turn.held === undefined && turn.answer.trim() !== ''
  const cites = turn.claims.some(({ citations }) => citations?.length)
  return (
    <footer className="mt-2 -ml-1.5 flex min-h-8 flex-wrap items-center gap-0.5 text-[0.8125rem] text-soft">
      {copies ? <CopyButton label="Copy the answer" keys="Mod+Shift+C" icon={<Copy size={15} />} onCopy={() => onCopy(true)} /> : null}
      {copies && cites ? <CopyButton label="Copy without citations" keys="Mod+Shift+X" icon={<CopyX size={15} />} onCopy={() => onCopy(false)} /> : null}
      <IconButton label="Answer again" icon={<RotateCcw size={15} />} onClick={onRetry} />
      {retryMenu}
      {turn.calls.length ? <IconButton label="What was sent" icon={<FileText size={15} />} onClick={() => setSent(true)} /> : null}
      <TimelineButton turn={turn} />
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
      {turn.started ? <span className="min-w-0 truncate pl-2"><bdi>{whoAnswered(turn.started)}</bdi></span> : null}
      <Suspense fallback={null}>{sent ? <SentDialog calls={turn.calls} onClose={() => setSent(false)} /> : null}</Suspense>
    </footer>
  )
}
