/** Try a claim: a sentence or formula, its reading, verdict and reasons as it is typed, what would decide it, and a case against it. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { DraftSet, Tried } from '../../../../shared/contract/ruleContract.ts'
import type { Core } from '../../../core/core.ts'
import { ruleHref } from '../../../core/ruleSets.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { LogicChip, words } from '../../../ui/rules/LogicChip.tsx'
import { createTryClaim } from '../tryClaim.ts'

const ProofGraphView = lazy(() => import('./ProofGraphView.tsx'))

interface TryPanelProps {
  readonly core: Core
  /** The text being edited, which stands in for the saved one. */
  readonly draft?: DraftSet | undefined
  /** Adds a line to the open set; without one the fact goes nowhere and is not offered. */
  readonly onAdd?: ((line: string) => void) | undefined
}

type LogicVerdict = Tried['verdict']
const meaning: Record<LogicVerdict, string> = {
  proved: 'It follows from your rules and facts.',
  refuted: 'It cannot be true beside your rules and facts.',
  presumed: 'It is usually so, by a rule that says “normally”.',
  possible: 'Your rules leave it open.',
  silent: 'Nothing in it could be read in the names your rules know.',
  ambiguous: 'It can be read in more than one way.',
  inconsistent: 'The rules that touch it contradict each other.',
  undecided: 'No answer was found in time.',
}
const Code = ({ children }: { children: string }) => <code className="font-mono text-[0.75rem] break-words">{children}</code>

function Reasons({ tried }: { tried: Tried }) {
  const [shown, setShown] = useState<'steps' | 'graph'>('steps')
  const [large, setLarge] = useState(false)
  if (tried.because.length === 0) return null
  return (
    <div className="mt-3 border-t border-line pt-3">
      <ol className="steps text-[0.8125rem]" aria-label="Why">
        {tried.proof.steps.length
          ? tried.proof.steps.map((step, i) => (
              <li key={i} data-clash={tried.verdict === 'refuted' && i === tried.proof.steps.length - 1 ? '' : undefined}>
                <bdi>{step}</bdi>
              </li>
            ))
          : tried.because.map((entry) => <li key={`${entry.id}:${entry.line}`}>{entry.says}</li>)}
      </ol>
      <p className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-xs text-soft">
        {tried.because.map((entry) => (
          <a key={`${entry.id}:${entry.line}`} href={ruleHref(entry)} className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink">
            {entry.id}
          </a>
        ))}
      </p>
      {tried.proof.nodes.length > 1 ? (
        <>
          <button type="button" className="mt-2 rounded-sm text-[0.8125rem] text-accent hover:underline" aria-expanded={shown === 'graph'} onClick={() => setShown(shown === 'graph' ? 'steps' : 'graph')}>
            {shown === 'graph' ? 'Hide the graph' : 'Show as a graph'}
          </button>
          {shown === 'graph' ? (
            <Suspense fallback={<p className="text-xs text-soft">Drawing…</p>}>
              <ProofGraphView proof={tried.proof} because={tried.because} verdict={tried.verdict} />
              <button type="button" className="mt-1 rounded-sm text-[0.8125rem] text-accent hover:underline" onClick={() => setLarge(true)}>
                Show it larger
              </button>
              {large ? (
                <Dialog label="The proof as a graph" onClose={() => setLarge(false)} className="w-[min(56rem,calc(100vw-2rem))]">
                  <div className="p-5">
                    <h2 className="text-base">Why it is {words[tried.verdict].toLowerCase()}</h2>
                    <ProofGraphView proof={tried.proof} because={tried.because} verdict={tried.verdict} large />
                    <div className="mt-3 flex justify-end">
                      <Button onClick={() => setLarge(false)} data-autofocus="">
                        Close
                      </Button>
                    </div>
                  </div>
                </Dialog>
              ) : null}
            </Suspense>
          ) : null}
        </>
      ) : null}
    </div>
  )
}

