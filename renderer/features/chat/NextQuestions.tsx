/** Good next questions below an answer: each is a button, with its reason and with what would decide it. */
import { CornerDownRight } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import type { NextQuestion } from '../../../shared/model/turn.ts'
import type { SettledBy } from '../../../shared/model/verdict.ts'
import type { Core } from '../../core/core.ts'
import { Button } from '../../ui/Button.tsx'
import { langOf } from '../../ui/langOf.ts'

const StateFactDialog = lazy(() => import('../../core/StateFactDialog.tsx'))

interface NextQuestionsProps {
  readonly core: Core
  readonly questions: readonly NextQuestion[]
  readonly onAsk: (question: NextQuestion) => void
}

/** What else would decide it. */
const others = ({ settledBy, wouldDecide = [] }: NextQuestion): string[] =>
  (settledBy?.map(({ kind, says }) => (kind === 'relation' ? `whether ${says}` : says)) ?? wouldDecide.map((atom) => atom.replaceAll('_', ' '))).slice(1, 4)

export function NextQuestions({ core, questions, onAsk }: NextQuestionsProps) {
  const heading = useId()
  const [stating, setStating] = useState<SettledBy>()
  if (questions.length === 0) return null
  return (
    <section aria-labelledby={heading} className="mt-3 border-t border-line pt-3">
      <p id={heading} className="mb-1 text-[0.8125rem] text-soft">
        Good next questions
      </p>
      <ul className="-mx-2">
        {questions.map((question) => (
          <li key={question.id} className="flex items-start">
            <button type="button" onClick={() => onAsk(question)} className="flex min-w-0 grow items-start gap-2 rounded-lg px-2 py-1.5 text-left hover:bg-hover">
              <CornerDownRight size={15} aria-hidden="true" className="mt-1 shrink-0 text-soft" />
              <span className="min-w-0">
                <span dir="auto" lang={langOf(question.text)} className="block break-words">
                  {question.text}
                </span>
                <span dir="auto" lang={langOf(question.why)} className="block text-[0.8125rem] break-words text-soft">
                  {question.why}
                  {others(question).length > 0 ? ` Or: ${others(question).join(', ')}.` : ''}
                </span>
              </span>
            </button>
            {question.settledBy?.[0] ? (
              <Button tone="quiet" className="!h-6 shrink-0 !px-1.5 font-semibold !text-accent" onClick={() => setStating(question.settledBy?.[0])} aria-label={`State it: ${question.settledBy[0].says}`}>
                State it
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>{stating ? <StateFactDialog core={core} asked={stating} onClose={() => setStating(undefined)} /> : null}</Suspense>
    </section>
  )
}
