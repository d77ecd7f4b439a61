/** One smallest conflict: the rules that cannot hold together, side by side, and the ways out. */
import type { Health } from '../../../../shared/contract/ruleContract.ts'
import { ruleHref } from '../../../core/ruleSets.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import type { Workbench } from '../workbench.ts'

type Conflict = Health['conflicts'][number]

interface ConflictDialogProps {
  readonly bench: Workbench
  readonly conflict: Conflict
  readonly onClose: () => void
  readonly onShow: (line: number) => void
}

/** Where an entry's text stands in the draft, exactly; a way out touches nothing else. */
function placeOf(text: string, entry: Conflict['entries'][number]): { from: number; to: number } | undefined {
  const wanted = entry.text.trim()
  const from = text.indexOf(wanted)
  return from < 0 || text.indexOf(wanted, from + 1) >= 0 ? undefined : { from, to: from + wanted.length }
}

export function ConflictDialog({ bench, conflict, onClose, onShow }: ConflictDialogProps) {
  const take = (way: Conflict['ways'][number]): void => {
    const entry = conflict.entries.find((one) => one.id === way.id)
    const place = entry && placeOf(bench.session.text(), entry)
    onClose()
    if (way.set !== undefined && way.set !== bench.id) return bench.core.go(ruleHref(entry ?? { set: way.set, id: way.id }))
    if (!place) return onShow(entry?.line ?? 1)
    onShow(entry?.line ?? 1)
    requestAnimationFrame(() => bench.session.view.dispatch({ changes: { from: place.from, to: place.to, insert: way.text.trim() }, userEvent: 'input.wayOut' }))
  }
  return (
    <Dialog label="A conflict" onClose={onClose} className="w-[min(48rem,calc(100vw-2rem))]">
      <div className="max-h-[85vh] overflow-y-auto p-5">
        <h2 className="text-base">These cannot all hold</h2>
        <p className="mt-1 text-[0.8125rem] text-soft">Leave any one out and the others agree. Until then, nothing is decided by them where they clash.</p>
        <ul className="mt-4 grid gap-3 min-[700px]:grid-cols-2" aria-label="The rules in conflict">
          {conflict.entries.map((entry) => (
            <li key={`${entry.file}${entry.id}`} className="rounded-xl border border-line bg-paper p-3">
              <p className="text-[0.8125rem] font-semibold">{entry.title || entry.id}</p>
              <pre className="mt-1 font-mono text-xs whitespace-pre-wrap">{entry.text}</pre>
              <a href={ruleHref(entry)} onClick={onClose} className="mt-1 inline-block rounded-sm text-xs text-soft underline decoration-line-strong underline-offset-3">
                {entry.file}, line {entry.line}
              </a>
            </li>
          ))}
        </ul>
        <h3 className="mt-4 text-[0.8125rem]">Ways out</h3>
        <ul className="mt-1 flex flex-col gap-2">
          {conflict.ways.map((way) => (
            <li key={way.say} className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
              <span className="grow">{way.say}</span>
              <Button className="!h-7" onClick={() => take(way)}>
                {way.set === undefined || way.set === bench.id ? 'Do this' : 'Go there'}
              </Button>
            </li>
          ))}
        </ul>
        <p className="mt-3 text-xs text-soft">It changes the draft only; you see what it would change before you save.</p>
        <div className="mt-4 flex justify-end">
          <Button onClick={onClose} data-autofocus="">
            Close
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
