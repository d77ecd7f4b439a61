/** Connects the notes: the list, and beside it the note that is open. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { ruleHref } from '../../core/ruleSets.ts'
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteChoice } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { MOST_NAMED, type NoteFilter } from '../../../shared/model/noteFilter.ts'
import { sourceHref } from '../../core/sourceHref.ts'
import { useKeys } from '../../core/keys.ts'
import type { NoteList } from './actions.ts'
import { asChoice, type Chosen, countChosen, isChosen, none, toggled } from './chosen.ts'
import { CareSection } from './CareSection.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import { ExpirySection } from './ExpirySection.tsx'
import { Inbox } from './Inbox.tsx'
import { LinksSection } from './LinksSection.tsx'
import { GoneNote, NoteDetail } from './NoteDetail.tsx'
import { NoteFilters } from './NoteFilters.tsx'
import { tidied } from './noteList.ts'
import { NoteRows, type RowsHandle } from './NoteRows.tsx'
import { NotesView, type Work } from './NotesView.tsx'

const ExportDialog = lazy(() => import('./ExportDialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })))
const SameDialog = lazy(() => import('./SameDialog.tsx').then(({ SameDialog }) => ({ default: SameDialog })))
const PoliciesDialog = lazy(() => import('./PoliciesDialog.tsx').then(({ PoliciesDialog }) => ({ default: PoliciesDialog })))
const MakeRuleDialog = lazy(() => import('../../core/MakeRuleDialog.tsx'))

/** Long work on notes that is under way, whoever began it here. */
function useWorks({ care, bulk }: NoteList): Work[] {
  const verifying = useStore(care.store, (state) => state.verifying)?.update
  const working = useStore(bulk.store, (state) => state.working)
  const works: Work[] = []
  if (verifying) works.push({ says: 'Checking again', done: verifying.done, total: verifying.total, paused: verifying.kind === 'progress' && verifying.paused, onPause: (paused) => void care.pause(paused), onStop: () => void care.stop() })
  if (working) works.push({ says: working.says, done: working.update.done, total: working.update.total, paused: working.update.kind === 'progress' && working.update.paused, onPause: (paused) => void bulk.pause(paused), onStop: () => void bulk.stop() })
  return works
}

