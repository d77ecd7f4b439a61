/** The backups of the workspace: how they stand, making one, saving one as a file, going back to one. */
import { FolderUp, ShieldCheck, Stethoscope } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { Backup, BackupName } from '../../../shared/model/backup.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { when } from '../../ui/when.ts'
import type { BackupDesk, BackupsState } from './actions.ts'
import { BackupRow } from './BackupRow.tsx'
import { megabytes } from './words.ts'

interface BackupsViewProps {
  readonly state: BackupsState
  readonly desk: BackupDesk
  readonly hourly: boolean
  /** The database cannot be backed up or written to. */
  readonly damaged: boolean
  readonly onHourly: (on: boolean) => void
}

/** Rows shown before the rest is asked for. */
const FEW = 5

function SaveDialog({ backup, onSave, onClose }: { backup: Backup; onSave: (passphrase: string | undefined) => void; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState(false)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (passphrase !== again) return setWrong(true)
    onSave(passphrase === '' ? undefined : passphrase)
    onClose()
  }
  return (
    <Dialog label="Save the backup as a file" onClose={onClose} className="w-[30rem] max-w-[92vw]">
      <form className="flex flex-col gap-3.5 p-5" onSubmit={save}>
        <h2 className="text-base font-semibold">Save the backup as a file</h2>
        <p className="text-[0.8125rem] text-pretty text-soft">
          The file holds everything of {when(backup.at)} but your keys. With a passphrase nobody can open it without it, and nobody can bring a forgotten one back.
        </p>
        <Field label="Passphrase" type="password" autoComplete="new-password" data-autofocus="" value={passphrase} placeholder="None" onChange={(event) => setPassphrase(event.target.value)} />
        {passphrase ? <Field label="The same again" type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} /> : null}
        {wrong && passphrase !== again ? (
          <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
            The two passphrases differ.
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit">
            {passphrase ? 'Save it sealed' : 'Save it open'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Standing({ state, hourly }: { state: BackupsState; hourly: boolean }) {
  const { list } = state
  if (!list) return null
  const { backups, bytes, lastProven, check, trouble } = list
  return (
    <div className="flex flex-col gap-1">
      {lastProven === undefined ? (
        <p>{hourly ? 'There is no backup yet. The first is made after the first minutes of work.' : 'There is no backup yet, and the hourly ones are off.'}</p>
      ) : (
        <p className="flex items-baseline gap-2">
          <ShieldCheck size={15} aria-hidden="true" className="shrink-0 translate-y-0.5 text-verified-ink" />
          <span>
            Last proven by a restore: <strong className="font-semibold">{when(lastProven)}</strong>. {backups.length} backup{backups.length === 1 ? '' : 's'} in {megabytes(bytes)}.
          </span>
        </p>
      )}
      {check ? <p className={`text-[0.8125rem] ${check.ok ? 'text-soft' : 'text-contradicted-ink'}`}>{`${check.say} Full check: ${when(check.at)}.`}</p> : <p className="text-[0.8125rem] text-soft">The first full check comes by itself within the week.</p>}
      {trouble ? (
        <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
          The last hourly backup could not be made. {trouble}
        </p>
      ) : null}
    </div>
  )
}

/** What stands in the way of trusting the history, or of keeping keys well, with the one thing to do about it. */
function Remedies({ state, desk }: { state: BackupsState; desk: BackupDesk }) {
  const { history, keyring } = state
  const unanchored = history && !history.whole && history.say.includes('log anchor')
  const movable = keyring && keyring.trouble === undefined && keyring.inFile.length > 0
  return (
    <>
      {history && !history.whole ? (
        <div role="alert" className="mt-3 rounded-lg border border-line bg-raised px-4 py-3 text-[0.8125rem]">
          <p>{unanchored ? 'The head of the history, kept outside the database, was missing. Whether rows were cut off at the end cannot be told.' : `The history is broken: ${history.say}.`}</p>
          {unanchored ? (
            <Button className="mt-2" onClick={() => void desk.anchor()}>
              I know why: accept it as it stands
            </Button>
          ) : null}
        </div>
      ) : null}
      {movable ? (
        <div className="mt-3 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 text-[0.8125rem]">
          <span className="grow">The key of {keyring.inFile.join(', ')} is in a file that is not encrypted.</span>
          <Button onClick={() => void desk.moveKeys()}>Move into {keyring.name}</Button>
        </div>
      ) : null}
    </>
  )
}

export function BackupsView({ state, desk, hourly, damaged, onHourly }: BackupsViewProps) {
  const [saving, setSaving] = useState<Backup>()
  const [all, setAll] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const { list, work } = state
  const shown = all ? (list?.backups ?? []) : (list?.backups ?? []).slice(0, FEW)
  const on = (name: BackupName) => ({ onLook: () => void desk.look(name), onRemove: () => void desk.remove(name) })
  return (
    <Section title="Backups" hint="Each hour’s for a day, each day’s for a week, each week’s for four. A backup keeps what it held until it rotates away, also what you erase.">
      <Standing state={state} hourly={hourly} />
      {work ? (
        <div className="mt-3">
          <Bar label={work.doing} fraction={work.fraction} onStop={work.stop} />
        </div>
      ) : (
        <div className="mt-3 flex flex-wrap gap-2">
          {damaged ? null : <Button onClick={() => void desk.make()}>Make a backup now</Button>}
          <Button icon={<FolderUp size={15} />} onClick={() => file.current?.click()}>
            Restore from a file
          </Button>
          <Button tone="quiet" icon={<Stethoscope size={15} />} onClick={() => void desk.check()}>
            Check everything
          </Button>
        </div>
      )}
      <input ref={file} type="file" className="hidden" aria-hidden="true" tabIndex={-1} accept=".gz,.age,.tar" onChange={(event) => {
        const [chosen] = event.target.files ?? []
        if (chosen) void desk.lookAtFile(chosen)
        event.target.value = ''
      }} />
      {damaged ? null : (
        <label className="mt-3 flex items-center gap-3">
          <input type="checkbox" className="accent-accent" checked={hourly} onChange={(event) => onHourly(event.target.checked)} />
          <span>A backup each hour while Plumbline runs and something has changed</span>
        </label>
      )}
      <Remedies state={state} desk={desk} />
      {shown.length > 0 ? (
        <ul className="mt-3 flex max-h-96 flex-col overflow-y-auto rounded-xl border border-line bg-raised" aria-label="Backups">
          {shown.map((backup) => (
            <BackupRow key={backup.name} backup={backup} busy={work !== undefined} onSave={() => setSaving(backup)} {...on(backup.name)} />
          ))}
        </ul>
      ) : null}
      {list && list.backups.length > FEW && !all ? (
        <Button tone="quiet" className="mt-1" onClick={() => setAll(true)}>
          Show all {list.backups.length}
        </Button>
      ) : null}
      {list ? <p className="mt-2 text-[0.8125rem] text-soft">They are kept in <code className="font-mono text-xs break-all">{list.folder}</code>. Save one as a file on another disk now and then: what is on one disk goes with that disk.</p> : null}
      {saving ? <SaveDialog backup={saving} onSave={(passphrase) => void desk.save(saving.name, passphrase)} onClose={() => setSaving(undefined)} /> : null}
    </Section>
  )
}
