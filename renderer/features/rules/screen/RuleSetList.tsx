/** The list of rule sets: what is in each, which hold, and how to begin when there is none. */
import { FilePlus2, MoreHorizontal, PanelRight, Scale, Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Impact } from '../../../../shared/contract/ruleContract.ts'
import type { RuleSetInfo } from '../../../../shared/model/ruleSet.ts'
import { useKeys } from '../../../core/keys.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { when } from '../../../ui/when.ts'
import type { Rules } from '../actions.ts'
import { ImpactDialog } from './ImpactDialog.tsx'
import { NameDialog } from './NameDialog.tsx'
import { TryPanel } from './TryPanel.tsx'

interface Sample {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly rules: number
  readonly facts: number
}

/** From this width on the panel beside the list is open from the start. */
const ROOMY = 1100

const counted = (count: number, one: string, many: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`
const byWords: Record<RuleSetInfo['by'], string> = { person: 'saved', outside: 'changed outside', sample: 'from the sample', import: 'imported' }

function useSamples(rules: Rules): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  useEffect(() => {
    rules.core.connection.client.rules.samples({}).then(setSamples, () => undefined)
  }, [rules])
  return samples
}

function Samples({ rules, samples }: { rules: Rules; samples: readonly Sample[] }) {
  if (samples.length === 0) return null
  return (
    <section aria-label="Sets to start from" className="mt-8">
      <h2 className="mb-2 text-[0.8125rem] text-soft">Sets to start from</h2>
      <ul className="flex flex-col gap-2">
        {samples.map((sample) => (
          <li key={sample.name}>
            <button type="button" onClick={() => void rules.startFrom(sample.name)} className="w-full rounded-xl border border-line bg-raised px-4 py-3 text-left hover:border-line-strong">
              <span className="font-semibold">{sample.title}</span>
              <span className="ml-2 text-[0.8125rem] text-soft">
                {counted(sample.rules, 'rule', 'rules')}, {counted(sample.facts, 'fact', 'facts')}
              </span>
              <span className="block text-[0.8125rem] text-soft">{sample.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ rules, set, onRename, onRemove }: { rules: Rules; set: RuleSetInfo; onRename: () => void; onRemove: () => void }) {
  return (
    <li className="-mx-3 flex items-center gap-3 rounded-xl px-3 hover:bg-hover/60">
      <label className="flex size-7 shrink-0 items-center justify-center" title={set.on ? 'Holds. Click to switch it off.' : 'Switched off. Click to let it hold.'}>
        <input type="checkbox" className="size-4 accent-[var(--accent)]" checked={set.on} onChange={(event) => void rules.switchSet(set, event.target.checked)} aria-label={`“${set.title}” holds`} />
      </label>
      <a href={`#/rules/${set.id}`} className="min-w-0 grow py-3">
        <span className={`block truncate font-semibold ${set.on ? '' : 'text-soft'}`}>
          <bdi>{set.title}</bdi>
        </span>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-soft">
          <bdi>{set.file}</bdi>
          <span>
            {counted(set.rules, 'rule', 'rules')}, {counted(set.facts, 'fact', 'facts')}
          </span>
          {set.sealedRules ? <span>{set.sealedRules} sealed</span> : null}
          {set.errors ? <Chip tone="contradicted">{counted(set.errors, 'mistake', 'mistakes')}</Chip> : null}
          {set.warnings ? <Chip tone="open">{counted(set.warnings, 'warning', 'warnings')}</Chip> : null}
          <span>
            version {set.number}, {byWords[set.by]} <time dateTime={set.changedAt}>{when(set.changedAt)}</time>
          </span>
        </span>
      </a>
      <Menu label={`More for “${set.title}”`} align="end" trigger={<IconButton label={`More for “${set.title}”`} icon={<MoreHorizontal size={16} />} />}>
        <MenuItem onSelect={onRename}>Rename the file</MenuItem>
        <MenuItem onSelect={() => void rules.exportSet(set)}>Export</MenuItem>
        <MenuItem grave onSelect={onRemove}>
          Remove
        </MenuItem>
      </Menu>
    </li>
  )
}

