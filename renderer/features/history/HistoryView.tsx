/** The history: days at the left, what happened on them at the right, or all that happened to one thing. */
import { History, X } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { HistoryOf, HistoryState } from './actions.ts'
import { HistoryRows } from './HistoryRows.tsx'

interface HistoryViewProps extends HistoryState {
  readonly of: HistoryOf
  readonly onDay: (day: string | undefined) => void
  readonly onEarlier: () => void
  readonly onEarlierDays: () => void
  readonly onOpenTurn: (turn: string) => void
  readonly onRetry: () => void
}

const inWords = (day: string): string => new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const hrefOf = (day: string | undefined): string => (day === undefined ? '#/history' : `#/history?day=${day}`)

function Days({ days, moreDays, of, onDay, onEarlierDays }: HistoryViewProps) {
  const entry = (day: string | undefined, name: string, events?: number) => (
    <li key={day ?? 'all'}>
      <a href={hrefOf(day)} aria-current={of.day === day ? 'true' : undefined} className={`flex min-h-8 items-center gap-2 rounded-lg px-2 text-[0.8125rem] focus-visible:outline-offset-[-2px] ${of.day === day ? 'bg-chosen' : 'hover:bg-hover'}`}>
        <span className="grow">{name}</span>
        {events === undefined ? null : <span className={`figures ${of.day === day ? 'text-ink' : 'text-soft'}`}>{events.toLocaleString('en')}</span>}
      </a>
    </li>
  )
  return (
    <>
      <nav aria-label="Days" className="w-52 shrink-0 overflow-y-auto border-r border-line px-2.5 py-3 max-[719px]:hidden">
        <ul>
          {entry(undefined, 'All days')}
          {days.map(({ day, events }) => entry(day, inWords(day), events))}
        </ul>
        {moreDays ? (
          <Button tone="quiet" className="mt-1" onClick={onEarlierDays}>
            Earlier days
          </Button>
        ) : null}
      </nav>
      <div className="border-b border-line px-5 py-2.5 min-[720px]:hidden">
        <select aria-label="Day" className={fieldClass} value={of.day ?? ''} onChange={(event) => onDay(event.target.value || undefined)}>
          <option value="">All days</option>
          {of.day !== undefined && !days.some(({ day }) => day === of.day) ? <option value={of.day}>{inWords(of.day)}</option> : null}
          {days.map(({ day, events }) => (
            <option key={day} value={day}>
              {inWords(day)} ({events.toLocaleString('en')})
            </option>
          ))}
        </select>
      </div>
    </>
  )
}

function About({ of, about }: { of: HistoryOf; about: string | undefined }) {
  const what = of.note !== undefined ? 'the note' : of.source !== undefined ? 'the source' : 'the rule set'
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-raised px-3.5 py-2.5">
      <p className="min-w-0 grow basis-48 text-[0.8125rem] [overflow-wrap:anywhere]">
        Only what happened to {what}
        {about === undefined ? ', and to what it leans on' : <>: <bdi className="font-semibold">{about.length > 200 ? `${about.slice(0, 199)}…` : about}</bdi></>}
      </p>
      <a href="#/history" className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-[0.8125rem] hover:bg-hover">
        <X size={15} aria-hidden="true" /> Show everything
      </a>
    </div>
  )
}

/** Rows under their days, where there are several. */
function byDay(rows: NonNullable<HistoryState['rows']>): { day: string; rows: NonNullable<HistoryState['rows']>[number][] }[] {
  const days: ReturnType<typeof byDay> = []
  for (const row of rows) {
    const day = row.at.slice(0, 10)
    if (days.at(-1)?.day === day) days.at(-1)!.rows.push(row)
    else days.push({ day, rows: [row] })
  }
  return days
}

export function HistoryView(props: HistoryViewProps) {
  const { of, rows, more, problem } = props
  const narrowed = of.note !== undefined || of.source !== undefined || of.set !== undefined
  return (
    <Page
      title="History"
      tools={
        <a href="#/growth" className="inline-flex h-8 shrink-0 items-center rounded-lg border border-line bg-raised px-3 text-[0.8125rem] hover:bg-hover">
          Growth
        </a>
      }
    >
      <div className="flex min-h-0 grow max-[719px]:flex-col">
        {narrowed ? null : <Days {...props} />}
        <div className="min-h-0 min-w-0 grow overflow-y-auto">
          <div className="mx-auto w-full max-w-[46rem] px-5 pt-5 pb-16">
            {narrowed ? <About of={of} about={props.about} /> : null}
            {problem ? <ProblemLine problem={problem} onRetry={props.onRetry} /> : null}
            {rows === undefined && !problem ? <Skeleton /> : null}
            {rows?.length === 0 ? (
              <Empty icon={<History size={28} strokeWidth={1.5} />} title="Nothing happened here yet" action={<a href="#/chat" className="inline-flex h-8 items-center rounded-lg bg-accent px-3 text-[0.8125rem] text-on-accent hover:bg-accent-hover">Ask a question</a>}>
                Every question, source, rule and note leaves a row that cannot be changed unnoticed. They are read here, day by day.
              </Empty>
            ) : null}
            {rows?.length
              ? byDay(rows).map((part) => (
                  <section key={`${part.day} ${part.rows[0]!.seq}`} aria-label={inWords(part.day)} className="mb-6">
                    <h2 className="mb-1 text-[0.9375rem]">
                      {inWords(part.day)} <span className="text-[0.8125rem] font-normal text-soft">times in UTC</span>
                    </h2>
                    <HistoryRows rows={part.rows} narrowed={narrowed} onOpenTurn={props.onOpenTurn} />
                  </section>
                ))
              : null}
            {more ? <Button onClick={props.onEarlier}>Show earlier</Button> : null}
          </div>
        </div>
      </div>
    </Page>
  )
}
