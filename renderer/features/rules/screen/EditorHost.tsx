/** The place of the editor in the page, with what stands under the cursor in plain words, and the sealing of a rule. */
import { Lock, LockOpen, SquarePen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../../ui/Button.tsx'
import type { Workbench } from '../workbench.ts'
import { NameDialog } from './NameDialog.tsx'

interface Here {
  readonly from: number
  readonly to: number
  readonly says: string
  readonly id: string | undefined
}

/** Milliseconds of rest before the line under the cursor is said in words. */
const REST = 150

function useHere(bench: Workbench): Here | undefined {
  const [here, setHere] = useState<Here>()
  const { mistakes, text } = useStore(bench.store)
  useEffect(() => {
    const { session, analyst } = bench
    let timer: ReturnType<typeof setTimeout> | undefined
    let head = -1
    const look = (): void => {
      const at = session.view.state.selection.main.head
      if (at === head) return
      head = at
      void analyst.say(at).then((said) => {
        if (!said) return setHere(undefined)
        const id = /^(?:rule|define|fact|policy|wording|judge)\s+([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*["\s:s]/u.exec(session.view.state.sliceDoc(said.from, Math.min(said.to, said.from + 300)))?.[1]
        setHere({ ...said, id })
      })
    }
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(look, REST)
    }
    soon()
    const { host } = session
    for (const kind of ['keyup', 'mouseup', 'focusin'] as const) host.addEventListener(kind, soon)
    return () => {
      clearTimeout(timer)
      for (const kind of ['keyup', 'mouseup', 'focusin'] as const) host.removeEventListener(kind, soon)
    }
  }, [bench, mistakes, text])
  return here
}

export function EditorHost({ bench, onForm }: { bench: Workbench; onForm: (place: { from: number; to: number }) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const here = useHere(bench)
  const info = useStore(bench.store, (state) => state.info)
  const [unsealing, setUnsealing] = useState<string>()
  useEffect(() => {
    const { host, view } = bench.session
    place.current?.append(host)
    view.requestMeasure()
    return () => host.remove()
  }, [bench])
  const sealed = here?.id !== undefined && info.sealed.includes(here.id)
  return (
    <>
      <div ref={place} className="min-h-0 grow overflow-hidden" />
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-t border-line px-5 py-1 text-[0.8125rem] text-soft" aria-live="polite">
        <p dir="ltr" className="line-clamp-2 grow">
          {here?.says ?? 'Ctrl Space completes, F2 renames, F12 goes to where a name is made known.'}
        </p>
        {here?.id !== undefined ? (
          <Button
            tone="quiet"
            className="!h-7 !px-2"
            icon={sealed ? <Lock size={14} /> : <LockOpen size={14} />}
            onClick={() => (sealed ? setUnsealing(here.id) : void bench.seal(here.id ?? '', true))}
          >
            {sealed ? 'Sealed' : 'Seal'}
          </Button>
        ) : null}
        {here ? (
          <Button tone="quiet" className="!h-7 !px-2" icon={<SquarePen size={14} />} onClick={() => onForm({ from: here.from, to: here.to })}>
            Edit as a form
          </Button>
        ) : null}
      </div>
      {unsealing ? (
        <NameDialog
          title={`Unseal “${unsealing}”`}
          label="Why"
          action="Unseal"
          onClose={() => setUnsealing(undefined)}
          onDone={(reason) => {
            setUnsealing(undefined)
            void bench.seal(unsealing, false, reason)
          }}
        >
          <p className="text-[0.8125rem] text-soft">The reason is kept in the history.</p>
        </NameDialog>
      ) : null}
    </>
  )
}
