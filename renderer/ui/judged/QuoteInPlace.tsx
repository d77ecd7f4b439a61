/** A quote, highlighted within its sentence. */
import type { Evidence } from '../../../shared/model/verdict.ts'
import { langOf } from '../langOf.ts'
import { type QuoteContext, sentenceAfter, sentenceBefore } from './quoteSentence.ts'

export function QuoteInPlace({ quote, context, stance }: { quote: string; context: QuoteContext | undefined; stance: Evidence['stance'] }) {
  return (
    <blockquote dir="auto" lang={langOf(quote)} className="text-[0.8125rem] break-words whitespace-pre-line">
      “{context ? sentenceBefore(context.before) : ''}
      <mark className={stance === 'related' ? 'bg-hover text-ink' : 'rounded-xs bg-mark text-ink'}>{quote}</mark>
      {context ? sentenceAfter(context.after, quote) : ''}”
    </blockquote>
  )
}
