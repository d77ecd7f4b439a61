/** The file was saved by somebody else while there were unsaved changes: both texts side by side, and what to do with them. */
import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../../ui/Button.tsx'
import type { Workbench } from '../workbench.ts'
import { MergeHost } from './MergeHost.tsx'

export default function OutsideChange({ bench }: { bench: Workbench }) {
  const { outside, info } = useStore(bench.store)
  const [mine] = useState(() => bench.session.text())
  const [merged, setMerged] = useState(mine)
  if (!outside) return null
  const keep = async (): Promise<void> => {
    bench.session.replace(merged)
    await bench.save({ over: true })
  }
  return (
    <>
      <div role="alert" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-5 py-2.5 text-[0.8125rem]">
        <p className="min-w-64 grow basis-0">
          <span className="font-semibold">{info.file} was changed outside while you were editing it.</span> <span className="text-soft">Left is the file as it is now, right are your changes; nothing is lost. Take single changes over with the arrows, or edit the right side.</span>
        </p>
        <Button onClick={bench.takeOutside}>Take the file</Button>
        <Button tone="primary" onClick={() => void keep()}>
          Save the right side
        </Button>
      </div>
      <MergeHost left={{ label: 'The file as it is now', text: outside.text }} right={{ label: 'Your changes', text: mine }} onChange={setMerged} />
    </>
  )
}
