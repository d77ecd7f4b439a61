/** The health of a whole base: conflicts side by side with ways out, rules that add nothing, and the base's own tests. */
import type { Diagnostic } from '../../../../shared/logic/base.ts'
import { itemOf } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'
import type { ReadSentence } from '../decideClaim.ts'
import type { Solver } from '../solver.ts'
import { checkBase, type CheckedTest } from '../whole/checkBase.ts'
import { engineFor } from '../whole/engineFor.ts'
import { breathing } from './breathe.ts'
import { allItems } from './ruleText.ts'
import type { RuleText } from '../../ports.ts'
import { type WayOut, waysOut } from './waysOut.ts'

/** A declaration as it is pointed at. */
export interface ItemRef {
  readonly file: string
  readonly id: string
  readonly kind: string
  readonly line: number
  readonly title: string
  /** As it stands in its file. */
  readonly text: string
}

export interface BaseHealth {
  readonly consistent: boolean | null
  readonly conflicts: readonly { readonly entries: readonly ItemRef[]; readonly ways: readonly WayOut[] }[]
  readonly entailed: readonly ItemRef[]
  readonly unreachable: readonly ItemRef[]
  /** Rules, defaults and definitions that could have carried a verdict. */
  readonly rules: readonly ItemRef[]
  readonly tests: readonly (CheckedTest & { readonly file: string; readonly line: number })[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface HealthOptions {
  readonly asOf: string
  readonly solver: Solver
  readonly read: ReadSentence
  readonly signal: AbortSignal
  readonly progress: (progress: { doing: string; done: number; total: number }) => void
  /** Effort for conflicts, and milliseconds for the search for superfluous rules; defaults 10,000 and 20,000. */
  readonly budget?: { readonly conflicts: number; readonly rules: number }
}

const DOING = { conflicts: 'Looking for rules that contradict each other', rules: 'Looking for rules that add nothing', tests: 'Running the tests' } as const
/** Conflicts that are shown: whoever mends the first few asks again. */
const MOST_CONFLICTS = 20

interface Placed { readonly id: string; readonly kind: string; readonly place: { readonly file: string; readonly line: number; readonly start: number; readonly end: number }; readonly title: string }

/** A declaration's own lines, without the comments and blank lines that follow it. */
export function declarationText(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const lines = text.slice(start, end).split('\n')
  while (lines.length > 1 && /^\s*(?:#.*)?$/.test(lines.at(-1) ?? '')) lines.pop()
  return lines.join('\n').trimEnd()
}

/** Throws the signal's reason when it is aborted. */
export async function healthOf(compiled: CompiledBase, texts: readonly RuleText[], options: HealthOptions): Promise<BaseHealth> {
  const { signal, progress, asOf, solver, read, budget = { conflicts: 10_000, rules: 20_000 } } = options
  const { base } = compiled
  const breathe = breathing(signal)
  const textOf = new Map(texts.map(({ file, text }) => [file, text]))
  const ref = ({ id, kind, place, title }: Placed): ItemRef => ({ id, kind, title, file: place.file, line: place.line, text: declarationText(textOf.get(place.file) ?? '', place) })
  const engine = engineFor(compiled, { asOf, solver, read, effort: budget.conflicts })
  let found: Awaited<ReturnType<typeof engine.conflicts>> = { consistent: null, conflicts: [] }
  const checked = await checkBase(base, { ...engine, consistency: async () => ({ ...(found = await engine.conflicts()), conflicts: [] }) }, {
    budgetMs: budget.rules, now: () => performance.now(),
    step: async (doing, done, total) => {
      progress({ doing: DOING[doing], done, total })
      await breathe()
    },
  })
  const ruleNamed = new Map<string, Placed>([...base.rules, ...base.defaults].map((one) => [one.id, one]))
  const named = (ids: readonly string[]): ItemRef[] => ids.flatMap((id) => ruleNamed.get(id) ?? []).map(ref)
  const titles = new Map<unknown, string>(allItems(base).map((one) => [one.place, one.title]))
  const conflicts = found.conflicts.slice(0, MOST_CONFLICTS).map((numbers) => {
    const entries = numbers.map((number) => itemOf(compiled, number)).map((item) => ref({ ...item, title: titles.get(item.place) ?? item.id }))
    return { entries, ways: waysOut(entries, base, asOf) }
  })
  return {
    consistent: found.consistent, conflicts,
    entailed: named(checked.entailed), unreachable: named(checked.unreachable),
    rules: [...base.rules, ...base.defaults, ...base.definitions].map(ref),
    tests: checked.tests.map((one, at) => ({ ...one, file: base.tests[at]?.place.file ?? '', line: base.tests[at]?.place.line ?? 0 })),
    diagnostics: [...base.diagnostics],
  }
}
