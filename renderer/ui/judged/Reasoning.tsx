/** What a model reasoned before it answered: folded above the answer, plain, never checked and so never underlined. */
import { memo, useMemo, useState } from 'react'
import { langOf } from '../langOf.ts'
import { duration } from './verdictWords.ts'

const Paragraph = memo(function Paragraph({ text }: { text: string }) {
  return (
    <p dir="auto" lang={langOf(text)} className="break-words whitespace-pre-wrap [content-visibility:auto] [contain-intrinsic-height:auto_3rem]">
      {text}
    </p>
  )
})

interface ReasoningProps {
  readonly text: string
  /** It is still being told. */
  readonly running: boolean
  readonly ms: number | undefined
}

export function Reasoning({ text, running, ms }: ReasoningProps) {
  const [open, setOpen] = useState(false)
  const paragraphs = useMemo(() => (open ? text.trim().split(/\n{2,}/) : []), [open, text])
  if (text.trim() === '') return null
  return (
    <details className="mt-2.5 text-[0.8125rem] text-soft" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-md py-0.5 hover:text-ink">
        Reasoning
        {running ? <span> · going on</span> : ms === undefined ? null : <span className="figures"> · {duration(ms)}</span>}
      </summary>
      {open ? (
        <div className="mt-1 border-l-2 border-line pl-3">
          <p className="mb-2 text-xs">What the model told of its way to the answer. It is not checked, and nothing rests on it.</p>
          <div className="flex max-h-80 flex-col gap-2 overflow-y-auto" tabIndex={0} role="group" aria-label="Reasoning of the model">
            {paragraphs.map((paragraph, i) => (
              <Paragraph key={i} text={paragraph} />
            ))}
          </div>
        </div>
      ) : null}
    </details>
  )
}
