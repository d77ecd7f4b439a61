/** The tests of this rule set: what is expected, what came out, and making one from a sentence. */
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Health } from '../../../../shared/contract/ruleContract.ts'
import { quote } from '../../../../shared/logic/printSurface.ts'
import { logicVerdicts } from '../../../../shared/model/verdict.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, fieldClass } from '../../../ui/Field.tsx'
import type { Workbench } from '../workbench.ts'

interface TestsTabProps {
  readonly bench: Workbench
  readonly tests: Health['tests']
  readonly onShow: (line: number) => void
  readonly onAdd: (text: string) => void
}

export function TestsTab({ bench, tests, onShow, onAdd }: TestsTabProps) {
  const state = useStore(bench.store, (one) => one.health.state)
  const [sentence, setSentence] = useState('')
  const [expected, setExpected] = useState<(typeof logicVerdicts)[number]>('refuted')
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
        <p className="mb-4 text-[0.8125rem] text-soft">Tests say what your rules should answer. They run at every change and at every save, so that a rule that goes wrong is seen at once.</p>
        {tests.length ? (
          <ul aria-label="Tests" className="divide-y divide-line">
            {tests.map((test) => (
              <li key={`${test.line}${test.title}`}>
                <button type="button" onClick={() => onShow(test.line)} className="-mx-3 flex w-[calc(100%+1.5rem)] items-baseline gap-3 rounded-lg px-3 py-2 text-left hover:bg-hover/60">
                  <span className={`w-16 shrink-0 text-xs font-semibold ${test.pass ? 'text-verified-ink' : 'text-contradicted-ink'}`}>{test.pass ? '✓ passes' : '✕ fails'}</span>
                  <span className="grow" dir="auto">
                    {test.title}
                  </span>
                  <span className="shrink-0 text-[0.8125rem] text-soft">{test.pass ? test.expected : `expected ${test.expected}, is ${test.got}`}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className="py-4 text-soft">{state === 'working' ? 'Running the tests…' : 'There is no test yet.'}</p>
        )}
        <form
          className="mt-6 flex flex-wrap items-end gap-3 rounded-xl border border-line bg-raised p-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (!sentence.trim()) return
            onAdd(`test ${quote(sentence.trim().slice(0, 60))}: ${quote(sentence.trim())} is ${expected}`)
            setSentence('')
          }}
        >
          <Field label="A sentence to test" className="min-w-56 grow" dir="auto" value={sentence} placeholder="North has a PUE of 0.95" onChange={(event) => setSentence(event.target.value)} />
          <label className="text-[0.8125rem]">
            <span className="mb-1 block font-semibold">should be</span>
            <select className={`${fieldClass} !w-36`} value={expected} onChange={(event) => setExpected(event.target.value as typeof expected)}>
              {logicVerdicts.map((verdict) => (
                <option key={verdict}>{verdict}</option>
              ))}
            </select>
          </label>
          <Button type="submit" disabled={!sentence.trim()}>
            Add the test
          </Button>
        </form>
      </div>
    </div>
  )
}
