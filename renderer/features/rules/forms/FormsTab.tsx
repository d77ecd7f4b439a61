/** Rules by form: choose a shape, fill in its fields, see the text and the sentence it makes, put it into the rule set. */
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../../ui/Button.tsx'
import type { Preview } from '../language/analysis.ts'
import type { Workbench } from '../workbench.ts'
import { emptyForms, type Form, type Shape, shapeNames } from './form.ts'
import { readForm } from './readForm.ts'
import { ShapeFields } from './ShapeFields.tsx'
import { writeForm } from './writeForm.ts'

interface FormsTabProps {
  readonly bench: Workbench
  /** The stretch of the declaration that is edited; a new one is made otherwise. */
  readonly editing: { readonly from: number; readonly to: number } | undefined
  readonly onDone: () => void
  readonly onInsert: (text: string, over?: { from: number; to: number }) => void
}

/** A fact or a rule needs something to speak of, so these are offered first where there is nothing. */
const FIRST: Shape = 'limit'

export default function FormsTab({ bench, editing, onDone, onInsert }: FormsTabProps) {
  const { names, text } = useStore(bench.store)
  const [given] = useState(() => (editing ? bench.session.text().slice(editing.from, editing.to) : undefined))
  const read = useMemo(() => (given === undefined ? undefined : readForm(given, names)), [given, names])
  const [changed, setChanged] = useState<Form>()
  const [preview, setPreview] = useState<Preview>()
  const form = changed ?? read ?? emptyForms[FIRST]
  const written = useMemo(() => writeForm(form, names), [form, names])
  const result = 'text' in written ? written.text : undefined
  useEffect(() => {
    if (result === undefined) return
    let old = false
    void bench.analyst.preview(result, editing).then((one) => old || setPreview(one))
    return () => {
      old = true
    }
  }, [bench, result, editing])

  if (given !== undefined && !read) {
    return (
      <div className="mx-auto w-full max-w-[46rem] px-6 pt-8 text-[0.8125rem]">
        <h2 className="text-base">This is richer than a form can show</h2>
        <p className="mt-1 text-soft">Edit it as text; what it says stands below the editor in plain words.</p>
        <pre className="mt-3 rounded-xl border border-line bg-raised p-3 font-mono text-xs whitespace-pre-wrap">{given.trim()}</pre>
        <Button className="mt-4" onClick={onDone}>
          Back to the text
        </Button>
      </div>
    )
  }
  const about = shapeNames.find((one) => one.shape === form.shape)
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <form
        className="mx-auto flex w-full max-w-[46rem] flex-col gap-4 px-6 pt-5 pb-16"
        onSubmit={(event) => {
          event.preventDefault()
          if (result !== undefined) onInsert(result, editing)
        }}
      >
        {given === undefined ? (
          <div role="radiogroup" aria-label="What to write" className="flex flex-wrap gap-1.5">
            {shapeNames.map(({ shape, name }) => (
              <label key={shape} className="rounded-lg border border-line bg-raised px-2.5 py-1 text-[0.8125rem] text-soft has-checked:border-line-strong has-checked:bg-chosen has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
                <input type="radio" name="shape" className="sr-only" checked={form.shape === shape} onChange={() => setChanged(emptyForms[shape])} />
                {name}
              </label>
            ))}
          </div>
        ) : null}
        <p className="text-[0.8125rem] text-soft">{about?.about}</p>
        <ShapeFields form={form} names={names} onChange={setChanged} />
        <section aria-label="What it writes" aria-live="polite" className="rounded-xl border border-line bg-panel p-3.5 text-[0.8125rem]">
          {'missing' in written ? (
            <p className="text-soft">{written.missing}</p>
          ) : (
            <>
              {preview?.says.map((says) => (
                <p key={says} dir="ltr" className="mb-1 font-semibold">
                  {says}
                </p>
              ))}
              <pre className="font-mono text-xs whitespace-pre-wrap text-soft [font-variant-ligatures:none]">{written.text}</pre>
              {preview?.mistakes.map((mistake) => (
                <p key={mistake} className="mt-2 text-contradicted-ink">
                  {mistake}
                </p>
              ))}
            </>
          )}
        </section>
        <div className="flex gap-2">
          <Button type="submit" tone="primary" disabled={result === undefined}>
            {editing ? 'Put it back' : 'Add it'}
          </Button>
          {text.trim() ? <Button onClick={onDone}>Cancel</Button> : null}
        </div>
      </form>
    </div>
  )
}
