/** The rows of the list: only those in view are drawn, and only those that came into view were read. */
import { type CSSProperties, type KeyboardEvent, type LegacyRef, type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Chip, VerdictChip } from '../../ui/Chip.tsx'
import { langOf } from '../../ui/langOf.ts'
import { when } from '../../ui/when.ts'

export const statusWords: Record<Note['status'], string> = { current: '', stale: 'Stale', disputed: 'Disputed', retracted: 'Retracted' }

interface RowsProps {
  readonly rows: ReadonlyMap<number, NoteRow>
  readonly total: number
  readonly open: string | undefined
  readonly isChosen: (row: NoteRow) => boolean
  /** Some are chosen: every row shows its box. */
  readonly choosing: boolean
  /** `stretch`: from the one that was chosen last up to this one. */
  readonly onChoose: (row: NoteRow, place: number, stretch: boolean) => void
  readonly onRemove: (row: NoteRow) => void
  /** These places are in view. */
  readonly onLook: (from: number, to: number) => void
  /** Another list is shown from its head on. */
  readonly listKey: string
  readonly ref?: Ref<RowsHandle>
}

export interface RowsHandle {
  /** Brings this place into view and gives its row the focus. */
  show(place: number): void
}

/** Milliseconds of scrolling between two looks at what is in view. */
const LOOK = 40

function List({ children, style, ref }: { children: ReactNode; style: CSSProperties; ref?: LegacyRef<HTMLUListElement> }) {
  return (
    <ul ref={ref as Ref<HTMLUListElement>} aria-label="Notes" style={style}>
      {children}
    </ul>
  )
}

interface RowProps extends Pick<RowsProps, 'choosing' | 'onChoose' | 'onRemove'> {
  readonly row: NoteRow
  readonly place: number
  readonly current: boolean
  readonly chosen: boolean
}

function Row({ row, place, current, chosen, choosing, onChoose, onRemove }: RowProps) {
  const stretch = useRef(false)
  return (
    <div className="group relative flex border-b border-line">
      <label className={`absolute -start-6 top-2.5 grid h-6 w-5.5 items-center justify-items-start ps-0.5 group-hover:opacity-100 focus-within:opacity-100 ${choosing ? '' : 'opacity-0'}`}>
        <input
          type="checkbox"
          aria-label={`Choose “${row.statement.slice(0, 80)}”`}
          className="accent-[var(--accent)]"
          checked={chosen}
          onClick={(event) => (stretch.current = event.shiftKey)}
          onChange={() => onChoose(row, place, stretch.current)}
        />
      </label>
      <a
        href={`#/notes/${row.id}`}
        data-place={place}
        aria-current={current ? 'true' : undefined}
        className={`-ms-0.5 -me-3 min-w-0 grow rounded-xl ps-0.5 pe-3 py-3 focus-visible:outline-offset-[-2px] ${current ? 'bg-chosen/60' : 'hover:bg-hover/60'}`}
        onKeyDown={(event) => event.key === 'Delete' && onRemove(row)}
      >
        <span dir="auto" lang={langOf(row.statement)} className="line-clamp-3 [overflow-wrap:anywhere]">
          {row.statement}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-soft">
          <VerdictChip verdict={row.verdict} by={row.by} />
          {statusWords[row.status] ? <Chip tone="open">{statusWords[row.status]}</Chip> : null}
          {row.topic ? <bdi>{row.topic}</bdi> : null}
          {row.tags.map((tag) => (
            <bdi key={tag}>#{tag}</bdi>
          ))}
          <span className="grow" />
          <time dateTime={row.created}>{when(row.created)}</time>
        </span>
      </a>
    </div>
  )
}

/** Where a row will be that is not there yet. */
function Waiting() {
  return (
    <div aria-hidden="true" className="h-[4.6rem] border-b border-line py-3.5">
      <div className="h-3.5 w-3/4 rounded bg-line" />
      <div className="mt-3 h-2.5 w-1/3 rounded bg-line" />
    </div>
  )
}

export function NoteRows({ rows, total, open, isChosen, choosing, onChoose, onRemove, onLook, listKey, ref }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lookNow = useCallback((): void => {
    timer.current = undefined
    const view = list.current
    if (!view) return
    onLook(view.findItemIndex(view.scrollOffset), view.findItemIndex(view.scrollOffset + view.viewportSize))
  }, [onLook])
  const look = useCallback((): void => {
    timer.current ??= setTimeout(lookNow, LOOK)
  }, [lookNow])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0)
  }, [listKey])
  useEffect(look, [look, total, listKey])
  useImperativeHandle(ref, () => ({
    show: (place) => {
      list.current?.scrollToIndex(place, { align: 'nearest' })
      requestAnimationFrame(() => requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`a[data-place="${place}"]`)?.focus()))
    },
  }), [])
  const data = useMemo(() => ({ length: total }), [total])
  const onArrow = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const place = Number((event.target as HTMLElement).closest('[data-place]')?.getAttribute('data-place') ?? NaN)
    const next = scroller.current?.querySelector<HTMLElement>(`a[data-place="${place + (event.key === 'ArrowDown' ? 1 : -1)}"]`)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto [overflow-anchor:none]" onKeyDown={onArrow}>
      <div className="mx-auto w-full max-w-[46rem] px-6 pb-16">
        <Virtualizer ref={list} scrollRef={scroller} as={List} item="li" data={data as ArrayLike<undefined>} bufferSize={400} onScroll={look} onResize={look}>
          {(_none: undefined, place: number) => {
            const row = rows.get(place)
            return row ? <Row key={row.id} row={row} place={place} current={row.id === open} chosen={isChosen(row)} choosing={choosing} onChoose={onChoose} onRemove={onRemove} /> : <Waiting key={`waiting ${place}`} />
          }}
        </Virtualizer>
      </div>
    </div>
  )
}
