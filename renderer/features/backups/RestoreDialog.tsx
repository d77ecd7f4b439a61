/** Before a restore: the passphrase of a sealed file, what would change, and the decision. */
import { type FormEvent, useState } from 'react'
import type { RestorePreview } from '../../../shared/model/backup.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import type { BackupDesk, BackupsState, SealedFile } from './actions.ts'
import { inCounts } from './words.ts'

function Unseal({ sealed, desk }: { sealed: SealedFile; desk: BackupDesk }) {
  const [passphrase, setPassphrase] = useState('')
  const open = (event: FormEvent): void => {
    event.preventDefault()
    if (passphrase !== '') void desk.unseal(passphrase)
  }
  return (
    <Dialog label="Open the sealed backup" onClose={() => void desk.forget()} className="w-[26rem] max-w-[92vw]">
      <form className="flex flex-col gap-3.5 p-5" onSubmit={open}>
        <h2 className="text-base font-semibold">Open the sealed backup</h2>
        <p className="truncate text-[0.8125rem] text-soft">
          <bdi>{sealed.name}</bdi>
        </p>
        <Field label="Passphrase" type="password" autoComplete="off" data-autofocus="" value={passphrase} onChange={(event) => setPassphrase(event.target.value)} />
        {sealed.wrong ? (
          <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
            This passphrase does not open it.
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={() => void desk.forget()}>
            Cancel
          </Button>
          <Button tone="primary" type="submit">
            Open it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const nouns: Record<RestorePreview['goes'][number]['noun'], string> = { conversation: 'Conversation', source: 'Source', note: 'Note', 'rule set': 'Rule set' }

function Names({ title, names }: { title: string; names: RestorePreview['goes'] }) {
  if (names.length === 0) return null
  return (
    <section>
      <h3 className="text-[0.8125rem] font-semibold">{title}</h3>
      <ul className="mt-1 max-h-40 overflow-y-auto rounded-lg border border-line px-3 py-1.5 text-[0.8125rem]">
        {names.map((one, index) => (
          <li key={index} className="flex gap-2 py-0.5">
            <span className="shrink-0 text-soft">{nouns[one.noun]}</span>
            <bdi className="min-w-0 truncate">{one.name}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Preview({ preview, desk }: { preview: RestorePreview; desk: BackupDesk }) {
  const { at, then, now, goes, comes } = preview
  const moment = new Date(at).toLocaleString('en', { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
  return (
    <Dialog label="Restore this backup?" onClose={() => void desk.forget()} className="w-[34rem] max-w-[92vw]">
      <div className="flex flex-col gap-3.5 p-5">
        <h2 className="text-base font-semibold">Restore the backup of {moment}?</h2>
        <table className="text-[0.8125rem]">
          <tbody>
            <tr>
              <th scope="row" className="pr-4 text-left font-normal text-soft">Then</th>
              <td>{inCounts(then)}</td>
            </tr>
            <tr>
              <th scope="row" className="pr-4 text-left font-normal text-soft">Now</th>
              <td>{now ? inCounts(now) : 'cannot be read: the database is damaged'}</td>
            </tr>
          </tbody>
        </table>
        <Names title="Here now, and not in the backup" names={goes} />
        <Names title="In the backup, and not here now" names={comes} />
        {goes.length + comes.length === 0 && now ? <p className="text-[0.8125rem]">Nothing has come or gone since; what was changed goes back to how it was.</p> : null}
        <p className="text-[0.8125rem] text-pretty text-soft">
          {now ? 'What is here now is backed up first, so that you can come back to it.' : 'The damaged database is put aside, not deleted.'} Keys stay as they are. Plumbline then starts again.
        </p>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" data-autofocus="" onClick={() => void desk.forget()}>
            Leave everything as it is
          </Button>
          <Button tone="primary" onClick={() => void desk.restore()}>
            Restore
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

export function RestoreDialog({ state, desk }: { state: BackupsState; desk: BackupDesk }) {
  const { preview, sealed, restarting } = state
  if (restarting) {
    return (
      <p role="status" className="rise lifted fixed top-3 left-1/2 z-40 -translate-x-1/2 rounded-lg border border-line bg-raised px-3.5 py-1.5 text-[0.8125rem]">
        The backup is being put in place. Plumbline starts again in a moment.
      </p>
    )
  }
  if (preview) return <Preview preview={preview} desk={desk} />
  return sealed ? <Unseal key={sealed.upload} sealed={sealed} desk={desk} /> : null
}
