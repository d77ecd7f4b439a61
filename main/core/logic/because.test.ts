/** The reasons of a proof: none to spare at any size, and the fewest there are where the proof is small. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { randomBase, rulesText } from '../../../fixtures/logic/randomBase.ts'
import { randomFrom } from '../../../fixtures/logic/firstOrderProblem.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula, type FormulaDecision } from './decideFormula.ts'

const solver = createSolver()
after(() => solver.close())

async function decide(lines: readonly string[], claim: string): Promise<FormulaDecision> {
  const rules = parseRules([{ file: 'random.rules', text: lines.join('\n') }])
  const parsed = parseFormula(claim, rules)
  if (!('formula' in parsed)) throw new Error(`${claim}: ${parsed.diagnostics[0]?.message}`)
  return decideFormula(compileBase(rules), parsed.formula, { asOf: '2026-01-01', solver })
}

function* subsets(items: readonly string[], size: number, from = 0): Iterable<string[]> {
  if (size === 0) { yield []; return }
  for (let at = from; at <= items.length - size; at++) for (const rest of subsets(items, size - 1, at + 1)) yield [items[at] as string, ...rest]
}

test('no other set of fewer reasons gives the verdict', async () => {
  let shown = 0
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.boolean(), async (seed, numbers) => {
    const base = randomBase(seed, { numbers })
    const { verdict, because } = await decide([...base.declarations, ...base.items], base.claim)
    if ((verdict !== 'proved' && verdict !== 'refuted') || because.length < 2 || because.length > 4) return
    // Beside a base in conflict a verdict rests on what is in no conflict: a part of the base may give it more easily.
    if ((await decide([...base.declarations, ...base.items, 'relation unheard(Thing)'], 'unheard(a)')).verdict === 'inconsistent') return
    const fewer: string[] = []
    for (const some of subsets(base.items, because.length - 1)) if ((await decide([...base.declarations, ...some], base.claim)).verdict === verdict) fewer.push(some.join(' ; '))
    const whole = await decide([...base.declarations, ...base.items], base.claim)
    if (fewer.length > 0) deepStrictEqual([rulesText(base), base.claim, whole.because.map((b) => b.id), fewer[0]], [])
    shown++
  }), { numRuns: 300, seed: 20261124 })
  ok(shown > 8, `only ${shown} proofs of two to four reasons`)
})

/** A long chain of conditions with two conditions here and there, cut up in random order, with detours that end nowhere and second ways round. */
function longBase(seed: number, length: number): { lines: string[]; claim: string } {
  const next = randomFrom(seed)
  const names = Array.from({ length: length + 1 }, (_, at) => `p${at}`)
  const items: string[] = ['fact p0(a)']
  for (let at = 0; at < length; at++) {
    const chance = next()
    if (chance < 0.2) items.push(`fact side${at}(a)`, `rule s${at}: p${at}(X) and side${at}(X) implies p${at + 1}(X)`)
    else items.push(`rule s${at}: p${at}(X) implies p${at + 1}(X)`)
    if (chance > 0.85) items.push(`rule d${at}: p${at}(X) implies dead${at}(X)`)
    // A second way round: two steps in the place of one.
    if (chance > 0.7 && chance < 0.8) items.push(`rule u${at}: p${at}(X) implies way${at}(X)`, `rule v${at}: way${at}(X) implies p${at + 1}(X)`)
    if (chance > 0.8 && chance < 0.85) items.push(`rule m${at}: p${at}(X) implies n${at}(X) > 3`, `rule k${at}: n${at}(X) > 2 implies p${at + 1}(X)`)
  }
  const sort = items.map((item) => [next(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item)
  const declared = names.flatMap((_, at) => [`p${at}`, `side${at}`, `dead${at}`, `way${at}`].map((n) => `relation ${n}(Thing)`).concat(`quantity n${at}(Thing)`))
  return { lines: ['entity a', ...declared, ...sort], claim: next() < 0.5 ? `p${length}(a)` : `not p${length}(a)` }
}

/** seed, steps, and of how many reasons each is left out in turn. */
for (const [seed, length, every] of [[1, 70, 1], [2, 120, 2], [3, 300, 12]] as const) {
  test(`a proof of ${length} steps: no reason can be spared`, async () => {
    const { lines, claim } = longBase(seed, length)
    const { verdict, because } = await decide(lines, claim)
    const declared = lines.filter((line) => /^(entity|relation|quantity)/.test(line))
    const used = because.map((b) => lines[b.line - 1] as string)
    ok(used.length > length, `${used.length} reasons`)
    const alone = (await decide([...declared, ...used], claim)).verdict
    const spare: string[] = []
    for (const item of used.filter((_, at) => at % every === 0)) if ((await decide([...declared, ...used.filter((u) => u !== item)], claim)).verdict === verdict) spare.push(item)
    deepStrictEqual([verdict, alone, spare], [claim.startsWith('not') ? 'refuted' : 'proved', verdict, []])
  })
}
