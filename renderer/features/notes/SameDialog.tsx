/** Notes that say the same, side by side: one of them takes the others in, or they are left apart. */
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import { Button } from '../../ui/Button.tsx'
import { VerdictChip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { langOf } from '../../ui/langOf.ts'
import { when } from '../../ui/when.ts'
import type { SameNotes } from './sameNotes.ts'

function Group({ group, same }: { group: readonly NoteRow[]; same: SameNotes }) {
  return (
    <li className="border-b border-line py-4 last:border-b-0">
      <ul className="flex flex-wrap gap-4">
        {group.map((row) => (
          <li key={row.id} className="flex min-w-0 grow basis-56 flex-col items-start gap-2">
            <p dir="auto" lang={langOf(row.statement)} className="line-clamp-6 break-words">
              {row.statement}
            </p>
            <p className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-soft">
              <VerdictChip verdict={row.verdict} by={row.by} />
              {row.topic ? <bdi>{row.topic}</bdi> : null}
              {row.tags.map((tag) => (
                <bdi key={tag}>#{tag}</bdi>
              ))}
              <time dateTime={row.created}>{when(row.created)}</time>
            </p>
            <Button onClick={() => void same.merge(group, row.id)}>Merge into this one</Button>
          </li>
        ))}
      </ul>
      <Button tone="quiet" className="mt-2" onClick={() => void same.leave(group)}>
        Leave them apart
      </Button>
    </li>
  )
}

export function SameDialog({ groups, same, onClose }: { groups: readonly (readonly NoteRow[])[]; same: SameNotes; onClose: () => void }) {
  return (
    <Dialog label="Notes that say the same" onClose={onClose} className="w-[46rem] max-w-[94vw]">
      <div className="flex max-h-[80vh] flex-col p-5">
        <div className="flex items-center gap-2">
          <h2 className="grow text-[0.9375rem] font-semibold">Notes that say the same</h2>
          <Button onClick={onClose}>Close</Button>
        </div>
        <p className="mt-1 text-[0.8125rem] text-soft">By their words, numbers and denials. The note that you choose takes the tags of the others along; nothing of them is lost, and they can be taken apart again.</p>
        <div className="min-h-0 overflow-y-auto" tabIndex={0} role="group" aria-label="Groups of notes">
          {groups.length ? <ul>{groups.map((group) => <Group key={group[0]!.id} group={group} same={same} />)}</ul> : <p className="py-8 text-center text-soft">No two notes say the same.</p>}
        </div>
      </div>
    </Dialog>
  )
}
