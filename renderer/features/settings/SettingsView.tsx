/** The settings: who answers, model servers, appearance, the data folder, the sample library. */
import { Copy, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Settings } from '../../../shared/model/settings.ts'
import { desktopChoices } from '../../core/desktop.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../../ui/Section.tsx'
import type { Preferences, PreferencesState } from './actions.ts'
import { DeletedItems } from './DeletedItems.tsx'
import { DesktopSettings } from './DesktopSettings.tsx'
import { RepairSetting } from './RepairSetting.tsx'
import { ServerCard } from './ServerCard.tsx'
import { ServerForm } from './ServerForm.tsx'

interface SettingsViewProps {
  readonly settings: Settings
  readonly state: PreferencesState
  readonly info: { readonly version: string; readonly workspace: string; readonly sampleInstalled: boolean; readonly counts: { readonly history: number } } | undefined
  readonly preferences: Preferences
  /** The section of the backups. */
  readonly backups: ReactNode
  readonly onAppearance: (appearance: Settings['appearance']) => void
  readonly onRepairs: (repairs: number) => void
}

const appearances = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

export function SettingsView({ settings, state, info, preferences, backups, onAppearance, onRepairs }: SettingsViewProps) {
  const [adding, setAdding] = useState(false)
  const { servers, answerer } = settings
  return (
    <Page title="Settings">
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[50rem] px-6 pt-6 pb-16">
          <Section title="Models" hint="Your library always answers, with no model at all. A model can write, and what it writes is checked all the same.">
            <label className="flex items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3">
              <input type="radio" name="answerer" className="accent-accent" checked={answerer.kind === 'library'} onChange={() => void preferences.setAnswerer({ kind: 'library' })} />
              <span>
                <span className="block font-semibold">Your library</span>
                <span className="block text-[0.8125rem] text-soft">Quotes and derives from your own sources; it does not write.</span>
              </span>
            </label>
            <ul className="mt-2 flex flex-col gap-2">
              {servers.map((server) => (
                <li key={server.name}>
                  <ServerCard
                    server={server}
                    keyKept={state.keys[server.name]}
                    said={state.said[server.name]}
                    models={state.models[server.name]}
                    busy={state.busy === server.name}
                    answerer={answerer}
                    onTest={() => void preferences.test(server)}
                    onKey={(key) => void preferences.setKey(server.name, key)}
                    onRemove={() => void preferences.removeServer(server.name)}
                    onPick={(model) => void preferences.setAnswerer({ kind: 'model', server: server.name, model })}
                    onSave={(entered, key) => preferences.saveServer(entered, key, server.name)}
                  />
                </li>
              ))}
            </ul>
            <div className="mt-3">
              {adding ? (
                <ServerForm
                  onCancel={() => setAdding(false)}
                  onSave={async (entered, key) => {
                    const wrong = await preferences.saveServer(entered, key)
                    if (!wrong) setAdding(false)
                    return wrong
                  }}
                />
              ) : (
                <Button icon={<Plus size={15} />} onClick={() => setAdding(true)}>
                  Add a model server
                </Button>
              )}
            </div>
          </Section>
          <Section title="Repair" hint="A claim that your rules or sources contradict goes back to the model that wrote it, with the rule or the quote. What it withdraws stays below the answer.">
            <RepairSetting repairs={settings.repairs} onRepairs={onRepairs} />
          </Section>
          <Section title="Appearance">
            <Choices label="Appearance" value={settings.appearance} choices={appearances} onChange={onAppearance} />
          </Section>
          {desktopChoices ? (
            <Section title="Desktop" hint="What the app does outside its window.">
              <DesktopSettings choices={desktopChoices} />
            </Section>
          ) : null}
          <Section title="Sample library" hint="A few sources on data-centre efficiency, to see what the app does.">
            <Button disabled={!info || state.busy === 'sample'} onClick={() => void preferences.setSample(!info?.sampleInstalled)}>
              {info?.sampleInstalled ? 'Take the sample library out' : 'Put the sample library in'}
            </Button>
          </Section>
          {backups}
          <Section title="Deleted" hint="For thirty days it can be brought back; then it is gone for good.">
            <DeletedItems items={state.deleted} onRestore={(item) => void preferences.restore(item)} />
          </Section>
          <Section title="Data folder" hint="Everything stays in this one folder: database, originals, backups.">
            {info ? (
              <>
                <div className="flex items-center gap-1 rounded-lg border border-line bg-raised py-1 pr-1 pl-3">
                  <code className="min-w-0 grow font-mono text-xs break-all">{info.workspace}</code>
                  <IconButton label="Copy the path" icon={<Copy size={14} />} onClick={() => void navigator.clipboard.writeText(info.workspace)} />
                </div>
                <p className="mt-2 text-[0.8125rem] text-soft">
                  {info.counts.history.toLocaleString('en')} entries in the history · Plumbline {info.version}
                </p>
              </>
            ) : null}
          </Section>
        </div>
      </div>
    </Page>
  )
}