export function RuleSetList({ rules }: { rules: Rules }) {
  const sets = useStore(rules.core.ruleSets.store, (state) => state.sets)
  const unread = useStore(rules.core.ruleSets.store, (state) => state.unread)
  const samples = useSamples(rules)
  const picker = useRef<HTMLInputElement>(null)
  const [aside, setAside] = useState(window.innerWidth >= ROOMY)
  useKeys({ Escape: () => setAside(false) })
  const [renaming, setRenaming] = useState<RuleSetInfo>()
  const [removing, setRemoving] = useState<{ set: RuleSetInfo; impact: Impact }>()
  /** What leans on the set is listed first; with nothing leaning on it, it goes at once. */
  const remove = async (set: RuleSetInfo): Promise<void> => {
    const impact = await rules.leansOn(set)
    if (impact) setRemoving({ set, impact })
    else await rules.remove(set)
  }
  const fresh = (): void => void rules.create('my rules', 'ruleset "My rules"\n')
  return (
    <Page
      title="Rules"
      asideLabel="Try a claim"
      onCloseAside={() => setAside(false)}
      aside={aside && sets?.length ? <TryPanel core={rules.core} /> : undefined}
      tools={
        sets?.length ? (
          <>
            <Button icon={<Upload size={15} />} onClick={() => picker.current?.click()}>
              Import
            </Button>
            <Button icon={<FilePlus2 size={15} />} onClick={fresh}>
              New rule set
            </Button>
            <IconButton label={aside ? 'Hide try a claim' : 'Try a claim'} icon={<PanelRight size={16} />} aria-pressed={aside} onClick={() => setAside(!aside)} />
          </>
        ) : undefined
      }
    >
      <input
        ref={picker}
        type="file"
        accept=".rules,.txt,text/plain"
        multiple
        hidden
        aria-label="Rule files to import"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void rules.importFiles(files)
        }}
      />
      {sets === undefined ? (
        <Skeleton />
      ) : (
        <div className="min-h-0 grow overflow-y-auto">
          <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
            {sets.length === 0 ? (
              <Empty
                icon={<Scale size={28} strokeWidth={1.5} />}
                title="What holds for you, in your own words"
                action={
                  <>
                    <Button tone="primary" onClick={fresh}>
                      Write your first rule
                    </Button>
                    <Button onClick={() => picker.current?.click()}>Import a .rules file</Button>
                  </>
                }
              >
                Write down what always holds and what you know. From then on every answer is held against it, and a claim that cannot be true is shown as contradicted, with the reason.
              </Empty>
            ) : (
              <>
                <p className="mb-3 text-[0.8125rem] text-soft">Sets that are switched on hold together and share their names. A conversation can choose its own.</p>
                <ul aria-label="Rule sets" className="divide-y divide-line">
                  {sets.map((set) => (
                    <Row key={set.id} rules={rules} set={set} onRename={() => setRenaming(set)} onRemove={() => void remove(set)} />
                  ))}
                </ul>
              </>
            )}
            {unread.map(({ file, why }) => (
              <p key={file} role="status" className="mt-3 text-[0.8125rem] text-contradicted-ink">
                <bdi>{file}</bdi> in your rules folder is not used: {why}.
              </p>
            ))}
            <Samples rules={rules} samples={samples} />
          </div>
        </div>
      )}
      {renaming ? (
        <NameDialog
          title="Rename the file"
          label="File name"
          value={renaming.file.replace(/\.rules$/, '')}
          onClose={() => setRenaming(undefined)}
          onDone={(name) => {
            setRenaming(undefined)
            void rules.rename(renaming, name)
          }}
        />
      ) : null}
      {removing ? (
        <ImpactDialog
          core={rules.core}
          impact={removing.impact}
          doing="removing"
          action={`Remove “${removing.set.title}”`}
          onClose={() => setRemoving(undefined)}
          onSave={() => {
            setRemoving(undefined)
            void rules.remove(removing.set)
          }}
        />
      ) : null}
    </Page>
  )
}
