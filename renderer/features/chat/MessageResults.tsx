/** What a search in all messages found: the message, the words in it marked, and where it stands. */
import type { MessageHit } from '../../../shared/model/messageHit.ts'
import { langOf } from '../../ui/langOf.ts'
import { Title } from '../../ui/Title.tsx'
import { when } from '../../ui/when.ts'
import { messageHref } from './messageHref.ts'

const partNames = { question: 'You asked', answer: 'The answer', text: 'A checked text' } as const

/** The snippet with what was found in it marked. */
export function Snippet({ hit }: { hit: Pick<MessageHit, 'snippet' | 'marks'> }) {
  const pieces: React.ReactNode[] = []
  let at = 0
  for (const { start, end } of hit.marks) {
    pieces.push(hit.snippet.slice(at, start), <mark key={start} className="rounded-xs bg-open-tint text-ink">{hit.snippet.slice(start, end)}</mark>)
    at = end
  }
  pieces.push(hit.snippet.slice(at))
  return <>{pieces}</>
}

interface MessageResultsProps {
  readonly query: string
  readonly hits: readonly MessageHit[]
  /** Older messages that are still being indexed. */
  readonly due: number
}

export function MessageResults({ query, hits, due }: MessageResultsProps) {
  return (
    <>
      {hits.length === 0 ? <p className="px-2 py-3 text-[0.8125rem] text-soft">No message holds these words.</p> : null}
      <ul aria-label="Messages">
        {hits.map((hit) => (
          <li key={`${hit.turn} ${hit.part}`}>
            <a href={messageHref(hit, query)} className="group/hit block rounded-lg px-2 py-1.5 hover:bg-hover focus-visible:outline-offset-[-2px]">
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 grow">
                  <Title text={hit.title} />
                </span>
                <span className="shrink-0 text-xs text-soft group-hover/hit:text-ink">{when(hit.at)}</span>
              </span>
              <span dir="auto" lang={langOf(hit.snippet)} className="line-clamp-3 text-[0.8125rem] break-words text-soft group-hover/hit:text-ink">
                <Snippet hit={hit} />
              </span>
              <span className="text-xs text-soft group-hover/hit:text-ink">
                {partNames[hit.part]}
                {hit.archived ? ' · Archived' : ''}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {due > 0 ? <p className="px-2 py-2 text-xs text-soft">Older messages are still being indexed; {due.toLocaleString('en')} are left.</p> : null}
    </>
  )
}