function WouldDecide({ tried, onAdd }: { tried: Tried; onAdd: TryPanelProps['onAdd'] }) {
  if (tried.wouldDecide.length === 0) return null
  return (
    <section aria-label="What would decide it" className="mt-3 border-t border-line pt-3">
      <h4 className="text-[0.8125rem] font-semibold">What would decide it</h4>
      <ul className="mt-1 flex flex-col gap-2">
        {tried.wouldDecide.map((one) => (
          <li key={one.fact} className="text-[0.8125rem]">
            {one.says ? <span className="block">{one.says}</span> : null}
            <Code>{one.fact}</Code>
            {onAdd ? (
              <span className="mt-1 flex flex-wrap gap-1.5">
                <Button className="!h-7" onClick={() => onAdd(one.fact)}>
                  Add this fact
                </Button>
                {one.denied ? (
                  <Button className="!h-7" tone="quiet" onClick={() => onAdd(one.denied ?? '')}>
                    Add that it is not so
                  </Button>
                ) : null}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcome({ tried, onAdd, onCounter }: { tried: Tried; onAdd: TryPanelProps['onAdd']; onCounter: () => void }) {
  const several = tried.readings.length > 1
  return (
    <div className="mt-2 rounded-xl border border-line bg-raised px-3.5 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <LogicChip verdict={tried.verdict} />
        <span className="text-[0.8125rem] text-soft">{meaning[tried.verdict]}</span>
      </p>
      {several ? (
        <ul aria-label="Readings" className="mt-2 flex flex-col gap-1 text-[0.8125rem]">
          {tried.readings.map((reading) => (
            <li key={reading.printed} className="flex flex-wrap items-center gap-2">
              <Code>{reading.printed}</Code>
              <LogicChip verdict={reading.verdict} />
            </li>
          ))}
        </ul>
      ) : tried.reading.length ? (
        <p className="mt-2 text-[0.8125rem] text-soft">
          reads as{' '}
          {tried.reading.map((reading, i) => (
            <span key={reading} className="text-ink">
              {i > 0 ? ' and ' : ''}
              <Code>{reading}</Code>
            </span>
          ))}
        </p>
      ) : null}
      {tried.presumedFalse ? <p className="mt-2 text-[0.8125rem] text-soft">Usually it is not so, by {tried.presumedFalse}.</p> : null}
      {tried.verdict === 'silent' || tried.reading.length === 0
        ? tried.diagnostics.slice(0, 3).map((one) => (
            <p key={`${one.start}${one.message}`} className="mt-2 text-[0.8125rem]">
              {one.message} <span className="text-soft">{one.mend}</span>
            </p>
          ))
        : null}
      <Reasons tried={tried} />
      <WouldDecide tried={tried} onAdd={onAdd} />
      {tried.verdict === 'possible' || tried.verdict === 'presumed' ? (
        tried.counterModel ? (
          <section aria-label="A case in which it does not hold" className="mt-3 border-t border-line pt-3">
            <h4 className="text-[0.8125rem] font-semibold">A case in which it does not hold</h4>
            {tried.counterModel.length ? (
              <ul className="mt-1 text-[0.8125rem]">
                {tried.counterModel.map((line) => (
                  <li key={line}>
                    <Code>{line}</Code>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="mt-1 text-[0.8125rem] text-soft">None was found.</p>
            )}
          </section>
        ) : (
          <button type="button" className="mt-2 rounded-sm text-[0.8125rem] text-accent hover:underline" onClick={onCounter}>
            Show a case in which it does not hold
          </button>
        )
      ) : null}
    </div>
  )
}

export function TryPanel({ core, draft, onAdd, children }: TryPanelProps & { children?: React.ReactNode }) {
  const trying = useMemo(() => createTryClaim(core), [core])
  const { text, busy, tried, problem } = useStore(trying.store)
  const baseVersion = useStore(core.ruleSets.store, (state) => state.baseVersion)
  useEffect(() => {
    trying.over(draft)
  }, [trying, draft, baseVersion])
  return (
    <div className="flex h-full flex-col overflow-y-auto px-4 pt-3 pb-6" tabIndex={0} role="group" aria-label="Try a claim and health">
      <h2 className="mb-2 text-[0.8125rem]">Try a claim</h2>
      <textarea
        aria-label="A claim to try"
        dir="auto"
        rows={2}
        value={text}
        placeholder="North has a PUE of 0.95"
        maxLength={20_000}
        onChange={(event) => trying.type(event.target.value)}
        className="w-full shrink-0 resize-y rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-[0.8125rem] focus-visible:!outline-2 focus-visible:!outline-accent"
      />
      <div aria-live="polite" aria-busy={busy}>
        {problem ? <p className="mt-2 text-[0.8125rem] text-contradicted-ink">{problem}</p> : null}
        {tried && text.trim() ? <Outcome tried={tried} onAdd={onAdd} onCounter={trying.counterModel} /> : null}
        {!text.trim() ? <p className="mt-2 text-[0.8125rem] text-soft">Write a sentence or a formula. You see how it is read, what your rules say of it, and why.</p> : null}
      </div>
      {children}
    </div>
  )
}
