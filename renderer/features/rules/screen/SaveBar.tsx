/** Below the work while there are unsaved changes: what saving would do, and saving, with what it may ask first. */
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Impact } from '../../../../shared/contract/ruleContract.ts'
import { Bar } from '../../../ui/Bar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { figure } from '../../../ui/judged/verdictWords.ts'
import type { Workbench } from '../workbench.ts'
import { impactWords } from '../impactWords.ts'
import { ImpactDialog } from './ImpactDialog.tsx'
import { NameDialog } from './NameDialog.tsx'

const overturns = (impact: Impact | undefined): boolean => impact !== undefined && impact.notes.length + impact.claims.length > 0

export function SaveBar({ bench }: { bench: Workbench }) {
  const { dirty, saving, impact, info, restored, linked, counts, outside } = useStore(bench.store)
  const notes = useStore(bench.core.kept.store, (state) => state.total ?? 0)
  const [asking, setAsking] = useState<'waiting' | 'impact' | 'reason'>()
  /** Counts the waits, so that one that was left answers nobody. */
  const waits = useRef(0)
  /** A dialog that has gone leaves the focus nowhere; it was in the editor. */
  const giveFocusBack = (): void => {
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && bench.session.host.isConnected) bench.session.view.focus()
    })
  }
  const save = async (reason?: string): Promise<void> => {
    setAsking(undefined)
    const done = await bench.save(reason ? { reason } : {})
    if (done === 'sealed') setAsking('reason')
    else giveFocusBack()
  }
  const proceed = (known: Impact | undefined): void => {
    if (overturns(known)) setAsking('impact')
    else if (known?.sealed.length) setAsking('reason')
    else void save()
  }
  const begin = async (): Promise<void> => {
    if (saving || asking || (!bench.session.isDirty() && linked.length === 0)) return
    if (impact.state === 'known') return proceed(impact.result)
    const mine = (waits.current += 1)
    setAsking('waiting')
    const known = await bench.weigh()
    if (mine === waits.current) proceed(known)
  }
  const leave = (): void => {
    waits.current += 1
    setAsking(undefined)
    giveFocusBack()
  }
  useEffect(() => {
    const onSave = (event: Event): void => {
      if ((event as CustomEvent<string>).detail === bench.id) void begin()
    }
    window.addEventListener('rules:save', onSave)
    return () => window.removeEventListener('rules:save', onSave)
  })
  if (outside || (!dirty && linked.length === 0)) return null
  return (
    <div className="flex min-h-15 shrink-0 items-center gap-x-3 border-t border-line bg-panel px-5 py-2 text-[0.8125rem]" role="region" aria-label="Unsaved changes">
      <p className="line-clamp-2 grow basis-0" aria-live="polite">
        <span className="mr-2 font-semibold">{restored ? 'Your unsaved changes are back.' : 'If you save this'}</span>
        <span className="text-soft">
          {impact.state === 'working'
            ? impact.progress
              ? `${impact.progress.doing}: ${figure(impact.progress.done)} of ${figure(impact.progress.total)}`
              : 'Looking at what it would change…'
            : impact.result
              ? impactWords(impact.result, notes)
              : ''}
          {counts?.errors ? `${impact.state === 'none' ? '' : '; '}${counts.errors} ${counts.errors === 1 ? 'mistake is' : 'mistakes are'} left out of what holds` : ''}
          {linked.length ? `; ${linked.length} other ${linked.length === 1 ? 'rule set is' : 'rule sets are'} renamed with it` : ''}
        </span>
      </p>
      {overturns(impact.result) ? (
        <Button tone="quiet" className="!px-2 font-semibold !text-accent" onClick={() => setAsking('impact')}>
          See them
        </Button>
      ) : null}
      <Button tone="quiet" onClick={bench.discard}>
        Discard
      </Button>
      <Button tone="primary" disabled={saving} onClick={() => void begin()}>
        {saving ? 'Saving…' : `Save as v${info.number + 1}`}
      </Button>
      {asking === 'waiting' ? (
        <Dialog label="Looking at what it would change" onClose={leave} className="w-[min(26rem,calc(100vw-2rem))]">
          <div className="flex flex-col gap-4 p-5">
            <h2 className="text-base">Looking at what it would change</h2>
            <Bar
              label={impact.progress ? `${impact.progress.doing}: ${figure(impact.progress.done)} of ${figure(impact.progress.total)}` : 'Notes and past answers that lean on these rules'}
              {...(impact.progress?.total ? { fraction: impact.progress.done / impact.progress.total } : {})}
            />
            <div className="flex justify-end gap-2">
              <Button onClick={leave}>Go on editing</Button>
              <Button
                data-autofocus=""
                onClick={() => {
                  leave()
                  void save()
                }}
              >
                Save without waiting
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
      {asking === 'impact' && impact.result ? (
        <ImpactDialog core={bench.core} impact={impact.result} action={`Save as v${info.number + 1}`} onClose={leave} onSave={() => (impact.result?.sealed.length ? setAsking('reason') : void save())} />
      ) : null}
      {asking === 'reason' ? (
        <NameDialog title="A sealed rule changes" label="Why" action={`Save as v${info.number + 1}`} onClose={() => setAsking(undefined)} onDone={(reason) => void save(reason)}>
          <p className="text-[0.8125rem] text-soft">
            {impact.result?.sealed.length ? `This changes ${impact.result.sealed.map((id) => `“${id}”`).join(', ')}. ` : ''}
            Say why, in a sentence you will understand later. It is kept with the version.
          </p>
        </NameDialog>
      ) : null}
    </div>
  )
}
