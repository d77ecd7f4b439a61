/** The same timeline as a table: what there is to read for whoever wants numbers. */
import type { Span } from '../../../../shared/model/turn.ts'
import { precise, stepWords } from './timelineWords.ts'

export function TimelineTable({ spans, aboutOf }: { spans: readonly Span[]; aboutOf: (span: Span) => string }) {
  return (
    <table className="figures w-full border-collapse text-left text-[0.8125rem]">
      <caption className="sr-only">Every piece of work, in the order in which they began</caption>
      <thead className="text-soft">
        <tr>
          {['Step', 'From', 'To', 'Took', 'Waited', 'About'].map((head, i) => (
            <th key={head} scope="col" className={`py-1 pr-3 font-normal ${i > 0 && i < 5 ? 'text-right' : ''}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {spans.map((span, i) => (
          <tr key={i} className="border-t border-line align-top">
            <th scope="row" className="py-1 pr-3 font-normal whitespace-nowrap">
              {stepWords[span.step]}
            </th>
            {[span.from, span.to, span.to - span.from, span.waited].map((ms, at) => (
              <td key={at} className="py-1 pr-3 text-right whitespace-nowrap">
                {at === 3 && ms < 0.1 ? '–' : precise(ms)}
              </td>
            ))}
            <td className="py-1 break-words text-soft">
              {aboutOf(span)}
              {span.shared ? ' (shared look-up)' : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
