/** What belongs to the desktop app alone: the quick question, spelling, new versions. */
import { useState } from 'react'
import { useStore } from 'zustand'
import type { DesktopPrefs } from '../../../shared/contract/desktop.ts'
import type { DesktopChoices } from '../../core/desktop.ts'
import { Button } from '../../ui/Button.tsx'
import { acceleratorOf, inWords } from './accelerator.ts'

interface SwitchProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

function Switch({ label, hint, on, onChange }: SwitchProps) {
  return (
    <label className="flex items-start gap-3 py-1.5">
      <input type="checkbox" className="mt-1 accent-accent" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>
        <span className="block">{label}</span>
        {hint ? <span className="block text-[0.8125rem] text-pretty text-soft">{hint}</span> : null}
      </span>
    </label>
  )
}

function Keys({ keys, mac, onChange }: { keys: string; mac: boolean; onChange: (keys: string) => void }) {
  const [listening, setListening] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-2 py-1 pl-7">
      <kbd className="rounded-md border border-line-strong bg-raised px-2 py-0.5 font-sans text-[0.8125rem]">{inWords(keys, mac)}</kbd>
      <Button
        aria-pressed={listening}
        onClick={() => setListening(!listening)}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          if (!listening) return
          event.stopPropagation()
          if (event.key === 'Tab') return setListening(false)
          event.preventDefault()
          if (event.key === 'Escape') return setListening(false)
          const pressed = acceleratorOf(event.nativeEvent, mac)
          if (pressed === undefined) return
          setListening(false)
          onChange(pressed)
        }}
      >
        {listening ? 'Press the new keys …' : 'Change the keys'}
      </Button>
    </div>
  )
}

export function DesktopSettings({ choices }: { choices: DesktopChoices }) {
  const state = useStore(choices.store, (store) => store.state)
  if (!state) return null
  const { prefs, platform } = state
  const change = (what: Partial<DesktopPrefs>): void => void choices.change(what)
  return (
    <div className="-mt-1.5 flex flex-col gap-1">
      <Switch
        label="Ask from anywhere"
        hint="A place in the tray, and keys that open a small field over whatever you do. Plumbline then stays open when its window is closed."
        on={prefs.quickAsk}
        onChange={(quickAsk) => change({ quickAsk })}
      />
      {prefs.quickAsk ? <Keys keys={prefs.quickAskKeys} mac={platform === 'darwin'} onChange={(quickAskKeys) => change({ quickAskKeys })} /> : null}
      {state.quickAskSays ? (
        <p role="alert" className="pl-7 text-[0.8125rem] text-contradicted-ink">
          {state.quickAskSays}
        </p>
      ) : null}
      <Switch label="Underline spelling mistakes" hint={state.spellingSays} on={prefs.spelling} onChange={(spelling) => change({ spelling })} />
      <Switch label="Look for new versions" hint={state.updatesSay} on={prefs.updates} onChange={(updates) => change({ updates })} />
    </div>
  )
}
