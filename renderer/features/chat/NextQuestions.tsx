/** Good next questions below an answer: each is a button, with its reason and with what would decide it. */
import { CornerDownRight } from 'lucide-react'
import { useId } from 'react'
import type { NextQuestion } from '../../../shared/model/turn.ts'
import { langOf } from '../../ui/langOf.ts'

interface NextQuestionsProps {
  readonly questions: readonly NextQuestion[]
  readonly onAsk: (question: NextQuestion) => void
}

const readable = (atom: string): string => atom.replaceAll('_', ' ')

export function NextQuestions({ questions, onAsk }: NextQuestionsProps) {
  const heading = useId()
  if (questions.length === 0) return null
  return (
    <section aria-labelledby={heading} className="mt-3 border-t border-line pt-3">
      <p id={heading} className="mb-1 text-[0.8125rem] text-soft">
        Good next questions
      </p>
      <ul className="-mx-2">
        {questions.map((question) => (
          <li key={question.id}>
            <button type="button" onClick={() => onAsk(question)} className="flex w-full items-start gap-2 rounded-lg px-2 py-1.5 text-left hover:bg-hover">
              <CornerDownRight size={15} aria-hidden="true" className="mt-1 shrink-0 text-soft" />
              <span className="min-w-0">
                <span dir="auto" lang={langOf(question.text)} className="block break-words">
                  {question.text}
                </span>
                <span dir="auto" lang={langOf(question.why)} className="block text-[0.8125rem] break-words text-soft">
                  {question.why}
                  {question.wouldDecide && question.wouldDecide.length > 1 ? ` Or: ${question.wouldDecide.slice(1, 4).map(readable).join(', ')}.` : ''}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
