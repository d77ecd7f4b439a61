/** Connects the settings. */
import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import type { Preferences } from './actions.ts'
import { SettingsView } from './SettingsView.tsx'

export function SettingsPanel({ preferences, backups }: { preferences: Preferences; backups: ReactNode }) {
  const { core } = preferences
  const settings = useStore(core.settings.store, (state) => state.settings)
  const state = useStore(preferences.store)
  const info = useStore(core.info.store, ({ info: known }) => known)
  useEffect(() => {
    void preferences.readKeys()
    void preferences.readDeleted()
  }, [preferences])
  return <SettingsView settings={settings} state={state} info={info} preferences={preferences} backups={backups} onAppearance={(appearance) => void core.settings.change({ appearance })} onRepairs={(repairs) => void core.settings.change({ repairs })} />
}
