/** Opens the timeline of a turn that has one. */
import { ChartGantt } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { TurnState } from '../../../../shared/turn/foldTurn.ts'
import { IconButton } from '../../../ui/Button.tsx'

const TimelineDialog = lazy(() => import('./TimelineDialog.tsx'))

export function TimelineButton({ turn }: { turn: TurnState }) {
  const [open, setOpen] = useState(false)
  const { timing } = turn
  if (!timing?.spans.length) return null
  return (
    <>
      <IconButton label="Timeline" icon={<ChartGantt size={15} />} onClick={() => setOpen(true)} />
      <Suspense fallback={null}>{open ? <TimelineDialog turn={turn} timing={timing} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}
