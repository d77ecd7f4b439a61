/** All of a kind, or only those that are ticked: the sources and the rule sets of an expert. */
import { useId, useState } from 'react'
import { SearchField } from '../../ui/Field.tsx'
import { langOf } from '../../ui/langOf.ts'

interface ChosenProps<T extends string> {
  readonly label: string
  /** What holds when nothing is chosen. */
  readonly all: string
  readonly only: string
  readonly items: readonly { readonly id: T; readonly title: string }[]
  readonly chosen: readonly T[] | undefined
  readonly onChange: (chosen: readonly T[] | undefined) => void
}

/** From so many on they can be searched. */
const MANY = 8
/** Rows that are drawn at a time: what lies beyond is found by searching. */
const SHOWN = 200

export function Chosen<T extends string>({ label, all, only, items, chosen, onChange }: ChosenProps<T>) {
  const name = useId()
  const [query, setQuery] = useState('')
  const ticked = new Set(chosen)
  const gone = (chosen ?? []).filter((id) => !items.some((item) => item.id === id))
  const fits = items.filter(({ title }) => title.toLowerCase().includes(query.trim().toLowerCase()))
  const choice = (checked: boolean, words: string, to: readonly T[] | undefined) => (
    <label className="flex items-center gap-2">
      <input type="radio" name={name} className="accent-[var(--accent)]" checked={checked} onChange={() => onChange(to)} />
      {words}
    </label>
  )
  return (
    <fieldset className="min-w-0 text-[0.8125rem]">
      <legend className="mb-1 font-semibold">{label}</legend>
      <div className="flex flex-col gap-1">
        {choice(chosen === undefined, all, undefined)}
        {choice(chosen !== undefined, only, chosen ?? [])}
      </div>
      {chosen === undefined ? null : (
        <div className="mt-2 rounded-lg border border-line bg-raised p-2">
          {items.length > MANY ? <SearchField label={`Find in ${label.toLowerCase()}`} value={query} onChange={(event) => setQuery(event.target.value)} /> : null}
          {items.length === 0 ? <p className="text-soft">There are none yet.</p> : null}
          <ul className="mt-1 max-h-44 overflow-y-auto" aria-label={label}>
            {fits.slice(0, SHOWN).map(({ id, title }) => (
              <li key={id}>
                <label className="flex items-start gap-2 rounded-md px-1 py-1 hover:bg-hover">
                  <input
                    type="checkbox"
                    className="mt-1 accent-[var(--accent)]"
                    checked={ticked.has(id)}
                    onChange={(event) => onChange(event.target.checked ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id))}
                  />
                  <bdi lang={langOf(title)} className="min-w-0 break-words">
                    {title}
                  </bdi>
                </label>
              </li>
            ))}
          </ul>
          {fits.length > SHOWN ? <p className="mt-1 text-soft">{fits.length - SHOWN} more; search for them.</p> : null}
          {gone.length ? (
            <p className="mt-1 text-open-ink">
              {gone.length === 1 ? '1 of them is no longer here.' : `${gone.length} of them are no longer here.`}{' '}
              <button type="button" className="rounded-sm text-accent hover:underline" onClick={() => onChange((chosen ?? []).filter((id) => !gone.includes(id)))}>
                Leave them out
              </button>
            </p>
          ) : null}
          {chosen.length === 0 ? <p className="mt-1 text-soft">Nothing is chosen: nothing will count.</p> : null}
        </div>
      )}
    </fieldset>
  )
}
