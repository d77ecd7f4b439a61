/** How an answer took its time: what ran beside what, what waited, and what the end hung on; as a picture or as a table. */
import { ChartGantt, Table, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TurnState } from '../../../../shared/turn/foldTurn.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TimelineChart } from './TimelineChart.tsx'
import { TimelineTable } from './TimelineTable.tsx'
import { rowsOf, spanClaims, spanWords, type Timing, timelineSummary } from './timelineWords.ts'

interface TimelineDialogProps {
  readonly turn: Pick<TurnState, 'claims' | 'withdrawn'>
  readonly timing: Timing
  readonly onClose: () => void
}

export default function TimelineDialog({ turn, timing, onClose }: TimelineDialogProps) {
  const [asTable, setAsTable] = useState(false)
  const rows = useMemo(() => rowsOf(timing.spans), [timing])
  const summary = useMemo(() => timelineSummary(timing).join(' '), [timing])
  return (
    <Dialog label="Timeline" onClose={onClose} className="w-[50rem] max-w-[calc(100vw-2rem)]">
      <div className="flex max-h-[min(85vh,44rem)] flex-col text-ink">
        <header className="flex shrink-0 items-center gap-2 border-b border-line py-2.5 pr-3 pl-5">
          <h2 className="grow text-[0.9375rem]">Timeline</h2>
          <Button tone="quiet" icon={asTable ? <ChartGantt size={15} /> : <Table size={15} />} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show the picture' : 'Show as a table'}
          </Button>
          <IconButton label="Close" keys="Esc" icon={<X size={16} />} onClick={onClose} data-autofocus="" />
        </header>
        <div className="min-h-0 overflow-y-auto px-5 py-4" tabIndex={0} role="group" aria-label="What ran when">
          <p className="figures mb-4">{summary}</p>
          {asTable ? <TimelineTable spans={timing.spans} aboutOf={(span) => spanClaims(span, turn)} /> : <TimelineChart rows={rows} wordsOf={(span) => spanWords(span, turn)} label={summary} />}
        </div>
      </div>
    </Dialog>
  )
}
