/** The screen of notes: what waits to be done, what narrows the list, the list itself, and beside it the note that is open. */
import { BookmarkCheck, Download, ListChecks, RotateCw, Split } from 'lucide-react'
import type { ReactNode } from 'react'
import { Bar } from '../../ui/Bar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'

/** Long work on notes, as far as it has come. */
export interface Work {
  readonly says: string
  readonly done: number
  readonly total: number
  readonly paused: boolean
  readonly onPause: (paused: boolean) => void
  readonly onStop: () => void
}

interface NotesViewProps {
  /** Of all notes, shown or not; missing until they were counted. */
  readonly all: number | undefined
  /** Of those that match. */
  readonly total: number | undefined
  /** Notes that are stale, contradictions that wait, and groups of notes that say the same. */
  readonly stale: number
  readonly waiting: number
  readonly same: number
  readonly works: readonly Work[]
  readonly onVerify: () => void
  readonly onInbox: () => void
  readonly onSame: () => void
  readonly onPolicies: () => void
  readonly onExport: () => void
  readonly onClose: () => void
  readonly filters: ReactNode
  /** What can be done with those chosen; missing while none is. */
  readonly bar: ReactNode
  readonly list: ReactNode
  readonly detail: ReactNode
}

export function NotesView(props: NotesViewProps) {
  const { all, total } = props
  return (
    <Page
      title="Notes"
      asideLabel="Note"
      onCloseAside={props.onClose}
      aside={props.detail}
      tools={
        all === undefined ? null : (
          <>
            {props.waiting ? (
              <Button icon={<Split size={15} />} onClick={props.onInbox}>
                {props.waiting === 1 ? '1 contradiction' : `${props.waiting} contradictions`}
              </Button>
            ) : null}
            {props.stale && props.works.length === 0 ? (
              <Button icon={<RotateCw size={15} />} onClick={props.onVerify}>
                {props.stale === 1 ? 'Check the stale note again' : `Check ${props.stale.toLocaleString('en')} stale notes again`}
              </Button>
            ) : null}
            <IconButton label="Keep by a policy" icon={<ListChecks size={16} />} onClick={props.onPolicies} />
            {all ? (
              <Button icon={<Download size={15} />} onClick={props.onExport} disabled={!total}>
                {total !== undefined && total < all ? `Export these ${total.toLocaleString('en')}` : 'Export'}
              </Button>
            ) : null}
          </>
        )
      }
    >
      {all === 0 ? (
        <div className="min-h-0 grow overflow-y-auto">
          <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
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
          </div>
        </div>
      ) : null}
      {all ? (
        <>
          <div className="mx-auto flex w-full max-w-[46rem] shrink-0 flex-col gap-2 px-6 pt-6 pb-2">
            {props.filters}
            {props.works.map((work) => (
              <div key={work.says} className="flex items-end gap-2">
                <div className="grow">
                  <Bar label={`${work.says}: ${work.done.toLocaleString('en')} of ${work.total.toLocaleString('en')}`} fraction={work.total === 0 ? 1 : work.done / work.total} onStop={work.onStop} />
                </div>
                <Button onClick={() => work.onPause(!work.paused)}>{work.paused ? 'Go on' : 'Pause'}</Button>
              </div>
            ))}
            {props.same ? (
              <p className="flex items-center gap-2 text-[0.8125rem] text-soft">
                {props.same === 1 ? 'One group of notes says the same.' : `${props.same} groups of notes say the same.`}
                <Button tone="quiet" onClick={props.onSame}>
                  Look at {props.same === 1 ? 'it' : 'them'}
                </Button>
              </p>
            ) : null}
            {props.bar}
          </div>
          {total === 0 ? <p className="py-8 text-center text-soft">No note matches.</p> : props.list}
        </>
      ) : null}
    </Page>
  )
}
