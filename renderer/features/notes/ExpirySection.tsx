/** The day from which a note is to be looked at again. */
import type { Note } from '../../../shared/model/note.ts'
import { Button } from '../../ui/Button.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import type { NoteCare } from './care.ts'

export function ExpirySection({ note, care }: { note: Note; care: NoteCare }) {
  const save = async (field: HTMLInputElement): Promise<void> => {
    const day = field.value
    // A day that is half typed, or was cleared by keys, leaves what is stored as it is until it is whole.
    if (field.validity.badInput || !field.validity.valid) field.value = note.expires ?? ''
    else if (day !== (note.expires ?? '') && !(await care.expire(note.id, day || null))) field.value = note.expires ?? ''
  }
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-normal text-soft">Good until</h3>
      <div className="flex gap-2">
        <input
          key={note.expires ?? ''}
          type="date"
          aria-label="Good until"
          // The browser's own parts of a date take the focus one after the other, and then the field itself is not what has it.
          className={`${fieldClass} !w-44 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent focus-within:outline-solid`}
          defaultValue={note.expires ?? ''}
          min="1900-01-01"
          max="9999-12-31"
          onBlur={(event) => void save(event.target)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void save(event.currentTarget)
          }}
        />
        {note.expires === undefined ? null : (
          <Button tone="quiet" onClick={() => void care.expire(note.id, null)}>
            Does not expire
          </Button>
        )}
      </div>
      <p className="mt-1 text-xs text-soft">{note.expires === undefined ? 'Without a day it does not expire.' : 'From that day on it is stale, and asks to be checked again.'}</p>
    </section>
  )
}
