/** Connects the notes: the list, and beside it the note that is open. */
import { lazy, Suspense, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { ruleHref } from '../../core/ruleSets.ts'
import type { NoteChoice } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { sourceHref } from '../../core/sourceHref.ts'
import { useKeys } from '../../core/keys.ts'
import { matching, type NoteList, topicsOf } from './actions.ts'
import { MOST_CHOSEN } from './bulk.ts'
import { CareSection } from './CareSection.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import { ExpirySection } from './ExpirySection.tsx'
import { Inbox } from './Inbox.tsx'
import { LinksSection } from './LinksSection.tsx'
import { NoteDetail } from './NoteDetail.tsx'
import { NotesView } from './NotesView.tsx'

const ExportDialog = lazy(() => import('./ExportDialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })))
const SameDialog = lazy(() => import('./SameDialog.tsx').then(({ SameDialog }) => ({ default: SameDialog })))
const PoliciesDialog = lazy(() => import('./PoliciesDialog.tsx').then(({ PoliciesDialog }) => ({ default: PoliciesDialog })))
const MakeRuleDialog = lazy(() => import('../../core/MakeRuleDialog.tsx'))

export function NotesPanel({ notes, id }: { notes: NoteList; id: string | undefined }) {
  const { core } = notes
  const all = useStore(core.kept.store, (state) => state.notes)
  const loaded = useStore(core.kept.store, (state) => state.loaded)
  const filter = useStore(notes.store)
  const shown = useMemo(() => matching(all, filter), [all, filter])
  const topics = useMemo(() => topicsOf(all), [all])
  const open = all.find((note) => note.id === id)
  const filtered = filter.query.trim() !== '' || filter.topic !== undefined || filter.status !== undefined
  const caring = useStore(notes.care.store)
  const groups = useStore(notes.same.store, (state) => state.groups)
  const [lying, setLying] = useState<'same' | 'policies'>()
  const [settling, setSettling] = useState(false)
  const stale = useMemo(() => all.filter(({ status }) => status === 'stale').length, [all])
  const [exporting, setExporting] = useState<NoteChoice>()
  const [making, setMaking] = useState<NoteId>()
  const step = (by: number): void => {
    const next = shown[shown.findIndex((note) => note.id === id) + by]
    if (!next) return
    core.go(`#/notes/${next.id}`)
    document.querySelector<HTMLElement>(`a[href="#/notes/${next.id}"]`)?.focus()
  }
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => (marked.size ? shown.filter((note) => marked.has(note.id)) : []), [shown, marked])
  const choose = (ids: readonly string[]): void => setMarked(new Set(ids.slice(0, MOST_CHOSEN)))
  const chosenIds = useMemo(() => new Set<string>(chosen.map((note) => note.id)), [chosen])
  useKeys({ Escape: () => (chosen.length && !open ? choose([]) : open && core.go('#/notes')), j: () => step(1), k: () => step(-1) })
  return (
    <>
      <NotesView
        notes={shown}
        total={loaded ? all.length : undefined}
        topics={topics}
        query={filter.query}
        topic={filter.topic}
        open={open?.id}
        status={filter.status}
        stale={stale}
        waiting={caring.waiting}
        verifying={caring.verifying?.update}
        onStatus={notes.pickStatus}
        onVerify={() => void notes.care.verify()}
        onPause={(paused) => void notes.care.pause(paused)}
        onStop={() => void notes.care.stop()}
        same={groups.length}
        onSame={() => setLying('same')}
        onPolicies={() => setLying('policies')}
        chosen={chosenIds}
        onChoose={({ id: one }) => choose(chosenIds.has(one) ? [...chosenIds].filter((other) => other !== one) : [...chosenIds, one])}
        bar={
          chosen.length ? (
            <ChosenBar
              count={chosen.length}
              of={Math.min(shown.length, MOST_CHOSEN)}
              onAll={() => choose(shown.map((note) => note.id))}
              onNone={() => choose([])}
              onFile={(filing) => notes.bulk.file(chosen, filing)}
              onVerify={() => void notes.care.verify(chosen.map((note) => note.id))}
              onExport={() => setExporting({ ids: chosen.map((note) => note.id) })}
              onRemove={() => void notes.bulk.remove(chosen)}
            />
          ) : null
        }
        onInbox={() => setSettling(true)}
        onSearch={notes.search}
        onTopic={notes.pickTopic}
        onExport={() => setExporting(filtered ? { ids: shown.map((note) => note.id) } : {})}
        onClose={() => core.go('#/notes')}
        detail={
          open ? (
            <NoteDetail
              key={open.id}
              note={open}
              sourceHref={sourceHref}
              onTags={(tags) => void notes.edit(open, { tags })}
              onTopic={(topic) => void notes.edit(open, { topic })}
              ruleHref={ruleHref}
              onMakeRule={() => setMaking(open.id)}
              onRemove={() => void notes.remove(open)}
              onExport={() => setExporting({ ids: [open.id] })}
              onClose={() => core.go('#/notes')}
              care={<CareSection note={open} care={notes.care} onApart={() => void notes.same.unmerge(open.id)} />}
              links={<LinksSection note={open} care={notes.care} />}
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
