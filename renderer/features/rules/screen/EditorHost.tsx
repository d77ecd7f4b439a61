/** The place of the editor in the page, with what stands under the cursor in plain words, and the sealing of a rule. */
import { Lock, LockOpen, SquarePen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../../ui/Button.tsx'
import { type CursorWatch, type UnderCursor, watchCursor } from '../editor/underCursor.ts'
import type { Workbench } from '../workbench.ts'
import { NameDialog } from './NameDialog.tsx'

function useUnderCursor({ session, analyst }: Workbench): UnderCursor & { readonly stillHolds: () => boolean } {
  const [known, setKnown] = useState<UnderCursor>({ here: undefined, holds: false })
  const watch = useRef<CursorWatch>(undefined)
  useEffect(() => {
    const begun = (watch.current = watchCursor({ place: session.place, onPlace: session.onPlace, say: analyst.say }, setKnown))
    return begun.stop
  }, [session, analyst])
  return { ...known, stillHolds: () => watch.current?.holds() ?? false }
}

export function EditorHost({ bench, onForm }: { bench: Workbench; onForm: (place: { from: number; to: number }) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const { here, holds, stillHolds } = useUnderCursor(bench)
  const info = useStore(bench.store, (state) => state.info)
  const [unsealing, setUnsealing] = useState<string>()
  useEffect(() => {
    const { host, view } = bench.session
    place.current?.append(host)
    view.requestMeasure()
    return () => host.remove()
  }, [bench])
  /** Acts on what is shown, unless the cursor has left it in the very moment. */
  const act = (does: () => void) => () => void (stillHolds() && does())
  const sealed = here?.id !== undefined && info.sealed.includes(here.id)
  return (
    <>
      <div ref={place} className="min-h-0 grow overflow-hidden" />
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-t border-line px-5 py-1 text-[0.8125rem] text-soft" aria-live="polite" role="group" aria-label="Under the cursor">
        <p dir="ltr" className="line-clamp-2 grow">
          {here?.says ?? 'Ctrl Space completes, F2 renames, F12 goes to where a name is made known.'}
        </p>
        {here?.id !== undefined ? (
          <Button
            tone="quiet"
            className="!h-7 !px-2"
            icon={sealed ? <Lock size={14} /> : <LockOpen size={14} />}
            disabled={!holds}
            aria-label={sealed ? `Sealed: unseal “${here.id}”` : `Seal “${here.id}”`}
            onClick={act(() => (sealed ? setUnsealing(here.id) : void bench.seal(here.id ?? '', true)))}
          >
            {sealed ? 'Sealed' : 'Seal'}
          </Button>
        ) : null}
        {here ? (
          <Button tone="quiet" className="!h-7 !px-2" icon={<SquarePen size={14} />} disabled={!holds} onClick={act(() => onForm({ from: here.from, to: here.to }))}>
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
