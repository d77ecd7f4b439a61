/** One rule set open: editor, forms, tests and versions in tabs; beside them try a claim and health; below, what saving would change. */
import { ListChecks, PanelRight } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useKeys } from '../../../core/keys.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { Rules } from '../actions.ts'
import type { Workbench } from '../workbench.ts'
import { EditorHost } from './EditorHost.tsx'
import { HealthCard } from './HealthCard.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { SaveBar } from './SaveBar.tsx'
import { ShareTools } from './ShareTools.tsx'
import { TestsTab } from './TestsTab.tsx'
import { TryPanel } from './TryPanel.tsx'

const VersionsTab = lazy(() => import('./VersionsTab.tsx'))
const FormsTab = lazy(() => import('../forms/FormsTab.tsx'))
const OutsideChange = lazy(() => import('./OutsideChange.tsx'))

type Tab = 'rules' | 'forms' | 'tests' | 'versions'
/** From this width on the panel beside the work is open from the start. */
const ROOMY = 1100
/** Below this width it is a sheet over the work. */
const SHEET = 900

interface WorkbenchPanelProps {
  readonly rules: Rules
  readonly bench: Workbench
  readonly line: number | undefined
  readonly rule: string | undefined
}

/** Nothing but a title, comments and blanks: a form is the easier beginning. */
const isBlank = (text: string): boolean => text.replace(/^\s*(?:ruleset\b.*|#.*)$/gm, '').trim() === ''

/** The line of a rule that may have moved since it was linked. */
function lineOf(text: string, rule: string | undefined, line: number | undefined): number | undefined {
  if (rule) {
    const id = rule.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const found = new RegExp(`^[ \\t]*(?:rule|define|fact|policy|wording|judge)\\s+${id}(?![\\p{L}\\p{N}_])`, 'mu').exec(text)
    if (found) return text.slice(0, found.index).split('\n').length
  }
  return line
}

export function WorkbenchPanel({ rules, bench, line, rule }: WorkbenchPanelProps) {
  const { core, store, session } = bench
  const { info, text, dirty, health, outside, renaming } = useStore(store)
  const [tab, setTab] = useState<Tab>(() => (isBlank(session.text()) ? 'forms' : 'rules'))
  const [aside, setAside] = useState(window.innerWidth >= ROOMY)
  const [editing, setEditing] = useState<{ from: number; to: number }>()
  const draft = useMemo(() => (dirty ? { set: bench.id, text } : undefined), [bench.id, dirty, text])
  const tests = health.result?.tests.filter((test) => test.set === bench.id) ?? []
  const failing = tests.filter((test) => !test.pass).length

  const shown = useRef('')
  useEffect(() => {
    const key = `${line ?? ''}/${rule ?? ''}`
    if (key === '/' || shown.current === key) return
    shown.current = key
    const at = lineOf(session.text(), rule, line)
    // The editor is in the page by the next frame; its tab was shown from the start.
    if (at) requestAnimationFrame(() => session.showLine(at))
  }, [session, line, rule])

  const add = useCallback(
    (addition: string) => {
      setTab('rules')
      requestAnimationFrame(() => bench.insert(addition))
    },
    [bench],
  )
  useKeys({
    // Where the panel lies over the work, Esc takes it away.
    Escape: () => window.innerWidth < SHEET && setAside(false),
    'Mod+S': (event) => (event.preventDefault(), window.dispatchEvent(new CustomEvent('rules:save', { detail: bench.id }))),
  })

  const tabs: readonly { id: Tab; name: string }[] = [
    { id: 'rules', name: 'Rules' },
    { id: 'forms', name: 'Forms' },
    { id: 'tests', name: `Tests${tests.length ? ` ${tests.length} ${failing ? '✕' : '✓'}` : ''}` },
    { id: 'versions', name: 'Versions' },
  ]
  return (
    <Page
      title={info.title}
      asideLabel="Try a claim and health"
      onCloseAside={() => setAside(false)}
      aside={
        aside ? (
          <TryPanel core={core} draft={draft} onAdd={add}>
            <HealthCard bench={bench} onShow={(at) => (setTab('rules'), requestAnimationFrame(() => session.showLine(at)))} />
            <ShareTools rules={rules} bench={bench} onNew={() => (setEditing(undefined), setTab('forms'))} onAdd={add} />
          </TryPanel>
        ) : undefined
      }
      tools={
        <>
          <div role="tablist" aria-label="Views of this rule set" className="flex gap-0.5">
            {tabs.map(({ id, name }, index) => (
              <button
                key={id}
                type="button"
                role="tab"
                id={`tab-${id}`}
                aria-selected={tab === id}
                aria-controls="rules-work"
                tabIndex={tab === id ? 0 : -1}
                onClick={() => setTab(id)}
                onKeyDown={(event) => {
                  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
                  const next = tabs[(index + step + tabs.length) % tabs.length]
                  if (!step || !next) return
                  setTab(next.id)
                  document.getElementById(`tab-${next.id}`)?.focus()
                }}
                className={`h-8 rounded-lg px-3 text-[0.8125rem] whitespace-nowrap max-[1000px]:px-2 ${tab === id ? 'bg-chosen font-semibold' : 'text-soft hover:bg-hover hover:text-ink'}`}
              >
                {name}
              </button>
            ))}
          </div>
          <a href="#/rules" aria-label="All rule sets" title="All rule sets" className="inline-flex size-7 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink">
            <ListChecks size={16} aria-hidden="true" />
          </a>
          <IconButton label={aside ? 'Hide try a claim and health' : 'Try a claim, health and share'} icon={<PanelRight size={16} />} aria-pressed={aside} onClick={() => setAside(!aside)} />
        </>
      }
    >
      <div id="rules-work" role="tabpanel" aria-labelledby={`tab-${tab}`} className="flex min-h-0 grow flex-col">
        {outside ? (
          <Suspense fallback={<Skeleton />}>
            <OutsideChange bench={bench} />
          </Suspense>
        ) : tab === 'rules' ? (
          <EditorHost
            bench={bench}
            onForm={(place) => {
              setEditing(place)
              setTab('forms')
            }}
          />
        ) : (
          <Suspense fallback={<Skeleton />}>
            {tab === 'forms' ? (
              <FormsTab
                key={editing ? `${editing.from}` : 'new'}
                bench={bench}
                editing={editing}
                onDone={() => {
                  setEditing(undefined)
                  setTab('rules')
                }}
                onInsert={(addition, over) => {
                  setEditing(undefined)
                  setTab('rules')
                  requestAnimationFrame(() => bench.insert(addition, over))
                }}
              />
            ) : tab === 'tests' ? (
              <TestsTab bench={bench} tests={tests} onShow={(at) => (setTab('rules'), requestAnimationFrame(() => session.showLine(at)))} onAdd={add} />
            ) : (
              <VersionsTab bench={bench} />
            )}
          </Suspense>
        )}
      </div>
      <SaveBar bench={bench} />
      {renaming === undefined ? null : <RenameDialog bench={bench} at={renaming} />}
    </Page>
  )
}
