/** Connects the backups in the settings. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { BackupDesk } from './actions.ts'
import { BackupsView } from './BackupsView.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'

export function BackupsPanel({ desk, damaged = false }: { desk: BackupDesk; damaged?: boolean }) {
  const { core } = desk
  const hourly = useStore(core.settings.store, (state) => state.settings.hourlyBackups !== false)
  const state = useStore(desk.store)
  useEffect(() => {
    void desk.read()
  }, [desk])
  return (
    <>
      <BackupsView state={state} desk={desk} hourly={hourly} damaged={damaged} onHourly={(on) => void core.settings.change({ hourlyBackups: on })} />
      <RestoreDialog state={state} desk={desk} />
    </>
  )
}
