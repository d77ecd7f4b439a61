/** Rows of the history: a line each with its time, what happened and to what; the rows of one turn folded into one. */
import type { ReactNode } from 'react'
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'
import { langOf } from '../../ui/langOf.ts'
import { grouped, historyPlaceOf, kindInWords, placeOf, streamOf } from './eventWords.ts'

interface RowsProps {
  readonly rows: readonly HistoryRow[]
  /** Whether all of them are of one thing: then none offers to look at that alone. */
  readonly narrowed: boolean
  readonly onOpenTurn: (turn: string) => void
}

const link = 'rounded text-accent underline decoration-1 underline-offset-2 hover:decoration-2'

function Says({ row }: { row: HistoryRow }) {
  if (row.erased) return <em className="text-soft">Erased: it was deleted, and its time was over.</em>
  return row.says ? (
    <span dir="auto" lang={langOf(row.says)} className="line-clamp-3 [overflow-wrap:anywhere]">
      {row.says}
    </span>
  ) : null
}

function Line({ row, children }: { row: HistoryRow; children?: ReactNode }) {
  return (
    <div className="flex gap-3 py-2">
      <time dateTime={row.at} className="w-11 shrink-0 text-[0.8125rem] leading-[1.375rem] text-soft">
        {row.at.slice(11, 16)}
      </time>
      <div className="min-w-0 grow">
        <span className="text-[0.8125rem] text-soft">{kindInWords(row.kind)}</span>
        <Says row={row} />
        {children}
      </div>
    </div>
  )
}

function Links({ row, narrowed, onOpenTurn }: { row: HistoryRow } & Omit<RowsProps, 'rows'>) {
  const { what, id } = streamOf(row.stream)
  const place = placeOf(row.stream)
  const history = narrowed ? undefined : historyPlaceOf(row.stream)
  const name = row.says ? `: ${row.says.slice(0, 60)}` : ''
  if (row.erased || (what !== 'turn' && !place)) return null
  return (
    <div className="flex flex-wrap gap-x-4 text-[0.8125rem]">
      {what === 'turn' ? (
        <button type="button" className={link} aria-label={`Open the answer${name}`} onClick={() => onOpenTurn(id)}>
          Open
        </button>
      ) : (
        <a className={link} href={place} aria-label={`Open${name || ` ${kindInWords(row.kind).toLowerCase()}`}`}>
          Open
        </a>
      )}
      {history ? (
        <a className={link} href={history} aria-label={`Only this${name || ` ${kindInWords(row.kind).toLowerCase()}`}`}>
          Only this
        </a>
      ) : null}
    </div>
  )
}

export function HistoryRows({ rows, narrowed, onOpenTurn }: RowsProps) {
  const groups = grouped(rows)
  return (
    <ol aria-label="What happened" className="divide-y divide-line">
      {groups.map((group) => {
        // The question where it is among them, else what came last.
        const told = group.find(({ kind }) => kind === 'turn.started') ?? group[0]!
        const day = told.at.slice(0, 10)
        return (
          <li key={group[0]!.seq} data-day={day}>
            <Line row={told}>
              <Links row={told} narrowed={narrowed} onOpenTurn={onOpenTurn} />
              {group.length > 1 ? (
                <details className="mt-1">
                  <summary className="rounded text-[0.8125rem] text-soft hover:text-ink">{group.length - 1} more of the same answer</summary>
                  <div className="border-l border-line pl-3">
                    {group.filter((row) => row !== told).map((row) => (
                      <Line key={row.seq} row={row} />
                    ))}
                  </div>
                </details>
              ) : null}
            </Line>
          </li>
        )
      })}
    </ol>
  )
}
