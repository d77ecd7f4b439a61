/** The form for a model server: its name, how it is spoken to, its address, and a key that is never shown again. */
import { type FormEvent, useState } from 'react'
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices, Field } from '../../ui/Field.tsx'

interface ServerFormProps {
  readonly server?: ModelServer
  readonly onCancel: () => void
  /** A sentence when it cannot be saved. */
  readonly onSave: (server: ModelServer, key: string) => Promise<string | undefined>
}

const protocols = [
  { value: 'openai', label: 'OpenAI-compatible' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'google', label: 'Google' },
  { value: 'ollama', label: 'Ollama' },
] as const
const usual = { openai: 'http://127.0.0.1:1234/v1', anthropic: 'https://api.anthropic.com', google: 'https://generativelanguage.googleapis.com', ollama: 'http://127.0.0.1:11434' }

export function ServerForm({ server, onCancel, onSave }: ServerFormProps) {
  const [protocol, setProtocol] = useState<ModelServer['protocol']>(server?.protocol ?? 'openai')
  const [name, setName] = useState(server?.name ?? '')
  const [baseUrl, setBaseUrl] = useState(server?.baseUrl ?? '')
  const [key, setKey] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [saving, setSaving] = useState(false)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setSaving(true)
    setWrong(await onSave({ name: name || (protocol === 'ollama' ? 'Ollama' : 'Local server'), protocol, baseUrl: baseUrl || usual[protocol] }, key))
    setSaving(false)
  }
  return (
    <form className="rise flex flex-col gap-3.5 rounded-xl border border-line bg-raised p-4" onSubmit={(event) => void save(event)}>
      <Choices label="Protocol" value={protocol} choices={protocols} onChange={setProtocol} />
      <div className="grid gap-3.5 sm:grid-cols-[12rem_1fr]">
        <Field label="Name" value={name} maxLength={80} placeholder={protocol === 'ollama' ? 'Ollama' : 'Local server'} onChange={(event) => setName(event.target.value)} />
        <Field label="Address" value={baseUrl} placeholder={usual[protocol]} inputMode="url" spellCheck={false} onChange={(event) => setBaseUrl(event.target.value)} />
      </div>
      {protocol === 'openai' ? (
        <Field label="Key" type="password" autoComplete="off" value={key} placeholder={server ? 'Unchanged' : 'None'} hint="Kept apart from your data and never shown again." onChange={(event) => setKey(event.target.value)} />
      ) : null}
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
