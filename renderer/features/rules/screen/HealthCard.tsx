/** The health of the whole base: consistent or the smallest conflicts side by side with ways out, rules that add nothing, rules nothing reaches or uses, and the tests. */
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Health, RuleRef } from '../../../../shared/contract/ruleContract.ts'
import { ruleHref } from '../../../core/ruleSets.ts'
import { Bar } from '../../../ui/Bar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { figure } from '../../../ui/judged/verdictWords.ts'
import type { Workbench } from '../workbench.ts'
import { ConflictDialog } from './ConflictDialog.tsx'

const rules = (count: number): string => `${figure(count)} ${count === 1 ? 'rule' : 'rules'}`

function List({ name, about, refs, bench, onShow }: { name: string; about: string; refs: readonly RuleRef[]; bench: Workbench; onShow: (line: number) => void }) {
  if (refs.length === 0) {
    return (
      <div className="flex justify-between gap-3 py-1">
        <dt className="text-soft">{name}</dt>
        <dd>none</dd>
      </div>
    )
  }
  return (
    <div className="py-1">
      <dt className="sr-only">{name}</dt>
      <dd>
        <details>
          <summary className="flex cursor-pointer justify-between gap-3 rounded-sm">
            <span className="text-soft">{name}</span>
            <span>{rules(refs.length)}</span>
          </summary>
          <p className="mt-1 text-xs text-soft">{about}</p>
          <ul className="mt-1 mb-1 flex flex-col gap-1">
            {refs.slice(0, 100).map((ref) => (
              <li key={`${ref.file}${ref.id}${ref.line}`}>
                {ref.set === bench.id ? (
                  <button type="button" className="rounded-sm text-left underline decoration-line-strong underline-offset-3" onClick={() => onShow(ref.line)}>
                    {ref.title || ref.id}
                  </button>
                ) : (
                  <a href={ruleHref(ref)} className="rounded-sm underline decoration-line-strong underline-offset-3">
                    {ref.title || ref.id}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </div>
  )
}

const consistencyWords = (health: Health): string =>
  health.conflicts.length ? `${figure(health.conflicts.length)} ${health.conflicts.length === 1 ? 'conflict' : 'conflicts'}` : health.consistent === null ? 'not settled in time' : health.consistent ? 'yes' : 'no'

export function HealthCard({ bench, onShow }: { bench: Workbench; onShow: (line: number) => void }) {
  const { health } = useStore(bench.store)
  const [open, setOpen] = useState<number>()
  const { result, progress } = health
  const conflict = open === undefined ? undefined : result?.conflicts[open]
  const passing = result?.tests.filter((test) => test.pass).length ?? 0
  return (
    <section aria-label="Health" className="mt-5 text-[0.8125rem]">
      <h2 className="mb-2 text-[0.8125rem]">Health</h2>
      <div className="rounded-xl border border-line bg-raised px-3.5 py-2.5">
        {health.state === 'working' && progress ? <Bar label={`${progress.doing}: ${figure(progress.done)} of ${figure(progress.total)}`} fraction={progress.total ? progress.done / progress.total : undefined} /> : null}
        {result ? (
          <>
            <dl aria-busy={health.state === 'working'}>
              <div className="flex justify-between gap-3 py-1">
                <dt className="text-soft">Consistent</dt>
                <dd className={result.conflicts.length ? 'font-semibold text-contradicted-ink' : ''}>{consistencyWords(result)}</dd>
              </div>
              {result.conflicts.map((one, index) => (
                <div key={one.entries.map((entry) => entry.id).join()} className="py-1">
                  <dt className="sr-only">Conflict {index + 1}</dt>
                  <dd>
                    <button type="button" className="rounded-sm text-left text-accent hover:underline" onClick={() => setOpen(index)}>
                      {one.entries.map((entry) => entry.title || entry.id).join(' and ')}
                    </button>
                  </dd>
                </div>
              ))}
              <List name="Follow from others" about="They add nothing: the others say it already." refs={result.entailed} bench={bench} onShow={onShow} />
              <List name="Never reached" about="Their condition can never be met by what is known." refs={result.unreachable} bench={bench} onShow={onShow} />
              <List name="Never used" about="They have carried no verdict so far." refs={result.neverUsed} bench={bench} onShow={onShow} />
              <div className="flex justify-between gap-3 py-1">
                <dt className="text-soft">Tests</dt>
                <dd className={passing < result.tests.length ? 'font-semibold text-contradicted-ink' : ''}>{result.tests.length ? `${figure(passing)} of ${figure(result.tests.length)} pass` : 'none'}</dd>
              </div>
            </dl>
          </>
        ) : health.state === 'none' ? (
          <Button onClick={() => void bench.checkHealth()}>Check the rules</Button>
        ) : (
          <p className="text-soft">Checking…</p>
        )}
      </div>
      {conflict ? <ConflictDialog bench={bench} conflict={conflict} onClose={() => setOpen(undefined)} onShow={onShow} /> : null}
    </section>
  )
}
