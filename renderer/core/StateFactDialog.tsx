/** States what would decide a claim, as a fact of the person's own: whether it is so, or its value, and into which rule set. */
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { SettledBy } from '../../shared/model/verdict.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Choices, Field } from '../ui/Field.tsx'
import { addToSet, NEW_SET } from './addToSet.ts'
import { problemOf } from './client.ts'
import type { Core } from './core.ts'
import { SetChoice } from './SetChoice.tsx'

interface StateFactDialogProps {
  readonly core: Core
  readonly asked: SettledBy
  readonly onClose: () => void
}

const NUMBER = /^(?:about\s+)?-?\d[\d,._ ]*(?:e[+-]?\d+)?\s*(\S.*)?$/i
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** The value as the language wants it, with the quantity's unit where none was written; `undefined` where it is none. */
function valueIn(typed: string, { kind, unit }: SettledBy): string | undefined {
  const text = typed.trim()
  if (kind === 'date') return DATE.test(text) ? text : undefined
  const found = NUMBER.exec(text)
  if (!found) return undefined
  return found[1] === undefined && unit !== undefined ? `${text} ${unit}` : text
}

export default function StateFactDialog({ core, asked, onClose }: StateFactDialogProps) {
  const sets = useStore(core.ruleSets.store, (state) => state.sets) ?? []
  const [so, setSo] = useState<'so' | 'not'>('so')
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState('')
  const [into, setInto] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const [saving, setSaving] = useState(false)
  // Where it is spoken of, if that is still there.
  const target = into ?? sets.find(({ id }) => id === asked.set)?.id ?? sets.find((set) => set.on)?.id ?? NEW_SET
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const value = asked.kind === 'relation' ? undefined : valueIn(typed, asked)
    if (asked.kind !== 'relation' && value === undefined) return setWrong(asked.kind === 'date' ? 'Write a date such as 2026-03-14.' : `Write a number${asked.unit ? ` in ${asked.unit}` : ''}.`)
    const origin = from.trim() === '' ? '' : ` from "${from.trim().replaceAll('"', "'")}"`
    setSaving(true)
    try {
      const saved = await addToSet(core, target, `fact ${so === 'not' ? 'not ' : ''}${asked.atom}${value === undefined ? '' : ` = ${value}`}${origin}`)
      core.notices.say(`It is in “${saved.title}”, version ${saved.number}. Ask again, and it counts.`, { label: 'Open', run: () => core.go(`#/rules/${saved.id}?line=1000000`) })
      onClose()
    } catch (error) {
      setWrong(problemSentence(problemOf(error)))
      setSaving(false)
    }
  }
  return (
    <Dialog label="State what would settle it" onClose={onClose} className="w-[min(30rem,calc(100vw-2rem))]">
      <form className="flex flex-col gap-3.5 p-5" onSubmit={(event) => void add(event)}>
        <header>
          <h2 className="text-base">
            <bdi>{asked.says.replace(/^\p{Ll}/u, (first) => first.toUpperCase())}</bdi>
          </h2>
          <p className="mt-1 text-[0.8125rem] text-soft">What you state holds from then on, as a fact of your own. Nothing is saved until you press the button.</p>
        </header>
        {asked.kind === 'relation' ? (
          <Choices
            label="Is it so?"
            value={so}
            choices={[
              { value: 'so', label: 'It is so' },
              { value: 'not', label: 'It is not so' },
            ]}
            onChange={setSo}
          />
        ) : (
          <Field
            label={asked.kind === 'date' ? 'Date' : asked.unit ? `Value, in ${asked.unit}` : 'Value'}
            data-autofocus=""
            value={typed}
            placeholder={asked.kind === 'date' ? '2026-03-14' : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <Field label="Where it is from" value={from} maxLength={200} hint="Left empty, it is your own word." onChange={(event) => setFrom(event.target.value)} />
        <SetChoice core={core} value={target} onChange={setInto} />
        {wrong ? (
          <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
            {wrong}
          </p>
        ) : null}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={saving}>
            State it
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
