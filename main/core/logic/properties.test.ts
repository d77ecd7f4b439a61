/** What holds of every verdict, on random bases: the tiers agree, wording does not matter, reasons are enough and none is spare. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { randomBase, rulesText, type RandomBase } from '../../../fixtures/logic/randomBase.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula, type FormulaDecision } from './decideFormula.ts'

const solver = createSolver()
after(() => solver.close())

async function decide(base: Pick<RandomBase, 'declarations' | 'items'>, claim: string, options: { search?: boolean; alone?: boolean } = {}): Promise<FormulaDecision> {
  const rules = parseRules([{ file: 'random.rules', text: rulesText(base) }])
  const parsed = parseFormula(claim, rules)
  if (!('formula' in parsed)) throw new Error(`${claim}: ${parsed.diagnostics[0]?.message}`)
  return decideFormula(compileBase(rules), parsed.formula, { asOf: '2026-01-01', ...(options.alone ? {} : { solver }), ...(options.search === false ? { search: false } : {}) })
}

const FEATURES = [{}, { equality: true }, { numbers: true }] as const
const bases = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(...FEATURES)).map(([seed, features]) => randomBase(seed, features))
const RUNS = { numRuns: 60, seed: 20261123 }

/** Renames every name of the base at once. */
const RENAMED: Readonly<Record<string, string>> = { a: 'zeta', b: 'alpha', c: 'm_1', p: 'q', q: 'r', r: 'warm', s: 'links', n: 'size' }
const renamed = (text: string): string => text.replace(/\b[abcpqrsn]\b/g, (name) => RENAMED[name] ?? name)

test('propagation alone and the solver alone never contradict each other', async () => {
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const verdicts = [await decide(base, base.claim, { alone: true }), await decide(base, base.claim, { search: false })].map((d) => d.verdict)
    ok(verdicts.includes('undecided') || verdicts[0] === verdicts[1], verdicts.join(' against '))
  }), { ...RUNS, numRuns: 25 })
})

test('verdicts do not change under renaming', async () => {
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const other = { declarations: base.declarations.map(renamed), items: base.items.map((i) => i.replace(/(?<=^rule \w+: |^fact ).*/, renamed)) }
    deepStrictEqual((await decide(other, renamed(base.claim))).verdict, (await decide(base, base.claim)).verdict)
  }), RUNS)
})

test('verdicts do not change under reordering', async () => {
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const other = { declarations: [...base.declarations].reverse(), items: [...base.items].reverse() }
    deepStrictEqual((await decide(other, base.claim)).verdict, (await decide(base, base.claim)).verdict)
  }), RUNS)
})

test('verdicts do not change under equivalent rewriting', async () => {
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const other = { ...base, items: base.items.map((i) => i.replace(/^(rule \w+: )(.*)$/, '$1not not ($2)')) }
    const verdict = (await decide(base, base.claim)).verdict
    deepStrictEqual([(await decide(other, base.claim)).verdict, (await decide(base, `not (not (${base.claim}))`)).verdict], [verdict, verdict])
  }), RUNS)
})

test('the negation of a proved claim is refuted, and the other way round', async () => {
  const opposite: Readonly<Record<string, string>> = { proved: 'refuted', refuted: 'proved' }
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const { verdict } = await decide(base, base.claim)
    deepStrictEqual((await decide(base, `not (${base.claim})`)).verdict, opposite[verdict] ?? verdict)
  }), RUNS)
})

test('the reasons alone give the verdict, and no part of them does', async () => {
  let shown = 0
  await fc.assert(fc.asyncProperty(bases, async (base) => {
    const { verdict, because } = await decide(base, base.claim)
    if (verdict !== 'proved' && verdict !== 'refuted') return
    shown++
    const lines = rulesText(base).split('\n')
    const items = because.map((b) => lines[b.line - 1] as string)
    const alone = (await decide({ ...base, items }, base.claim)).verdict
    const parts: string[] = []
    for (const spared of items) parts.push((await decide({ ...base, items: items.filter((i) => i !== spared) }, base.claim)).verdict)
    deepStrictEqual([alone, parts.filter((v) => v === verdict)], [verdict, []])
  }), { ...RUNS, numRuns: 120 })
  ok(shown > 20, `only ${shown} claims were decided`)
})
