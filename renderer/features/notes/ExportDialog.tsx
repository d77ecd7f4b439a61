/** Exporting notes: the format, how it will look, and the file. */
import { useEffect, useRef, useState } from 'react'
import type { ExportedNote, ExportFormat, NoteChoice } from '../../../shared/model/export.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { exportFile, formats, type Preview, previewOf } from './exporting.ts'

function Shown({ note }: { note: ExportedNote }) {
  return (
    <article className="border-t border-line py-2.5 first:border-0" dir="auto">
      <p className="font-semibold [overflow-wrap:anywhere]">{note.statement.slice(0, 600)}</p>
      <p className="text-[0.8125rem] text-soft">
        {note.verdict}
        {note.caution === undefined ? '' : `. ${note.caution}`}
      </p>
      {note.quotes.slice(0, 3).map((quote, index) => (
        <blockquote key={index} className="my-1 border-s-2 border-line ps-2.5 text-[0.8125rem]" dir="auto">
          {quote.quote.slice(0, 600)} <span className="text-soft">({quote.title})</span>
        </blockquote>
      ))}
      {note.reasons.slice(0, 5).map((reason, index) => (
        <p key={index} className="text-[0.8125rem]">
          {reason.says} <span className="text-soft">({reason.place})</span>
        </p>
      ))}
    </article>
  )
}

interface ExportDialogProps {
  readonly core: Core
  readonly choice: NoteChoice
  readonly onClose: () => void
}

export function ExportDialog({ core, choice, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>('md')
  const [preview, setPreview] = useState<Preview>()
  const [wrong, setWrong] = useState<string>()
  const [writing, setWriting] = useState<AbortController>()
  const wanted = useRef(format)
  const { says } = formats.find(({ value }) => value === format)!
  useEffect(() => {
    wanted.current = format
    previewOf(core, format, choice).then(
      (read) => wanted.current === format && setPreview(read),
      (error: unknown) => wanted.current === format && setWrong(problemSentence(problemOf(error))),
    )
  }, [core, format, choice])
  const close = (): void => {
    writing?.abort()
    onClose()
  }
  const write = async (): Promise<void> => {
    const work = new AbortController()
    setWriting(work)
    setWrong(undefined)
    const said = await exportFile(core, format, choice, work.signal)
    setWriting(undefined)
    if (said !== undefined) setWrong(said)
    else if (!work.signal.aborted) onClose()
  }
  return (
    <Dialog label="Export notes" onClose={close} className="m-auto flex max-h-[88vh] w-[min(46rem,94vw)] flex-col open:flex">
      <header className="px-5 pt-4 pb-3">
        <h2 className="text-[1.0625rem] font-semibold">Export notes</h2>
        <div role="radiogroup" aria-label="Format" className="mt-3 flex flex-wrap gap-1.5">
          {formats.map(({ value, label }) => (
            <label key={value} className="cursor-pointer rounded-lg border border-line-strong px-3 py-1 text-[0.8125rem] text-soft has-checked:bg-chosen has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
              <input
                type="radio"
                name="format"
                className="sr-only"
                checked={value === format}
                disabled={writing !== undefined}
                onChange={() => {
                  setWrong(undefined)
                  setFormat(value)
                }}
              />
              {label}
            </label>
          ))}
        </div>
        <p className="mt-2 text-[0.8125rem] text-soft">{says}</p>
      </header>
      <div className="min-h-40 grow overflow-y-auto border-y border-line bg-paper px-5 py-3" tabIndex={0} role="region" aria-label="Preview" aria-busy={preview === undefined}>
        {preview === undefined ? null : preview.notes === 0 ? (
          <p className="text-soft">There is no such note yet. Keep a claim from an answer, and it can be exported here.</p>
        ) : preview.text === undefined ? (
          preview.first.map((note) => <Shown key={note.id} note={note} />)
        ) : (
          <pre className="font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
            {preview.text}
          </pre>
        )}
      </div>
      <footer className="flex flex-wrap items-center gap-2 px-5 py-3">
        <p className="grow text-[0.8125rem] text-soft" aria-live="polite">
          {writing ? 'Writing the file…' : preview ? `${preview.notes} ${preview.notes === 1 ? 'note' : 'notes'}, ${preview.name}` : ''}
        </p>
        {wrong === undefined ? null : (
          <p role="alert" className="w-full text-[0.8125rem] text-contradicted-ink">
            {wrong}
          </p>
        )}
        <Button tone="quiet" onClick={close}>
          {writing ? 'Stop' : 'Cancel'}
        </Button>
        <Button tone="primary" data-autofocus disabled={writing !== undefined || (preview?.notes ?? 0) === 0} onClick={() => void write()}>
          Export
        </Button>
      </footer>
    </Dialog>
  )
}
