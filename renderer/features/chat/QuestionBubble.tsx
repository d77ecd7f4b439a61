/** A question as it was asked; a very long one is folded. */
import { useState } from 'react'
import { langOf } from '../../ui/langOf.ts'

const FOLD_AT = 1200

export function QuestionBubble({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  const long = text.length > FOLD_AT
  return (
    <div className="flex justify-end pl-12">
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
    </div>
  )
}
