/** What can be done with the notes that are chosen: filed, checked again, exported, removed. */
import { Download, RotateCw, Tag, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/Button.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import type { Filing } from './bulk.ts'
import { tagsOf } from './tags.ts'

interface ChosenBarProps {
  readonly count: number
  /** How many there are to choose from. */
  readonly of: number
  readonly onAll: () => void
  readonly onNone: () => void
  /** True when it was done. */
  readonly onFile: (filing: Filing) => Promise<boolean>
  readonly onVerify: () => void
  readonly onExport: () => void
  readonly onRemove: () => void
}

function FileForm({ onFile, onClose }: { onFile: ChosenBarProps['onFile']; onClose: () => void }) {
  const [topic, setTopic] = useState('')
  const [tags, setTags] = useState('')
  const [busy, setBusy] = useState(false)
  const empty = topic.trim() === '' && tagsOf(tags).length === 0
  const save = async (): Promise<void> => {
    setBusy(true)
    if (await onFile({ ...(topic.trim() ? { topic: topic.trim() } : {}), addTags: tagsOf(tags) })) onClose()
    else setBusy(false)
  }
  return (
    <form
      aria-label="Topic and tags of the chosen notes"
      className="flex w-full flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!empty && !busy) void save()
      }}
    >
      <input aria-label="New topic" placeholder="New topic (empty: as it is)" autoFocus dir="auto" maxLength={200} className={`${fieldClass} !w-52 grow`} value={topic} onChange={(event) => setTopic(event.target.value)} />
      <input aria-label="Tags to add" placeholder="Tags to add, separated by commas" dir="auto" className={`${fieldClass} !w-52 grow`} value={tags} onChange={(event) => setTags(event.target.value)} />
      <Button type="submit" tone="primary" disabled={busy || empty}>
        File them
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </form>
  )
}

export function ChosenBar({ count, of, onAll, onNone, onFile, onVerify, onExport, onRemove }: ChosenBarProps) {
  const [filing, setFiling] = useState(false)
  return (
    <div role="group" aria-label="Chosen notes" className="sticky top-0 z-10 mb-2 flex flex-wrap items-center gap-2 rounded-xl border border-line bg-raised p-2">
      <p className="px-1 text-[0.8125rem] font-semibold" aria-live="polite">
        {count.toLocaleString('en')} chosen
      </p>
      <Button icon={<Tag size={14} />} aria-expanded={filing} onClick={() => setFiling(!filing)}>
        Topic and tags
      </Button>
      <Button icon={<RotateCw size={14} />} onClick={onVerify}>
        Check again
      </Button>
      <Button icon={<Download size={14} />} onClick={onExport}>
        Export
      </Button>
      <Button tone="grave" icon={<Trash2 size={14} />} onClick={onRemove}>
        Remove
      </Button>
      <span className="grow" />
      {count < of ? (
        <Button tone="quiet" onClick={onAll}>
          Choose all {of.toLocaleString('en')}
        </Button>
      ) : null}
      <IconButton label="Choose none" icon={<X size={15} />} onClick={onNone} />
      {filing ? <FileForm onFile={onFile} onClose={() => setFiling(false)} /> : null}
    </div>
  )
}
