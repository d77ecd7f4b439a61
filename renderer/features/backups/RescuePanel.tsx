/** The whole window when the database is damaged: what happened, and the backups to go back to. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { Page } from '../../ui/Page.tsx'
import type { BackupDesk } from './actions.ts'
import { BackupsPanel } from './BackupsPanel.tsx'
import { Button } from '../../ui/Button.tsx'

export function RescuePanel({ desk, damage }: { desk: BackupDesk; damage: string }) {
  const list = useStore(desk.store, (state) => state.list)
  useEffect(() => {
    void desk.read()
  }, [desk])
  const good = list?.backups.find(({ proven, fault }) => proven !== undefined && fault === undefined)
  return (
    <Page title="The database is damaged">
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[50rem] px-6 pt-6 pb-16">
          <p role="alert" className="max-w-[62ch] text-pretty">
            {damage}
          </p>
          {good ? (
            <p className="mt-4 flex flex-wrap items-center gap-3">
              <span>
                The newest good backup is of <strong className="font-semibold">{new Date(good.at).toLocaleString('en', { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })}</strong>.
              </span>
              <Button tone="primary" onClick={() => void desk.look(good.name)}>
                Look at it and restore
              </Button>
            </p>
          ) : list ? (
            <p className="mt-4">There is no good backup here. If you have saved one as a file, restore it below.</p>
          ) : null}
          <div className="mt-8">
            <BackupsPanel desk={desk} damaged />
          </div>
        </div>
      </div>
    </Page>
  )
}
