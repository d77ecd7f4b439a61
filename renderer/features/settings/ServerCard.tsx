/** One model server: whether it answers, its models, where its key is kept. */
import { useState } from 'react'
import { type Answerer, type ModelServer, placeOf } from '../../../shared/model/settings.ts'
import { Button } from '../../ui/Button.tsx'
import type { Said } from './actions.ts'
import { ModelChoices } from './ModelChoices.tsx'
import { labelOf } from './protocols.ts'
import { ServerForm } from './ServerForm.tsx'

interface ServerCardProps {
  readonly server: ModelServer
  readonly keyKept: string | undefined
  readonly said: Said | undefined
  readonly models: readonly string[] | undefined
  readonly busy: boolean
  readonly answerer: Answerer
  readonly onTest: () => void
  readonly onKey: (key: string) => void
  readonly onRemove: () => void
  readonly onPick: (model: string) => void
  readonly onSave: (server: ModelServer, key: string) => Promise<string | undefined>
}

export function ServerCard(props: ServerCardProps) {
  const { server, keyKept, said, models, busy, answerer } = props
  const [editing, setEditing] = useState(false)
  const chosen = answerer.kind === 'model' && answerer.server === server.name ? answerer.model : undefined
  const listed = models ?? (chosen ? [chosen] : [])
  if (editing) {
    return (
      <ServerForm
        server={server}
        onCancel={() => setEditing(false)}
        onSave={async (entered, key) => {
          const wrong = await props.onSave(entered, key)
          if (!wrong) setEditing(false)
          return wrong
        }}
      />
    )
  }
  return (
    <section aria-label={server.name} className="rounded-xl border border-line bg-raised">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <div className="min-w-40 grow">
          <h3 className="text-sm">
            <bdi>{server.name}</bdi>
          </h3>
          <p className="truncate text-[0.8125rem] text-soft">
            {labelOf(server.protocol)} · <bdi>{server.baseUrl}</bdi>
          </p>
          <p className="text-[0.8125rem] text-soft">{placeOf(server) === 'here' ? 'What it is sent stays in your hands.' : 'What it is sent leaves this machine.'}</p>
        </div>
        <div className="flex gap-1">
          <Button onClick={props.onTest} disabled={busy}>
            {busy ? 'Trying it…' : models ? 'Try it again' : 'Try it and list models'}
          </Button>
          <Button tone="quiet" onClick={() => setEditing(true)}>
            Edit
          </Button>
          <Button tone="quiet" onClick={props.onRemove}>
            Remove
          </Button>
        </div>
      </div>
      {said ? (
        <p role="status" className={`px-4 pb-2.5 text-[0.8125rem] ${said.ok ? 'text-soft' : 'text-contradicted-ink'}`}>
          {said.say}
        </p>
      ) : null}
      {server.protocol !== 'ollama' || keyKept ? (
        <p className="flex flex-wrap items-center gap-x-2 border-t border-line px-4 py-2 text-[0.8125rem] text-soft">
          <span>{keyKept ? `Its key is kept in ${keyKept}.` : 'No key.'}</span>
          {keyKept ? (
            <button type="button" className="rounded-sm text-accent hover:underline" onClick={() => props.onKey('')}>
              Remove the key
            </button>
          ) : null}
        </p>
      ) : null}
      {listed.length ? <ModelChoices server={server.name} models={listed} chosen={chosen} onPick={props.onPick} /> : null}
    </section>
  )
}
