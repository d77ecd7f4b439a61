/** The form of an expert: its name, its instructions, what answers, and the sources and rules it works with. */
import { Trash2, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { RuleSetId, SourceId } from '../../../shared/model/ids.ts'
import type { Answerer, ModelServer } from '../../../shared/model/settings.ts'
import type { ModelList } from '../../core/listModels.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Field, fieldClass } from '../../ui/Field.tsx'
import { type AnswererDraft, wrongName } from './actions.ts'
import { Chosen } from './Chosen.tsx'

interface AnswererFormProps {
  readonly draft: AnswererDraft
  readonly servers: readonly ModelServer[]
  readonly lists: Readonly<Record<string, ModelList>>
  readonly sources: readonly { readonly id: SourceId; readonly title: string }[]
  readonly ruleSets: readonly { readonly id: RuleSetId; readonly title: string }[]
  /** A sentence when it cannot be saved. */
  readonly onSave: (draft: AnswererDraft) => Promise<string | undefined>
  readonly onRemove: (() => void) | undefined
  readonly onClose: () => void
}

const LONGEST = 8000
const keyOf = (answerer: Answerer): string => (answerer.kind === 'library' ? '' : `${answerer.server}\n${answerer.model}`)

export function AnswererForm({ draft, servers, lists, sources, ruleSets, onSave, onRemove, onClose }: AnswererFormProps) {
  const id = useId()
  const [name, setName] = useState(draft.name)
  const [instructions, setInstructions] = useState(draft.instructions)
  const [answerer, setAnswerer] = useState(draft.answerer)
  const [ownSources, setSources] = useState(draft.sources as readonly SourceId[] | undefined)
  const [ownSets, setSets] = useState(draft.ruleSets as readonly RuleSetId[] | undefined)
  const [wrong, setWrong] = useState<string>()
  const [saving, setSaving] = useState(false)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const mistake = wrongName(name)
    if (mistake) return setWrong(mistake)
    setSaving(true)
    setWrong(
      await onSave({
        ...(draft.id === undefined ? {} : { id: draft.id }), name, instructions, answerer,
        ...(ownSources ? { sources: [...ownSources] } : {}), ...(ownSets ? { ruleSets: [...ownSets] } : {}),
      }),
    )
    setSaving(false)
  }
  const pick = (key: string): void => {
    const [server, model] = key.split('\n')
    setAnswerer(server && model ? { kind: 'model', server, model } : { kind: 'library' })
  }
  const missing = answerer.kind === 'model' && !servers.some((server) => server.name === answerer.server) ? answerer : undefined
  return (
    <form className="flex h-full flex-col" onSubmit={(event) => void save(event)} noValidate>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="min-w-0 grow truncate text-[0.9375rem]">{draft.id === undefined ? 'New expert' : <bdi>@{draft.name}</bdi>}</h2>
        {onRemove ? <IconButton label="Delete this expert" icon={<Trash2 size={15} />} onClick={onRemove} /> : null}
        <IconButton label="Close" keys="Esc" icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto px-4 py-4" tabIndex={-1}>
        <Field label="Name" dir="auto" autoFocus={draft.id === undefined} value={name} maxLength={60} spellCheck={false} placeholder="physicist" hint="Typed after @ to call it. Any script; no spaces." onChange={(event) => (setName(event.target.value), setWrong(undefined))} aria-invalid={wrong !== undefined} />
        <div>
          <label htmlFor={`${id}-how`} className="mb-1 block text-[0.8125rem] font-semibold">
            Instructions
          </label>
          <textarea
            id={`${id}-how`}
            dir="auto"
            rows={5}
            maxLength={LONGEST}
            value={instructions}
            className={`${fieldClass} field-sizing-content !h-auto max-h-64 min-h-24 py-1.5`}
            aria-describedby={`${id}-how-hint`}
            placeholder="Answer as a physicist would: name the law you use."
            onChange={(event) => setInstructions(event.target.value)}
          />
          <p id={`${id}-how-hint`} className="mt-1 text-xs text-soft">
            Say how to write. They loosen no rule and are never evidence.
          </p>
        </div>
        <div>
          <label htmlFor={`${id}-who`} className="mb-1 block text-[0.8125rem] font-semibold">
            Answered by
          </label>
          <select id={`${id}-who`} className={fieldClass} value={keyOf(answerer)} onChange={(event) => pick(event.target.value)}>
            <option value="">Your library</option>
            {servers.map(({ name: server }) => {
              const known = lists[server]?.models ?? []
              const chosen = answerer.kind === 'model' && answerer.server === server && !known.includes(answerer.model) ? [answerer.model] : []
              return (
                <optgroup key={server} label={server}>
                  {[...chosen, ...known].map((model) => (
                    <option key={model} value={`${server}\n${model}`}>
                      {model}
                    </option>
                  ))}
                  {known.length + chosen.length === 0 ? <option disabled>{lists[server] ? 'No models' : 'Asking for its models…'}</option> : null}
                </optgroup>
              )
            })}
            {missing ? <option value={keyOf(missing)}>{`${missing.model} (${missing.server} is gone)`}</option> : null}
          </select>
          {answerer.kind === 'library' ? <p className="mt-1 text-xs text-soft">The library quotes and derives; it does not follow instructions.</p> : null}
        </div>
        <Chosen label="Sources" all="All sources" only="Only these" items={sources} chosen={ownSources} onChange={setSources} />
        <Chosen label="Rule sets" all="Those of the conversation" only="Only these" items={ruleSets} chosen={ownSets} onChange={setSets} />
      </div>
      <footer className="flex shrink-0 flex-col gap-2 border-t border-line px-4 py-3">
        {wrong ? (
          <p role="alert" className="text-[0.8125rem] break-words text-contradicted-ink">
            {wrong}
          </p>
        ) : null}
        <div className="flex gap-2">
          <Button tone="primary" type="submit" disabled={saving}>
            Save
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </footer>
    </form>
  )
}
