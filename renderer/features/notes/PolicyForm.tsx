/** The form of a policy: every condition that is filled in must hold. */
import { useState } from 'react'
import type { KeepPolicy } from '../../../shared/model/note.ts'
import { tiers } from '../../../shared/model/source.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import type { PolicyDraft } from './policies.ts'
import { byWords, kindWords, policySentence, tierWords, verdictWords } from './policyWords.ts'
import { tagsOf } from './tags.ts'

interface TicksProps<T extends string> {
  readonly legend: string
  readonly words: Readonly<Record<T, string>>
  readonly choices: readonly T[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: T[]) => void
}

/** Several of a few; none means any. */
function Ticks<T extends string>({ legend, words, choices, chosen, onChange }: TicksProps<T>) {
  return (
    <fieldset>
      <legend className="mb-1 text-[0.8125rem] font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choices.map((one) => (
          <label key={one} className="flex min-h-7 items-center gap-1.5 text-[0.8125rem]">
            <input type="checkbox" checked={chosen.includes(one)} onChange={(event) => onChange(event.target.checked ? choices.filter((other) => other === one || chosen.includes(other)) : chosen.filter((other) => other !== one))} />
            {words[one]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const verdicts = ['verified', 'contradicted', 'unverified'] as const
const judges = ['rules', 'embedded'] as const
const kinds = ['fact', 'quantity', 'definition'] as const

export function PolicyForm({ start, onSave, onCancel }: { start: KeepPolicy | undefined; onSave: (draft: PolicyDraft) => Promise<boolean>; onCancel: () => void }) {
  const [name, setName] = useState(start?.name ?? '')
  const [when, setWhen] = useState<KeepPolicy['when']>(start?.when ?? { verdicts: ['verified'] })
  const [words, setWords] = useState(start?.when.words?.join(', ') ?? '')
  const [topic, setTopic] = useState(start?.topic ?? '')
  const [tags, setTags] = useState(start?.tags.join(', ') ?? '')
  const [busy, setBusy] = useState(false)
  const said = tagsOf(words)
  const { verdicts: kept, by, kinds: of, tiers: weights, sources } = when
  const stated: KeepPolicy['when'] = {
    verdicts: kept,
    ...(by?.length ? { by } : {}),
    ...(weights?.length ? { tiers: weights } : {}),
    ...(of?.length ? { kinds: of } : {}),
    ...(said.length ? { words: said } : {}),
    ...(sources === undefined ? {} : { sources }),
    ...(when.support === undefined ? {} : { support: when.support }),
  }
  const draft: PolicyDraft = {
    ...(start ? { id: start.id } : {}),
    name: name.trim(),
    // Other conditions have to be tried before it is switched on again.
    on: start?.on === true && JSON.stringify(stated) === JSON.stringify(start.when),
    when: stated,
    topic: topic.trim(),
    tags: tagsOf(tags),
  }
  const missing = draft.name === '' ? 'Give it a name.' : kept.length === 0 ? 'Choose at least one verdict.' : undefined
  const save = async (): Promise<void> => {
    setBusy(true)
    if (!(await onSave(draft))) setBusy(false)
  }
  return (
    <form
      className="flex flex-col gap-3 py-3"
      aria-label="Policy"
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === undefined && !busy) void save()
      }}
    >
      <Field label="Name" value={name} maxLength={120} autoFocus dir="auto" onChange={(event) => setName(event.target.value)} />
      <Ticks legend="Claims that are" words={verdictWords} choices={verdicts} chosen={kept} onChange={(next) => setWhen({ ...when, verdicts: next })} />
      <Ticks legend="Judged (none chosen: either)" words={byWords} choices={judges} chosen={by ?? []} onChange={(next) => setWhen({ ...when, by: next })} />
      <Ticks legend="Only (none chosen: all)" words={kindWords} choices={kinds} chosen={of ?? []} onChange={(next) => setWhen({ ...when, kinds: next })} />
      <Ticks legend="Weightiest supporting source (none chosen: any)" words={tierWords} choices={tiers} chosen={weights ?? []} onChange={(next) => setWhen({ ...when, tiers: next })} />
      <div className="flex flex-wrap gap-3">
        <Field
          label="Sources at least"
          className="w-32"
          type="number"
          min={1}
          max={20}
          value={sources ?? ''}
          onChange={(event) => {
            const { sources: _before, ...rest } = when
            const count = Math.min(20, Math.trunc(event.target.valueAsNumber))
            setWhen(count >= 1 ? { ...rest, sources: count } : rest)
          }}
        />
        <Field label="One of these words" className="grow" dir="auto" hint="Separated by commas; in the claim or the question." value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <div className="flex flex-wrap gap-3">
        <Field label="File under topic" className="grow" dir="auto" maxLength={200} value={topic} onChange={(event) => setTopic(event.target.value)} />
        <Field label="With tags" className="grow" dir="auto" value={tags} onChange={(event) => setTags(event.target.value)} />
      </div>
      <p className="text-[0.8125rem] text-soft" role="status">
        {missing ?? policySentence(draft)}
      </p>
      <div className="flex gap-2">
        <Button type="submit" tone="primary" disabled={busy || missing !== undefined}>
          Save and try on past answers
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
