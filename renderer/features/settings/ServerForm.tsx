/** The form for a model server: how it is spoken to, its name and address, where it is, and a key that is never shown again. */
import { type FormEvent, useState } from 'react'
import { atOnceOf, type ModelServer, placeOf } from '../../../shared/model/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices, Field } from '../../ui/Field.tsx'
import { addressHints, protocols, usual } from './protocols.ts'

interface ServerFormProps {
  readonly server?: ModelServer
  readonly onCancel: () => void
  /** A sentence when it cannot be saved. */
  readonly onSave: (server: ModelServer, key: string) => Promise<string | undefined>
}

type Place = 'address' | 'here' | 'cloud'
const places: readonly { readonly value: Place; readonly label: string }[] = [
  { value: 'address', label: 'Automatic' },
  { value: 'here', label: 'In your hands' },
  { value: 'cloud', label: 'Elsewhere' },
]

/** Tokens as people write them: `128000`, `128,000`, `128k`. `null`: no number. */
function tokensIn(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*(k|m)?$/i.exec(text.replace(/[\s,_’']/g, ''))
  return found ? Math.round(Number(found[1]) * (found[2] === undefined ? 1 : found[2].toLowerCase() === 'k' ? 1000 : 1_000_000)) : null
}

export function ServerForm({ server, onCancel, onSave }: ServerFormProps) {
  const [protocol, setProtocol] = useState<ModelServer['protocol']>(server?.protocol ?? 'openai')
  const [name, setName] = useState(server?.name ?? '')
  const [baseUrl, setBaseUrl] = useState(server?.baseUrl ?? '')
  const [key, setKey] = useState('')
  const [place, setPlace] = useState<Place>(server?.place ?? 'address')
  const [windowText, setWindowText] = useState(server?.window === undefined ? '' : String(server.window))
  const [atOnceText, setAtOnceText] = useState(server?.atOnce === undefined ? '' : String(server.atOnce))
  const [wrong, setWrong] = useState<string>()
  const [saving, setSaving] = useState(false)
  const entered = baseUrl.trim() || usual[protocol].address
  const is = placeOf({ protocol, baseUrl: entered, ...(place === 'address' ? {} : { place }) })
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const tokens = windowText.trim() === '' ? undefined : tokensIn(windowText)
    if (tokens === null || (tokens !== undefined && (tokens < 512 || tokens > 10_000_000))) {
      setWrong('The context window must be a number of tokens from 512 to 10,000,000, such as 32k.')
      return
    }
    const atOnce = atOnceText.trim() === '' ? undefined : /^\d{1,2}$/.test(atOnceText.trim()) ? Number(atOnceText) : 0
    if (atOnce !== undefined && (atOnce < 1 || atOnce > 64)) {
      setWrong('The number of questions at once must be from 1 to 64.')
      return
    }
    setSaving(true)
    setWrong(await onSave({ name: name || usual[protocol].name, protocol, baseUrl: entered, ...(place === 'address' ? {} : { place }), ...(tokens === undefined ? {} : { window: tokens }), ...(atOnce === undefined ? {} : { atOnce }) }, key))
    setSaving(false)
  }
  return (
    <form className="rise flex flex-col gap-3.5 rounded-xl border border-line bg-raised p-4" onSubmit={(event) => void save(event)}>
      <Choices label="Protocol" value={protocol} choices={protocols} onChange={setProtocol} />
      <div className="grid gap-3.5 sm:grid-cols-[12rem_1fr]">
        <Field label="Name" value={name} maxLength={80} placeholder={usual[protocol].name} onChange={(event) => setName(event.target.value)} />
        <Field label="Address" value={baseUrl} placeholder={usual[protocol].address} hint={addressHints[protocol]} inputMode="url" spellCheck={false} onChange={(event) => setBaseUrl(event.target.value)} />
      </div>
      <Field
        label="Key"
        type="password"
        autoComplete="off"
        value={key}
        placeholder={server ? 'Unchanged' : usual[protocol].key}
        hint="Kept apart from your data and never shown again."
        onChange={(event) => setKey(event.target.value)}
      />
      <div>
        <p aria-hidden className="mb-1 text-[0.8125rem] font-semibold">
          Where it is
        </p>
        <Choices label="Where it is" value={place} choices={places} onChange={setPlace} />
        <p role="status" className="mt-1 text-xs text-soft">
          {is === 'here'
            ? 'What it is sent stays in your hands: it may be told of any of your sources.'
            : 'What it is sent leaves this machine: sources that are marked never to leave it are held back.'}
        </p>
      </div>
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field
          label="Context window"
          value={windowText}
          placeholder="As the server tells"
          hint="Tokens for question and answer together, such as 32k. Leave it empty unless the server is wrong about it."
          inputMode="numeric"
          onChange={(event) => setWindowText(event.target.value)}
        />
        <Field
          label="Questions at once"
          value={atOnceText}
          placeholder={String(atOnceOf({ protocol, baseUrl: entered, ...(place === 'address' ? {} : { place }) }))}
          hint="The others wait their turn, and say so. A machine of your own answers one or two faster than many."
          inputMode="numeric"
          onChange={(event) => setAtOnceText(event.target.value)}
        />
      </div>
      {wrong ? (
        <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
          {wrong}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button tone="primary" type="submit" disabled={saving}>
          {saving ? 'Trying it…' : 'Save and try it'}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
