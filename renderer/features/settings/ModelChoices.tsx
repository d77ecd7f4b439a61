/** The models of one server to choose from; where there are many, they are looked for by their names. */
import { useState } from 'react'
import { SearchField } from '../../ui/Field.tsx'

/** More than these are not taken in at a glance. */
const MANY = 12

interface ModelChoicesProps {
  readonly server: string
  readonly models: readonly string[]
  readonly chosen: string | undefined
  readonly onPick: (model: string) => void
}

export function ModelChoices({ server, models, chosen, onPick }: ModelChoicesProps) {
  const [sought, setSought] = useState('')
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const found = models.filter((model) => words.every((word) => model.toLowerCase().includes(word)))
  return (
    <fieldset className="relative border-t border-line px-4 py-2">
      <legend className="sr-only">Answer with a model of {server}</legend>
      {models.length > MANY ? (
        <div className="pt-1 pb-1.5">
          <SearchField label={`Find one of ${models.length} models`} value={sought} onChange={(event) => setSought(event.target.value)} />
        </div>
      ) : null}
      <div className="max-h-72 overflow-y-auto">
        {found.map((model) => (
          <label key={model} className="flex items-center gap-3 py-1 pl-0.5">
            <input type="radio" name="answerer" className="accent-accent" checked={chosen === model} onChange={() => onPick(model)} />
            <span className="min-w-0 truncate">{model}</span>
          </label>
        ))}
        {found.length === 0 ? (
          <p role="status" className="py-1 text-[0.8125rem] text-soft">
            No model is called that.
          </p>
        ) : null}
      </div>
    </fieldset>
  )
}
