/** The list of notes, searched and filtered by topic. */
import { BookmarkCheck, Download, ListChecks, RotateCw, Split } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { VerifyUpdate } from '../../../shared/contract/noteContract.ts'
import { type Note, noteStatuses, standing } from '../../../shared/model/note.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Chip, VerdictChip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { fieldClass, SearchField } from '../../ui/Field.tsx'
import { langOf } from '../../ui/langOf.ts'
import { Page } from '../../ui/Page.tsx'
import { when } from '../../ui/when.ts'

interface NotesViewProps {
  readonly notes: readonly Note[]
  /** Of all notes, shown or not; missing until they were read. */
  readonly total: number | undefined
  readonly topics: readonly string[]
  readonly query: string
  readonly topic: string | undefined
  readonly status: Note['status'] | undefined
  /** Notes that are stale, and contradictions that wait. */
  readonly stale: number
  readonly waiting: number
  readonly verifying: VerifyUpdate | undefined
  readonly onStatus: (status: Note['status'] | undefined) => void
  readonly onVerify: () => void
  readonly onPause: (paused: boolean) => void
  readonly onStop: () => void
  readonly onInbox: () => void
  /** Groups of notes that say the same. */
  readonly same: number
  readonly onSame: () => void
  readonly onPolicies: () => void
  readonly open: string | undefined
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (note: Note) => void
  /** What can be done with those chosen; missing while none is. */
  readonly bar: ReactNode
  readonly onSearch: (query: string) => void
  readonly onTopic: (topic: string | undefined) => void
  readonly onExport: () => void
  readonly onClose: () => void
  readonly detail: ReactNode
}

/** Rows that are drawn at a time: a list of thousands is searched, not read. */
const SHOWN = 200

export const statusWords: Record<Note['status'], string> = { current: '', stale: 'Stale', disputed: 'Disputed', retracted: 'Retracted' }

interface RowProps {
  readonly note: Note
  readonly current: boolean
  readonly chosen: boolean
  /** Some are chosen: every row shows its box. */
  readonly choosing: boolean
  readonly onChoose: (note: Note) => void
}

function Row({ note, current, chosen, choosing, onChoose }: RowProps) {
  return (
    <li className="group relative flex">
      <label className={`absolute -start-6 top-2.5 grid h-6 w-5.5 items-center justify-items-start ps-0.5 group-hover:opacity-100 focus-within:opacity-100 ${choosing ? '' : 'opacity-0'}`}>
        <input type="checkbox" aria-label={`Choose “${note.statement.slice(0, 80)}”`} className="accent-[var(--accent)]" checked={chosen} onChange={() => onChoose(note)} />
      </label>
      <a
        href={`#/notes/${note.id}`}
        aria-current={current ? 'true' : undefined}
        className={`-ms-0.5 -me-3 min-w-0 grow rounded-xl ps-0.5 pe-3 py-3 focus-visible:outline-offset-[-2px] ${current ? 'bg-chosen/60' : 'hover:bg-hover/60'}`}
      >
        <span dir="auto" lang={langOf(note.statement)} className="line-clamp-3">
          {note.statement}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-soft">
          <VerdictChip {...standing(note)} />
          {statusWords[note.status] ? <Chip tone="open">{statusWords[note.status]}</Chip> : null}
          {note.topic ? <bdi>{note.topic}</bdi> : null}
          {note.tags.map((tag) => (
            <bdi key={tag}>#{tag}</bdi>
          ))}
          <span className="grow" />
          <time dateTime={note.created}>{when(note.created)}</time>
        </span>
      </a>
    </li>
  )
}

