/** Conflicts instance by instance, held against enumeration: on small random bases every subset of instances and every world is tried. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula } from './decideFormula.ts'

const solver = createSolver()
after(() => solver.close())

const ENTITIES = ['a', 'b'] as const
const RELATIONS = ['p', 'q', 'r'] as const
const WORLDS = 1 << (ENTITIES.length * RELATIONS.length)

/** One of `p(a)`, …; `X` stands for every individual. */
interface Atom { readonly relation: (typeof RELATIONS)[number]; readonly of: 'a' | 'b' | 'X'; readonly positive: boolean }
interface Rule { readonly if: readonly Atom[]; readonly then: readonly Atom[] }

const atom = (of: readonly ('a' | 'b' | 'X')[]): fc.Arbitrary<Atom> =>
  fc.record({ relation: fc.constantFrom(...RELATIONS), of: fc.constantFrom(...of), positive: fc.boolean() })
const rule: fc.Arbitrary<Rule> = fc.record({
  if: fc.array(atom(['X', 'X', 'X', 'a']), { minLength: 1, maxLength: 2 }), then: fc.array(atom(['X', 'X', 'X', 'b']), { minLength: 1, maxLength: 2 }),
})
const cases = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }), facts: fc.uniqueArray(atom(ENTITIES), { minLength: 1, maxLength: 5, selector: (f) => print(f) }), claim: atom(ENTITIES),
})

const print = ({ relation, of, positive }: Atom): string => `${positive ? '' : 'not '}${relation}(${of})`
const printRule = (r: Rule): string => `(${r.if.map(print).join(' and ')}) implies (${r.then.map(print).join(' or ')})`

const holdsIn = (world: number, { relation, of, positive }: Atom, x: 'a' | 'b'): boolean => {
  const bit = RELATIONS.indexOf(relation) * ENTITIES.length + ENTITIES.indexOf(of === 'X' ? x : of)
  return ((world >> bit) & 1) === (positive ? 1 : 0)
}

/** The worlds in which something holds, as bits. */
function worldsOf(holds: (world: number) => boolean): bigint {
  let bits = 0n
  for (let world = 0; world < WORLDS; world++) if (holds(world)) bits |= 1n << BigInt(world)
  return bits
}

/** The verdict by definition: what is in no minimal conflict decides; else whether some consistent part with the rest would. */
function byEnumeration(rules: readonly Rule[], facts: readonly Atom[], claim: Atom, closed?: Atom['relation']): string {
  const instances = [...new Set([
    ...facts.map((f) => worldsOf((w) => holdsIn(w, f, 'a'))),
    ...rules.flatMap((r) => {
      const open = [...r.if, ...r.then].some((one) => one.of === 'X')
      return (open ? ENTITIES : (['a'] as const)).map((x) => worldsOf((w) => !r.if.every((i) => holdsIn(w, i, x)) || r.then.some((t) => holdsIn(w, t, x))))
    }),
  ])]
  const all = (1n << BigInt(WORLDS)) - 1n
  if (closed) {
    const base = instances.reduce((bits, one) => bits & one, all)
    if (base === 0n) return 'contradicts itself before anything is closed'
    for (const of of ENTITIES) {
      const holds = worldsOf((w) => holdsIn(w, { relation: closed, of, positive: true }, of))
      if ((base & ~holds) !== 0n) instances.push(all & ~holds)
    }
  }
  const parts = Array.from({ length: 1 << instances.length }, (_, part) => instances.reduce((bits, one, at) => ((part >> at) & 1 ? bits & one : bits), all))
  const minimal = [...parts.keys()].filter((part) => parts[part] === 0n && instances.every((_, at) => !((part >> at) & 1) || parts[part & ~(1 << at)] !== 0n))
  const inConflict = minimal.reduce((union, one) => union | one, 0)
  const yes = worldsOf((w) => holdsIn(w, claim, 'a'))
  const decides = (part: number): 'proved' | 'refuted' | undefined =>
    ((parts[part] as bigint) & ~yes & all) === 0n ? 'proved' : ((parts[part] as bigint) & yes) === 0n ? 'refuted' : undefined
  const rest = decides((1 << instances.length) - 1 & ~inConflict)
  if (rest) return rest
  return [...parts.keys()].some((part) => parts[part] !== 0n && decides(part)) ? 'inconsistent' : 'possible'
}

const textOf = (rules: readonly Rule[], facts: readonly Atom[]): string => [
  ...ENTITIES.map((e) => `entity ${e}`), ...RELATIONS.map((r) => `relation ${r}(Thing)`),
  ...rules.map((r, at) => `rule r${at}: ${printRule(r)}`), ...facts.map((f) => `fact ${print(f)}`),
].join('\n')

async function decide(text: string, claim: Atom): Promise<string> {
  const base = parseRules([{ file: 'small.rules', text }])
  const parsed = parseFormula(print(claim), base)
  ok('formula' in parsed, text)
  return (await decideFormula(compileBase(base), parsed.formula, { asOf: '2026-01-01', solver })).verdict
}

const RUNS = { numRuns: Number(process.env['CONFLICT_CASES'] ?? 150), seed: 20261123 }

test('where rules and facts contradict each other, the verdict is the one of the definition', async () => {
  const seen = new Set<string>()
  await fc.assert(fc.asyncProperty(cases, async ({ rules, facts, claim }) => {
    const expected = byEnumeration(rules, facts, claim)
    seen.add(expected)
    const text = textOf(rules, facts)
    deepStrictEqual(await decide(text, claim), expected, `${text}\nclaim ${print(claim)}`)
  }), RUNS)
  deepStrictEqual([...seen].sort(), ['inconsistent', 'possible', 'proved', 'refuted'])
})

/** One of two holds and neither is entailed: closing takes both away. Chance hardly ever makes such a base. */
const CLOSING_CLASHES: { rules: Rule[]; facts: Atom[]; claim: Atom } = {
  rules: [{ if: [{ relation: 'p', of: 'X', positive: true }], then: [{ relation: 'q', of: 'X', positive: true }, { relation: 'q', of: 'b', positive: true }] }],
  facts: [{ relation: 'p', of: 'a', positive: true }], claim: { relation: 'q', of: 'a', positive: true },
}

test('what a closed relation is not entailed to hold of is false, and conflicts that come of it are conflicts', async () => {
  const seen = new Set<string>()
  await fc.assert(fc.asyncProperty(cases, async ({ rules, facts, claim }) => {
    const expected = byEnumeration(rules, facts, claim, 'q')
    fc.pre(!expected.startsWith('contradicts'))
    seen.add(expected)
    const text = `${textOf(rules, facts)}\nclosed q`
    deepStrictEqual(await decide(text, claim), expected, `${text}\nclaim ${print(claim)}`)
  }), { ...RUNS, examples: [[CLOSING_CLASHES]] })
  deepStrictEqual([...seen].sort(), ['inconsistent', 'possible', 'proved', 'refuted'])
})
