/** What keeps one note true: why it is stale, checking it again, its wording, the person's word for it, retracting it, and why it is believed. */
import { CircleHelp, PenLine, RotateCw, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Cascade, Why } from '../../../shared/contract/noteContract.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Button } from '../../ui/Button.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { when } from '../../ui/when.ts'
import type { NoteCare } from './care.ts'

type Open = 'wording' | 'vouch' | 'retract' | 'why'

interface AskProps {
  readonly label: string
  readonly verb: string
  readonly start?: string
  readonly long?: boolean
  readonly children?: ReactNode
  readonly onSave: (text: string) => Promise<boolean>
  readonly onClose: () => void
}

/** One text that is asked for, with its verb. */
function Ask({ label, verb, start = '', long = false, children, onSave, onClose }: AskProps) {
  const [text, setText] = useState(start)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    if (await onSave(text)) onClose()
    else setBusy(false)
  }
  const shared = { 'aria-label': label, placeholder: label, value: text, disabled: busy, autoFocus: true, dir: 'auto' as const }
  return (
    <div className="flex flex-col gap-2">
      {children}
      {long ? <textarea {...shared} rows={5} className={`${fieldClass} !h-auto py-1.5`} onChange={(event) => setText(event.target.value)} /> : <input {...shared} maxLength={1000} className={fieldClass} onChange={(event) => setText(event.target.value)} />}
      <div className="flex gap-2">
        <Button tone="primary" disabled={busy || (verb !== 'Retract' && text.trim() === '')} onClick={() => void save()}>
          {verb}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

function WhyAnswer({ why }: { why: Why }) {
  return (
    <div className="rounded-lg bg-hover px-3 py-2 text-[0.8125rem]" role="status">
      <p className="font-semibold">{why.same ? `Made again from what was stored, the verdict is the same: ${why.now.verdict}.` : `Made again from what was stored, it is ${why.now.verdict}; it was ${why.was.verdict}.`}</p>
      {why.changed.length ? <ul className="mt-1 list-disc pl-4">{why.changed.map((line) => <li key={line} dir="auto">{line}</li>)}</ul> : null}
      {why.quotes.length ? <p className="mt-1 text-soft">{why.quotes.filter(({ stands }) => stands).length} of {why.quotes.length} quotes stand in their frozen texts, word for word.</p> : null}
      {why.rules.versions.length ? <p className="mt-1 text-soft">Rules: {why.rules.versions.join('; ')}.</p> : null}
    </div>
  )
}

/** `onApart`: the notes that stand behind it are to be notes of their own again. */
export function CareSection({ note, care, onApart }: { note: Note; care: NoteCare; onApart: () => void }) {
  const [open, setOpen] = useState<Open>()
  const [why, setWhy] = useState<Why>()
  const [cascade, setCascade] = useState<Cascade>()
  const close = (): void => setOpen(undefined)
  const askWhy = async (): Promise<void> => {
    setWhy(undefined)
    setOpen('why')
    setWhy(await care.why(note.id))
  }
  const askRetract = async (): Promise<void> => {
    setCascade(await care.cascade(note.id))
    setOpen('retract')
  }
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3" aria-label="Keep it true">
      {note.vouched ? (
        <p dir="auto" className="rounded-lg bg-hover px-3 py-2 text-[0.8125rem] break-words">
          You vouch for it, since {when(note.vouched.at)}: {note.vouched.reason}
        </p>
      ) : null}
      {note.retracted ? (
        <p dir="auto" className="rounded-lg bg-open-tint px-3 py-2 text-[0.8125rem] break-words">
          Retracted {when(note.retracted.at)}{note.retracted.reason ? `: ${note.retracted.reason}` : '.'}
        </p>
      ) : null}
      {note.keptBy ? <p className="text-[0.8125rem] text-soft">Kept by your policy “{note.keptBy.name}”.</p> : null}
      {note.merged?.length ? (
        <p className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-soft">
          {note.merged.length === 1 ? 'One note that says the same stands behind it.' : `${note.merged.length} notes that say the same stand behind it.`}
          <Button tone="quiet" onClick={onApart}>
            Take them apart
          </Button>
        </p>
      ) : null}
      {note.helped ? <p className="text-[0.8125rem] text-soft">It helped {note.helped === 1 ? 'one answer' : `${note.helped} answers`}.</p> : null}
      <div className="flex flex-wrap gap-2">
        <Button icon={<RotateCw size={14} />} onClick={() => void care.verify({ ids: [note.id] })}>
          Check again
        </Button>
        <Button icon={<CircleHelp size={14} />} onClick={() => void askWhy()}>
          Why do I believe this?
        </Button>
        <Button icon={<PenLine size={14} />} onClick={() => setOpen('wording')}>
          Change the wording
        </Button>
        {note.vouched ? <Button onClick={() => void care.vouch(note.id, '')}>Take back my word</Button> : <Button onClick={() => setOpen('vouch')}>I vouch for it</Button>}
        {note.status === 'retracted' ? (
          <Button icon={<Undo2 size={14} />} onClick={() => void care.reinstate(note.id)}>
            Take the retraction back
          </Button>
        ) : (
          <Button onClick={() => void askRetract()}>Retract</Button>
        )}
      </div>
      {open === 'wording' ? (
        <Ask label="New wording" verb="Save and check" start={note.statement} long onSave={(text) => care.reword(note.id, text)} onClose={close}>
          <p className="text-[0.8125rem] text-soft">It is checked again by the same checker and your rules. The wording before stays in the history.</p>
        </Ask>
      ) : null}
      {open === 'vouch' ? <Ask label="Why do you vouch for it?" verb="Vouch" onSave={(text) => care.vouch(note.id, text)} onClose={close} /> : null}
      {open === 'retract' ? (
        <Ask label="Why? (may stay empty)" verb="Retract" onSave={(text) => care.retract(note.id, text)} onClose={close}>
          <p className="text-[0.8125rem]">
            {cascade?.length ? `${cascade.length} ${cascade.length === 1 ? 'note leans' : 'notes lean'} on it and will go stale:` : 'No other note leans on it.'}
          </p>
          {cascade?.length ? <ul className="list-disc pl-4 text-[0.8125rem]">{cascade.slice(0, 5).map(({ note: other }) => <li key={other.id} dir="auto" className="line-clamp-2">{other.statement}</li>)}</ul> : null}
        </Ask>
      ) : null}
      {open === 'why' ? why ? <WhyAnswer why={why} /> : <p className="text-[0.8125rem] text-soft">Making the verdict again…</p> : null}
    </section>
  )
}
