/** Connects the Rules screen: the list of rule sets, or one of them being worked on. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RuleSetId } from '../../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../../shared/problem.ts'
import { problemOf } from '../../../core/client.ts'
import { Page } from '../../../ui/Page.tsx'
import { ProblemLine } from '../../../ui/Problem.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { Rules } from '../actions.ts'
import { openWorkbench, type Workbench } from '../workbench.ts'
import { RuleSetList } from './RuleSetList.tsx'
import { WorkbenchPanel } from './WorkbenchPanel.tsx'

interface Place {
  readonly line?: number
  readonly rule?: string
  readonly file?: string
}

/** Benches stay open when the screen is left, so that undo lives on; the one longest unused goes first. */
const KEPT = 3
const benches = new Map<string, Promise<Workbench>>()

function bench(rules: Rules, id: string): Promise<Workbench> {
  const open = benches.get(id) ?? openWorkbench(rules.core, id as RuleSetId)
  benches.delete(id)
  benches.set(id, open)
  open.catch(() => benches.delete(id))
  for (const [other, old] of benches) {
    if (benches.size <= KEPT) break
    benches.delete(other)
    void old.then((one) => one.close())
  }
  return open
}

/** The set that a rule's file names, once the list is there. */
function useSetOf(rules: Rules, file: string | undefined): void {
  const sets = useStore(rules.core.ruleSets.store, (state) => state.sets)
  useEffect(() => {
    if (!file || !sets) return
    const set = sets.find((one) => one.file === file || file.endsWith(`/${one.file}`))
    const query = location.hash.split('?')[1] ?? ''
    const rest = new URLSearchParams(query)
    rest.delete('file')
    rules.core.go(set ? `#/rules/${set.id}${rest.size ? `?${rest.toString()}` : ''}` : '#/rules')
    if (!set) rules.core.notices.say(`The rule set “${file}” is no longer there.`)
  }, [rules, sets, file])
}

export default function RulesPanel({ rules, id, place }: { rules: Rules; id: string | undefined; place: Place }) {
  useSetOf(rules, id ? undefined : place.file)
  return id ? <OpenPanel key={id} rules={rules} id={id} place={place} /> : <RuleSetList rules={rules} />
}

function OpenPanel({ rules, id, place }: { rules: Rules; id: string; place: Place }) {
  const [opened, setOpened] = useState<Workbench>()
  const [problem, setProblem] = useState<ProblemShape>()
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let left = false
    bench(rules, id).then(
      (one) => left || setOpened(one),
      (error: unknown) => left || setProblem(problemOf(error)),
    )
    return () => {
      left = true
    }
  }, [rules, id, tries])
  if (problem) {
    const again = problem.code === 'not-found' ? () => rules.core.go('#/rules') : () => (setProblem(undefined), setTries(tries + 1))
    return (
      <Page title="Rules">
        <div className="mx-auto w-full max-w-[var(--measure)] px-5 pt-8">
          <ProblemLine problem={problem} onRetry={again} retry={problem.code === 'not-found' ? 'All rule sets' : 'Retry'} />
        </div>
      </Page>
    )
  }
  if (!opened) {
    return (
      <Page title="Rules">
        <Skeleton />
      </Page>
    )
  }
  return <WorkbenchPanel rules={rules} bench={opened} line={place.line} rule={place.rule} />
}
