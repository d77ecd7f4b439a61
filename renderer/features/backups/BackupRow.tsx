/** One backup: when it was taken and what it holds, whether it was proven, and what can be done with it. */
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { Backup } from '../../../shared/model/backup.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { inCounts } from './words.ts'

interface BackupRowProps {
  readonly backup: Backup
  readonly busy: boolean
  readonly onLook: () => void
  readonly onSave: () => void
  readonly onRemove: () => void
}

const reasons: Record<Backup['reason'], string> = { hourly: '', 'by-hand': 'by hand', 'before-restore': 'before a restore' }

const moment = (at: string): string => new Date(at).toLocaleString('en', { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

export function BackupRow({ backup, busy, onLook, onSave, onRemove }: BackupRowProps) {
  const { at, reason, counts, proven, fault } = backup
  const name = moment(at)
  const [asking, setAsking] = useState(false)
  return (
    <li className="flex items-center gap-3 border-t border-line px-4 py-2 first:border-0">
      <span className="min-w-0 grow">
        <span className="block">
          <time dateTime={at}>{name}</time>
          {reasons[reason] ? <span className="text-soft">, {reasons[reason]}</span> : null}
        </span>
        <span className="block truncate text-[0.8125rem] text-soft">{inCounts(counts)}</span>
        {fault !== undefined || proven === undefined ? <span className="block text-[0.8125rem] text-contradicted-ink">{fault === undefined ? 'Not proven yet.' : `Not to be trusted: ${fault}.`}</span> : null}
      </span>
      <Button disabled={busy} aria-label={`Restore the backup of ${name}`} onClick={onLook}>
        Restore …
      </Button>
      <Menu label={`The backup of ${name}`} align="end" trigger={<IconButton label={`More for the backup of ${name}`} icon={<MoreHorizontal size={16} />} disabled={busy} />}>
        <MenuItem onSelect={onSave}>Save as a file …</MenuItem>
        <MenuItem grave onSelect={() => setAsking(true)}>
          Delete this backup …
        </MenuItem>
      </Menu>
      {asking ? (
        <Dialog label="Delete this backup?" onClose={() => setAsking(false)} className="w-[26rem] max-w-[92vw]">
          <div className="flex flex-col gap-3.5 p-5">
            <h2 className="text-base font-semibold">Delete the backup of {name}?</h2>
            <p className="text-[0.8125rem] text-pretty text-soft">It cannot be brought back. Your workspace and the other backups stay as they are.</p>
            <div className="flex justify-end gap-2">
              <Button tone="quiet" data-autofocus="" onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button tone="grave" onClick={onRemove}>
                Delete it
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </li>
  )
}
