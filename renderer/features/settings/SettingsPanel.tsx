/** Connects the settings. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Preferences } from './actions.ts'
import { SettingsView } from './SettingsView.tsx'

export function SettingsPanel({ preferences }: { preferences: Preferences }) {
  const { core } = preferences
  const settings = useStore(core.settings.store, (state) => state.settings)
  const state = useStore(preferences.store)
  const info = useStore(core.info.store, ({ info: known }) => known)
  useEffect(() => {
    void preferences.readKeys()
    void preferences.readDeleted()
  }, [preferences])
  return <SettingsView settings={settings} state={state} info={info} preferences={preferences} onAppearance={(appearance) => void core.settings.change({ appearance })} />
}