export function NotesView(props: NotesViewProps) {
  const { notes, total, topics, topic } = props
  const [room, setRoom] = useState(SHOWN)
  const paused = props.verifying?.kind === 'progress' && props.verifying.paused
  return (
    <Page
      title="Notes"
      asideLabel="Note"
      onCloseAside={props.onClose}
      aside={props.detail}
      tools={
        total === undefined ? null : (
          <>
          {props.waiting ? (
            <Button icon={<Split size={15} />} onClick={props.onInbox}>
              {props.waiting === 1 ? '1 contradiction' : `${props.waiting} contradictions`}
            </Button>
          ) : null}
          {props.stale && !props.verifying ? (
            <Button icon={<RotateCw size={15} />} onClick={props.onVerify}>
              {props.stale === 1 ? 'Check the stale note again' : `Check ${props.stale} stale notes again`}
            </Button>
          ) : null}
          <IconButton label="Keep by a policy" icon={<ListChecks size={16} />} onClick={props.onPolicies} />
          {total ? (
            <Button icon={<Download size={15} />} onClick={props.onExport} disabled={notes.length === 0}>
              {notes.length < total ? `Export these ${notes.length}` : 'Export'}
            </Button>
          ) : null}
          </>
        )
      }
    >
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
          {total === 0 ? (
            <Empty
              icon={<BookmarkCheck size={28} strokeWidth={1.5} />}
              title="What stands is kept here"
              action={
                <a href="#/chat" className="inline-flex h-8 items-center rounded-lg bg-accent px-3 text-[0.8125rem] text-on-accent hover:bg-accent-hover">
                  Ask a question
                </a>
              }
            >
              Keep a claim from an answer or a checked text. It stays with its question, its verdict and the exact quotes behind it.
            </Empty>
          ) : null}
          {total ? (
            <div className="mb-4 flex gap-2">
              <SearchField label="Find in your notes" data-find="" value={props.query} onChange={(event) => props.onSearch(event.target.value)} />
              {topics.length ? (
                <select aria-label="Topic" className={`${fieldClass} !w-44 shrink-0`} value={topic ?? ''} onChange={(event) => props.onTopic(event.target.value || undefined)}>
                  <option value="">All topics</option>
                  {topics.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              ) : null}
              <select aria-label="Status" className={`${fieldClass} !w-36 shrink-0`} value={props.status ?? ''} onChange={(event) => props.onStatus(noteStatuses.find((one) => one === event.target.value))}>
                <option value="">Any status</option>
                {noteStatuses.map((one) => (
                  <option key={one} value={one}>
                    {statusWords[one] || 'Current'}
                  </option>
                ))}
              </select>
            </div>
          ) : null}
          {props.verifying ? (
            <div className="mb-4 flex items-end gap-2">
              <div className="grow">
                <Bar label={`Checking again: ${props.verifying.done} of ${props.verifying.total}`} fraction={props.verifying.total === 0 ? 1 : props.verifying.done / props.verifying.total} onStop={props.onStop} />
              </div>
              {props.verifying.kind === 'progress' ? <Button onClick={() => props.onPause(!paused)}>{paused ? 'Go on' : 'Pause'}</Button> : null}
            </div>
          ) : null}
          {props.same ? (
            <p className="mb-2 flex items-center gap-2 text-[0.8125rem] text-soft">
              {props.same === 1 ? 'One group of notes says the same.' : `${props.same} groups of notes say the same.`}
              <Button tone="quiet" onClick={props.onSame}>
                Look at {props.same === 1 ? 'it' : 'them'}
              </Button>
            </p>
          ) : null}
          {props.bar}
          {notes.length ? (
            <ul aria-label="Notes" className="divide-y divide-line">
              {notes.slice(0, room).map((note) => (
                <Row key={note.id} note={note} current={note.id === props.open} chosen={props.chosen.has(note.id)} choosing={props.chosen.size > 0} onChoose={props.onChoose} />
              ))}
              {notes.length > room ? (
                <li className="py-3 text-center">
                  <Button onClick={() => setRoom(room + SHOWN)}>Show more of {notes.length.toLocaleString('en')}</Button>
                </li>
              ) : null}
            </ul>
          ) : total ? (
            <p className="py-8 text-center text-soft">No note matches.</p>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
