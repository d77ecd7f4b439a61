/** A question as it was asked; a very long one is folded. It can be edited, and where it was, one goes from branch to branch. */
import { Check, ChevronLeft, ChevronRight, Copy, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { langOf } from '../../ui/langOf.ts'

const FOLD_AT = 1200

interface QuestionBubbleProps {
  readonly text: string
  /** Which of how many questions that go on from the same turn. */
  readonly which: { readonly index: number; readonly count: number }
  readonly onWhich: (index: number) => void
  readonly onEdit: () => void
  /** The files that went along with it. */
  readonly attachments?: ReactNode
}

export function QuestionBubble({ text, which, onWhich, onEdit, attachments }: QuestionBubbleProps) {
  const [whole, setWhole] = useState(false)
  const [copied, setCopied] = useState(false)
  const long = text.length > FOLD_AT
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return (
    <div className="group/question flex flex-col items-end pl-12">
      {attachments}
      <div className="max-w-full rounded-2xl rounded-br-sm bg-panel px-3.5 py-2">
        <p dir="auto" lang={langOf(text)} className="text-[0.9375rem] break-words whitespace-pre-wrap">
          {long && !whole ? `${text.slice(0, FOLD_AT)}…` : text}
        </p>
        {long ? (
          <button type="button" className="mt-1 rounded-sm text-[0.8125rem] text-accent hover:underline" onClick={() => setWhole(!whole)}>
            {whole ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
          </button>
        ) : null}
      </div>
      <div className="mt-0.5 -mb-4 flex h-7 items-center text-[0.8125rem] text-soft">
        <span className="flex opacity-0 transition-opacity duration-100 group-focus-within/question:opacity-100 group-hover/question:opacity-100 [@media(hover:none)]:opacity-100">
          <IconButton label={copied ? 'Copied' : 'Copy the question'} icon={copied ? <Check size={14} /> : <Copy size={14} />} onClick={copy} />
          <IconButton label="Edit the question" icon={<Pencil size={14} />} onClick={onEdit} />
        </span>
        {which.count > 1 ? (
          <span className="flex items-center" role="group" aria-label="Branches of the conversation">
            <IconButton label="Earlier branch" icon={<ChevronLeft size={15} />} onClick={() => onWhich(which.index - 1)} disabled={which.index === 0} />
            <span aria-live="polite">
              {which.index + 1} of {which.count}
            </span>
            <IconButton label="Later branch" icon={<ChevronRight size={15} />} onClick={() => onWhich(which.index + 1)} disabled={which.index === which.count - 1} />
          </span>
        ) : null}
      </div>
    </div>
  )
}
