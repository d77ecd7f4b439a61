/** The field for a text to check, and the texts checked before. */
import { FileText, Trash2, Upload } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '../../ui/Button.tsx'
import { when } from '../../ui/when.ts'

interface CheckFormProps {
  readonly draft: string
  readonly earlier: readonly { readonly turn: string; readonly at: string; readonly beginning: string }[] | undefined
  readonly busy: boolean
  readonly onDraft: (text: string) => void
  readonly onStart: (text: string) => void
  readonly onFile: (file: File | undefined) => void
  readonly onRemove: (turn: string) => void
}

export function CheckForm({ draft, earlier, busy, onDraft, onStart, onFile, onRemove }: CheckFormProps) {
  const file = useRef<HTMLInputElement>(null)
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto w-full max-w-[calc(var(--measure)+1rem)] px-5 pt-8 pb-12">
        <p className="mb-4 max-w-[62ch] text-pretty text-soft">
          Paste an answer from elsewhere, a draft or a report. Each sentence is held against your sources, and nothing is sent anywhere.
        </p>
        <div className="rounded-2xl border border-line-strong/60 bg-raised focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/15">
          <textarea
            autoFocus
            dir="auto"
            data-composer=""
            aria-label="The text to check"
            placeholder="Paste or drop a text"
            value={draft}
            onChange={(event) => onDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onStart(draft)
            }}
            className="block h-[34vh] min-h-40 w-full resize-none bg-transparent px-4 pt-3.5 pb-2 text-[0.9375rem]"
          />
          <div className="flex items-center gap-2 p-2 pl-2.5">
            <Button tone="quiet" icon={<Upload size={14} />} onClick={() => file.current?.click()}>
              Open a file
            </Button>
            <input ref={file} type="file" className="hidden" aria-hidden="true" tabIndex={-1} accept="text/*,.md,.markdown,.csv,.json" onChange={(event) => {
              onFile(event.target.files?.[0])
              event.target.value = ''
            }} />
            <span className="grow text-right text-xs text-soft">{draft ? `${draft.length.toLocaleString('en')} characters` : ''}</span>
            <Button tone="primary" className="font-semibold disabled:!bg-hover disabled:!text-soft disabled:!opacity-100" disabled={busy || draft.trim() === ''} onClick={() => onStart(draft)}>
              Check this text
            </Button>
          </div>
        </div>
        {earlier?.length ? (
          <section className="mt-9" aria-label="Checked before">
            <h2 className="mb-1 text-[0.8125rem] font-normal text-soft">Checked before</h2>
            <ul>
              {earlier.map((one) => (
                <li key={one.turn} className="group flex items-center gap-1">
                  <a href={`#/check/${one.turn}`} className="-ml-2 flex min-w-0 grow items-baseline gap-3 rounded-lg px-2 py-2 hover:bg-hover">
                    <FileText size={15} aria-hidden="true" className="shrink-0 translate-y-0.5 text-soft" />
                    <bdi className="min-w-0 grow truncate">{one.beginning}</bdi>
                    <time dateTime={one.at} className="shrink-0 text-[0.8125rem] text-soft">
                      {when(one.at)}
                    </time>
                  </a>
                  <IconButton label={`Delete the checked text ${one.beginning.slice(0, 60)}`} icon={<Trash2 size={14} />} className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100" onClick={() => onRemove(one.turn)} />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  )
}