export function NotesPanel({ notes, id }: { notes: NoteList; id: string | undefined }) {
  const { core, pages } = notes
  const { filter, rows, total, all, stale, topics, tags } = useStore(pages.store)
  const { note: open, links, gone } = useStore(notes.opened)
  const caring = useStore(notes.care.store)
  const groups = useStore(notes.same.store, (state) => state.groups)
  const works = useWorks(notes)
  const [lying, setLying] = useState<'same' | 'policies'>()
  const [settling, setSettling] = useState(false)
  const [exporting, setExporting] = useState<NoteChoice>()
  const [making, setMaking] = useState<NoteId>()
  const [names, setNames] = useState<{ source?: string | undefined; set?: string | undefined }>({})
  const [chosen, setChosen] = useState<Chosen>(none)
  const [last, setLast] = useState<number>()
  const list = useRef<RowsHandle>(null)
  useEffect(() => pages.watch(), [pages])
  useEffect(() => notes.open(id as NoteId | undefined), [notes, id])
  const asked = useMemo(() => tidied(filter), [filter])
  const count = countChosen(chosen, total ?? 0)
  const chooseNone = (): void => setChosen(none)
  const narrow = (change: NoteFilter): void => {
    chooseNone()
    pages.filter(change)
  }
  const step = async (by: number): Promise<void> => {
    const from = id === undefined ? (by > 0 ? -1 : 0) : ((await pages.placeOf(id as NoteId)) ?? -1)
    const next = await pages.at(from + by)
    if (!next) return
    core.go(`#/notes/${next.id}`)
    list.current?.show(from + by)
  }
  const choose = async (row: NoteRow, place: number, stretch: boolean): Promise<void> => {
    setLast(place)
    if (!stretch || last === undefined || chosen.kind !== 'some') return setChosen((before) => toggled(before, row.id))
    try {
      const { ids } = await core.connection.client.note.ids({ filter: asked, offset: Math.min(last, place), limit: Math.min(MOST_NAMED, Math.abs(last - place) + 1) })
      setChosen((before) => (before.kind === 'some' ? { kind: 'some', ids: new Set([...before.ids, ...ids].slice(0, MOST_NAMED)) } : before))
    } catch (error) {
      core.notices.fail(error)
    }
  }
  useKeys({ Escape: () => (count && !open ? chooseNone() : id !== undefined && core.go('#/notes')), j: () => void step(1), k: () => void step(-1) })
  return (
    <>
      <NotesView
        all={all}
        total={total}
        stale={stale}
        waiting={caring.waiting}
        same={groups.length}
        works={works}
        onVerify={() => void notes.care.verify()}
        onSame={() => setLying('same')}
        onPolicies={() => setLying('policies')}
        onInbox={() => setSettling(true)}
        onExport={() => setExporting(Object.keys(asked).length ? { filter: asked } : {})}
        onClose={() => core.go('#/notes')}
        filters={<NoteFilters filter={filter} topics={topics} tags={tags} names={names} total={total} all={all ?? 0} onFilter={narrow} />}
        bar={
          count ? (
            <ChosenBar
              count={count}
              of={total ?? 0}
              onAll={() => setChosen({ kind: 'all', filter: asked, except: new Set() })}
              onNone={chooseNone}
              onFile={(filing) => notes.bulk.file(asChoice(chosen), filing)}
              onVerify={() => void notes.care.verify(asChoice(chosen))}
              onExport={() => setExporting(asChoice(chosen))}
              onRemove={() => void notes.bulk.remove(asChoice(chosen)).then((done) => done && chooseNone())}
            />
          ) : null
        }
        list={
          <NoteRows
            ref={list}
            rows={rows}
            total={total ?? 0}
            open={id}
            listKey={JSON.stringify(asked)}
            isChosen={(row) => isChosen(chosen, row.id)}
            choosing={count > 0}
            onChoose={(row, place, stretch) => void choose(row, place, stretch)}
            onRemove={(row) => void notes.remove(row)}
            onLook={pages.look}
          />
        }
        detail={
          id !== undefined && gone ? (
            <GoneNote onRestore={() => void notes.restore(id as NoteId)} onClose={() => core.go('#/notes')} />
          ) : open && open.id === id ? (
            <NoteDetail
              key={open.id}
              note={open}
              sourceHref={sourceHref}
              onTags={(next) => void notes.edit(open, { tags: next })}
              onTopic={(topic) => void notes.edit(open, { topic })}
              ruleHref={ruleHref}
              onOnly={(only, name) => {
                setNames({ [only.source === undefined ? 'set' : 'source']: name })
                narrow({ query: '', source: undefined, set: undefined, ...only })
              }}
              onMakeRule={() => setMaking(open.id)}
              onRemove={() => void notes.remove(open)}
              onExport={() => setExporting({ ids: [open.id] })}
              onClose={() => core.go('#/notes')}
              care={<CareSection note={open} care={notes.care} onApart={() => void notes.same.unmerge(open.id)} />}
              links={<LinksSection note={open} links={links} care={notes.care} />}
              expiry={<ExpirySection note={open} care={notes.care} />}
            />
          ) : undefined
        }
      />
      {settling ? <Inbox rows={caring.inbox} care={notes.care} onClose={() => setSettling(false)} /> : null}
      <Suspense fallback={null}>
        {lying === 'same' ? <SameDialog groups={groups} same={notes.same} onClose={() => setLying(undefined)} /> : null}
        {lying === 'policies' ? <PoliciesDialog policies={notes.policies} onClose={() => setLying(undefined)} /> : null}
      </Suspense>
      <Suspense fallback={null}>{exporting ? <ExportDialog core={core} choice={exporting} onClose={() => setExporting(undefined)} /> : null}</Suspense>
      <Suspense fallback={null}>{making ? <MakeRuleDialog core={core} from={{ note: making }} onClose={() => setMaking(undefined)} /> : null}</Suspense>
    </>
  )
}
