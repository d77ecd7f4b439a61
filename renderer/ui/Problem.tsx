/** A problem in one sentence, with what to do about it. */
import { RotateCcw } from 'lucide-react'
import type { ProblemShape } from '../../shared/problem.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import { Button } from './Button.tsx'

/** `cancelled` is never shown as a problem. */
export function ProblemLine({ problem, onRetry, retry = 'Retry' }: { problem: ProblemShape; onRetry?: (() => void) | undefined; retry?: string }) {
  if (problem.code === 'cancelled') return null
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-raised px-3.5 py-2.5 text-[0.8125rem]">
      <span aria-hidden="true" className="font-semibold text-contradicted-ink">
        !
      </span>
      <p className="min-w-48 grow basis-0 break-words">{problemSentence(problem)}</p>
      {onRetry ? (
        <Button onClick={onRetry} icon={<RotateCcw size={14} />}>
          {retry}
        </Button>
      ) : null}
    </div>
  )
}
