/** The health of a whole rule base: mistakes, conflicts, rules that add nothing, rules nothing reaches, and its own tests. */
import type { BaseTest, Diagnostic, RuleBase, StrictRule } from '../../../../shared/logic/base.ts'
import type { Decision } from '../../../../shared/logic/decision.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'
import { implication, unreachedRules } from './reachability.ts'

/** What the check asks of the engine; as-of date and solver are the caller's. */
export interface Engine {
  /** Decides a sentence, or a closed formula, against the base. */
  decide(claim: BaseTest['claim']): Promise<Decision>
  /** Decides a closed formula against the base without the items of the given ids, and without closures if so asked. */
  decideWithout(ids: ReadonlySet<string>, formula: Formula, options: { readonly closures: boolean }): Promise<Pick<Decision, 'verdict'>>
  /** Whether the formula certainly does not follow without these items: then it need not be asked. */
  cannotFollow?(formula: Formula, ids: ReadonlySet<string>, options: { readonly closures: boolean }): boolean
  /** Smallest conflicts as ids; `consistent` is null where it ran out of time. */
  consistency(): Promise<{ readonly consistent: boolean | null; readonly conflicts: readonly (readonly string[])[] }>
}

export interface CheckedTest {
  readonly title: string
  readonly expected: string
  readonly got: string
  readonly pass: boolean
}

/** The JSON of `rules check`. */
export interface BaseCheck {
  readonly diagnostics: readonly Pick<Diagnostic, 'file' | 'line' | 'column' | 'severity' | 'message' | 'mend'>[]
  readonly consistent: boolean | null
  readonly conflicts: readonly (readonly string[])[]
  readonly entailed: readonly string[]
  readonly unreachable: readonly string[]
  readonly tests: readonly CheckedTest[]
}

export interface CheckOptions {
  /** Milliseconds for the search for entailed and unreachable rules; what is not looked at in time is said in a diagnostic. */
  readonly budgetMs: number
  readonly now: () => number
  /** Told before each rule and each test; may wait, and may throw to end it all. */
  readonly step?: (doing: 'conflicts' | 'rules' | 'tests', done: number, total: number) => Promise<void> | void
}

async function runTest(test: BaseTest, engine: Engine): Promise<CheckedTest> {
  const { verdict, because } = await engine.decide(test.claim)
  const named = new Set(because.map((one) => one.id))
  const missing = test.by.filter((id) => !named.has(id))
  const got = verdict === test.expected && missing.length > 0 ? `${verdict}, not by ${missing.join(', ')}` : verdict
  return { title: test.title, expected: test.expected, got, pass: verdict === test.expected && missing.length === 0 }
}

/** That the condition of the rule never holds, as a closed formula. */
function conditionNever(rule: StrictRule): Formula | undefined {
  const parts = implication(rule.formula)
  if (parts === undefined) return undefined
  const never: Formula = { kind: 'not', of: parts.left }
  const wrap = (formula: Formula): Formula => (formula.kind === 'forall' ? { ...formula, body: wrap(formula.body) } : never)
  return wrap(rule.formula)
}

/** Checks everything. The order of the lists is that of the rules in the files. */
export async function checkBase(base: RuleBase, engine: Engine, { budgetMs, now, step }: CheckOptions): Promise<BaseCheck> {
  await step?.('conflicts', 0, 1)
  const { consistent, conflicts } = await engine.consistency()
  const started = now()
  const entailed: string[] = []
  const unreached = unreachedRules(base)
  let looked = 0
  for (const rule of base.rules) {
    if (now() - started > budgetMs) break
    await step?.('rules', looked, base.rules.length)
    looked++
    const without = new Set([rule.id])
    // A closed relation whose facts happen to obey a rule does not make it superfluous: the next fact may break it.
    const follows = async (formula: Formula, closures: boolean): Promise<boolean> =>
      engine.cannotFollow?.(formula, without, { closures }) !== true && (await engine.decideWithout(without, formula, { closures })).verdict === 'proved'
    if (await follows(rule.formula, false)) entailed.push(rule.id)
    const never = conditionNever(rule)
    if (never !== undefined && !unreached.has(rule.id) && (await follows(never, true))) unreached.add(rule.id)
  }
  const tests: CheckedTest[] = []
  for (const [at, test] of base.tests.entries()) {
    await step?.('tests', at, base.tests.length)
    tests.push(await runTest(test, engine))
  }
  const diagnostics = base.diagnostics.map(({ file, line, column, severity, message, mend }) => ({ file, line, column, severity, message, mend }))
  for (const rule of base.rules.slice(looked, looked + 1)) {
    const message = `${base.rules.length - looked} rules from here on were not searched for redundancy: time ran out.`
    diagnostics.push({ file: rule.place.file, line: rule.place.line, column: 1, severity: 'note', message, mend: 'Nothing; split the rule set to have all of it searched.' })
  }
  return { diagnostics, consistent, conflicts, entailed, unreachable: base.rules.map((one) => one.id).filter((id) => unreached.has(id)), tests }
}
