/** The links of one note, from it and to it: each can be opened and taken away; a new one is found by words. */
import { Link2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LinkedNote, NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { linkKinds, type Note, type NoteLink } from '../../../shared/model/note.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { langOf } from '../../ui/langOf.ts'
import type { NoteCare } from './care.ts'

type LinkKind = NoteLink['kind']

const fromHere: Record<LinkKind, string> = { supports: 'Supports', contradicts: 'Contradicts', refines: 'Refines', 'example-of': 'Is an example of' }
const toHere: Record<LinkKind, string> = { supports: 'Is supported by', contradicts: 'Is contradicted by', refines: 'Is refined by', 'example-of': 'Has as an example' }

function AddLink({ note, care, onClose }: { note: Note; care: NoteCare; onClose: () => void }) {
  const [kind, setKind] = useState<LinkKind>('supports')
  const [words, setWords] = useState('')
  const [rows, setRows] = useState<readonly NoteRow[]>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let wanted = true
    void care.find(words, note.id).then((found) => {
      if (wanted) setRows(found)
    })
    return () => {
      wanted = false
    }
  }, [care, words, note.id])
  const add = async (to: NoteId): Promise<void> => {
    setBusy(true)
    if (await care.link(note.id, kind, to, true)) onClose()
    else setBusy(false)
  }
  return (
    <div className="mt-2 flex flex-col gap-2">
      <div className="flex gap-2">
        <select aria-label="This note" className={`${fieldClass} !w-40 shrink-0`} value={kind} onChange={(event) => setKind(linkKinds.find((one) => one === event.target.value) ?? kind)}>
          {linkKinds.map((one) => (
            <option key={one} value={one}>
              {fromHere[one]}
            </option>
          ))}
        </select>
        <input aria-label="Words of the other note" placeholder="Words of the other note" autoFocus dir="auto" maxLength={500} className={fieldClass} value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      {rows?.length ? (
        <ul aria-label="Notes to link to" className="max-h-56 overflow-y-auto rounded-lg border border-line">
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" disabled={busy} className="block w-full px-2.5 py-1.5 text-start text-[0.8125rem] hover:bg-hover focus-visible:outline-offset-[-2px]" onClick={() => void add(row.id)}>
                <span dir="auto" lang={langOf(row.statement)} className="line-clamp-2 break-words">
                  {row.statement}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : rows ? (
        <p className="text-[0.8125rem] text-soft">{words.trim() ? 'No other note holds these words.' : 'There is no other note yet.'}</p>
      ) : null}
      <Button tone="quiet" className="self-start" onClick={onClose}>
        Cancel
      </Button>
    </div>
  )
}

/** `links`: both directions, those of this note first. */
export function LinksSection({ note, links, care }: { note: Note; links: readonly LinkedNote[]; care: NoteCare }) {
  const [adding, setAdding] = useState(false)
  return (
    <section className="border-t border-line pt-3" aria-label="Links to other notes">
      <h3 className="mb-1 text-xs font-normal text-soft">Links to other notes</h3>
      {links.length ? (
        <ul className="flex flex-col gap-1.5">
          {links.map(({ from, kind, to, other }) => (
            <li key={`${from} ${kind} ${to}`} className="flex items-start gap-1 text-[0.8125rem]">
              <p className="min-w-0 grow pt-1">
                <span className="text-soft">{from === note.id ? fromHere[kind] : toHere[kind]}</span>{' '}
                {other ? (
                  <a href={`#/notes/${other.id}`} dir="auto" lang={langOf(other.statement)} className="rounded-sm break-words underline decoration-line-strong underline-offset-3">
                    {other.statement.slice(0, 200)}
                  </a>
                ) : (
                  <span className="text-soft">a note that was removed</span>
                )}
              </p>
              <IconButton label="Remove this link" icon={<X size={14} />} onClick={() => void care.link(from, kind, to, false)} />
            </li>
          ))}
        </ul>
      ) : null}
      {adding ? (
        <AddLink note={note} care={care} onClose={() => setAdding(false)} />
      ) : (
        <Button className="mt-1.5" icon={<Link2 size={14} />} onClick={() => setAdding(true)}>
          Link to another note
        </Button>
      )}
    </section>
  )
}
