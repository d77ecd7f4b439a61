/** The person's notes behind an answer: those that it was made of, or that the model was given, each with how old it is and how it stood. */
import { NotebookText } from 'lucide-react'
import type { UsedNote } from '../../../shared/model/turn.ts'
import { langOf } from '../../ui/langOf.ts'
import { when } from '../../ui/when.ts'

/** `given`: to a model, which wrote the answer; else they answer themselves. */
export function UsedNotes({ notes, given }: { notes: readonly UsedNote[]; given: boolean }) {
  if (notes.length === 0) return null
  return (
    <details className="mt-3 text-[0.8125rem] text-soft" open={!given}>
      <summary className="flex w-fit cursor-pointer items-center gap-1.5 rounded-sm hover:text-ink">
        <NotebookText size={14} aria-hidden="true" />
        {given ? `${notes.length === 1 ? 'One of your notes was' : `${notes.length} of your notes were`} given to the model` : `Answered from ${notes.length === 1 ? 'your note' : `${notes.length} of your notes`}, without any model`}
      </summary>
      <ul className="mt-1 flex flex-col gap-1 pl-5" aria-label="Notes behind this answer">
        {notes.map(({ id, statement, verifiedAt, status, vouched }) => (
          <li key={id}>
            <a href={`#/notes/${id}`} dir="auto" lang={langOf(statement)} className="text-ink underline decoration-line-strong underline-offset-3 hover:decoration-current">
              {statement.length > 200 ? `${statement.slice(0, 200)}…` : statement}
            </a>{' '}
            <span className="whitespace-nowrap">
              {vouched ? 'your own word' : 'verified'}, {when(verifiedAt)}, {status} then
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
