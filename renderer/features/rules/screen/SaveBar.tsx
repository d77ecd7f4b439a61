/** Below the work while there are unsaved changes: what saving would do, and saving, with what it may ask first. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Impact } from '../../../../shared/contract/ruleContract.ts'
import { Button } from '../../../ui/Button.tsx'
import { figure } from '../../../ui/judged/verdictWords.ts'
import type { Workbench } from '../workbench.ts'
import { impactWords } from '../impactWords.ts'
import { ImpactDialog } from './ImpactDialog.tsx'
import { NameDialog } from './NameDialog.tsx'

const overturns = (impact: Impact | undefined): boolean => impact !== undefined && impact.notes.length + impact.claims.length > 0

export function SaveBar({ bench }: { bench: Workbench }) {
  const { dirty, saving, impact, info, restored, linked, counts, outside } = useStore(bench.store)
  const notes = useStore(bench.core.kept.store, (state) => state.notes.length)
  const [asking, setAsking] = useState<'impact' | 'reason'>()
  const save = async (reason?: string): Promise<void> => {
    setAsking(undefined)
    const done = await bench.save(reason ? { reason } : {})
    if (done === 'sealed') setAsking('reason')
  }
  const begin = (): void => {
    if (saving || (!bench.session.isDirty() && linked.length === 0)) return
    if (impact.state === 'known' && overturns(impact.result)) setAsking('impact')
    else if (impact.result?.sealed.length) setAsking('reason')
    else void save()
  }
  useEffect(() => {
    const onSave = (event: Event): void => {
      if ((event as CustomEvent<string>).detail === bench.id) begin()
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
      <Button tone="primary" disabled={saving} onClick={begin}>
        {saving ? 'Saving…' : `Save as v${info.number + 1}`}
      </Button>
      {asking === 'impact' && impact.result ? (
        <ImpactDialog core={bench.core} impact={impact.result} action={`Save as v${info.number + 1}`} onClose={() => setAsking(undefined)} onSave={() => (impact.result?.sealed.length ? setAsking('reason') : void save())} />
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
