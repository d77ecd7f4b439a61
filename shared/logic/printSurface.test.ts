/** What is printed is parsed back as it was: over generated declarations, and stable from the first printing on. */
import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSurface } from './parseSurface.ts'
import { printBase, printDeclaration } from './printSurface.ts'
import type { Declaration, Name, SurfaceExpression } from './surface.ts'

const AT = { start: 0, end: 0 }
const named = (name: string): Name => ({ name, ...AT })

/** Names that a person may choose, some of which are words of the language. */
const name = fc.constantFrom('a12', 'North', 'X', 'liquid_cooled', 'open', 'valid', 'test', 'on', 'closed', 'rule', 'Über', 'б7', '랙', 'x_1', 'is', 'to', 'date', 'about').map(named)
const relation = fc.constantFrom('p', 'located_in', 'closed', 'open', 'test', 'valid', 'rule', 'Große_Anlage', 'about', 'from').map((one) => one)
const text = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '{1}', '"', '\\', '#', 'é', '한', '|', ',', "'", '%', '(') , maxLength: 8 }).map((one) => one.normalize('NFC'))
const date = fc.constantFrom('2026-03-14', '1999-12-31', '2024-02-29').map((one) => ({ kind: 'date' as const, text: one, ...AT }))
const measure = fc
  .record({ number: fc.constantFrom('0', '1', '52', '1.33', '0.950', '1e6', '2.5e-3'), unit: fc.option(fc.constantFrom('kW', '%', 'm/s^2', 'EUR', '°C', 'degrees Celsius', 'kWh/m²', 'years'), { nil: undefined }), negative: fc.boolean(), about: fc.boolean() })
  .map(({ number, unit, negative, about }) => ({ kind: 'measure' as const, number, negative, about, ...(unit === undefined ? {} : { unit }), ...AT }))

const leafFormula: fc.Arbitrary<SurfaceExpression> = fc.record({ name: relation, args: fc.array(name, { minLength: 1, maxLength: 3 }) }).map((one) => ({ kind: 'call' as const, ...one, ...AT }))

const { formula } = fc.letrec<{ formula: SurfaceExpression; number: SurfaceExpression }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    measure,
    date,
    leafFormula,
    fc.record({ operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), left: tie('number'), right: tie('number') }).map((one) => ({ kind: 'arithmetic' as const, ...one, ...AT })),
    leafFormula.map((of) => ({ kind: 'negative' as const, of, ...AT })),
  ),
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leafFormula,
    fc.record({ operator: fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const), left: tie('number'), right: tie('number') }).map((one) => ({ kind: 'compare' as const, ...one, ...AT })),
    tie('formula').map((of) => ({ kind: 'not' as const, of, ...AT })),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('formula'), { minLength: 2, maxLength: 4 }) }).map(({ kind, of }) => ({ kind, of: of.flatMap((one) => (one.kind === kind ? one.of : [one])), ...AT })),
    fc.record({ kind: fc.constantFrom('xor' as const, 'implies' as const, 'iff' as const), left: tie('formula'), right: tie('formula') }).map((one) => ({ ...one, ...AT })),
    fc.record({ kind: fc.constantFrom('forall' as const, 'exists' as const), variables: fc.array(fc.record({ name: fc.constantFrom('x', 'y', 'R'), typed: fc.boolean() }), { minLength: 1, maxLength: 3 }), body: tie('formula') })
      .map(({ kind, variables, body }) => ({ kind, body, variables: variables.map((one) => (one.typed ? { ...named(one.name), type: named('Rack') } : named(one.name))), ...AT })),
  ),
}))

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
/** Drops undefined fields, as the reader leaves them out. */
function given<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}
const label = { id: optional(name), title: optional(text) }
const weight = { ...label, severity: optional(fc.constantFrom('block', 'warn', 'note').map(named)), priority: optional(fc.integer({ min: -3, max: 9 })) }
const texts = fc.array(text, { maxLength: 2 })
const someTexts = fc.array(text, { minLength: 1, maxLength: 3 })
const names = fc.array(name, { minLength: 1, maxLength: 3 })
const bound = fc.record({ operator: fc.constantFrom('>=' as const, '<=' as const, '>' as const, '<' as const), value: measure.map(({ about: _, ...one }) => ({ ...one, about: false })) }).map((one) => ({ ...one, ...AT }))
const requirement = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((count) => ({ kind: 'sources' as const, count, ...AT })),
  fc.constantFrom('reviewed', 'primary').map((tier) => ({ kind: 'tier' as const, tier: named(tier), ...AT })),
  fc.constantFrom('years', 'days').map((unit) => ({ kind: 'newer' as const, than: { kind: 'measure' as const, number: '5', unit, negative: false, about: false, ...AT }, ...AT })),
)
const body = fc.record({ variables: fc.constantFrom([], [named('x')]), body: formula, unless: optional(formula) }).map((one) => given({ kind: 'default' as const, ...one, ...AT }))

const declaration: fc.Arbitrary<Declaration> = fc
  .oneof<fc.Arbitrary<object>[]>(
    text.map((title) => ({ kind: 'ruleset', title })),
    fc.record({ kind: fc.constant('type'), names, also: texts }),
    fc.record({ kind: fc.constant('entity'), names, type: optional(name), also: texts }),
    fc.record({ kind: fc.constant('relation'), name, parameters: fc.array(name, { maxLength: 3 }), says: texts, also: texts }),
    fc.record({ kind: fc.constant('quantity'), name, parameters: fc.array(name, { maxLength: 2 }), unit: optional(fc.constantFrom('kW', '%', '1/h', 'kWh/m²', 'tickets').map((unit) => ({ text: unit, ...AT }))), bounds: fc.array(bound, { maxLength: 2 }), says: texts, also: texts }).map((one) => ({ ...one, date: false })),
    fc.record({ kind: fc.constant('rule'), ...weight, body: fc.oneof(formula, body) }),
    fc.record({ kind: fc.constant('define'), ...weight, body: formula }),
    fc.record({ kind: fc.constant('fact'), ...label, body: formula, valid: optional(fc.record({ from: optional(date), to: optional(date) }).map((one) => given({ ...one, ...AT }))), from: optional(text), on: optional(date) }),
    fc.record({ kind: fc.constant('closed'), names }),
    fc.record({ kind: fc.constant('policy'), ...weight, topics: texts, requirements: fc.array(requirement, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('wording'), ...weight, avoid: someTexts, unlessSourced: fc.boolean() }),
    fc.record({ kind: fc.constant('judge'), ...weight, question: text }),
    fc.record({ kind: fc.constant('test'), title: optional(text), claim: fc.oneof(formula, text.map((one) => ({ text: one, ...AT }))), expected: fc.constantFrom('proved', 'refuted').map(named), by: fc.constantFrom([], [{ id: 'dense', ...AT }, { id: 'fact:not p(a)', ...AT }]) }),
  )
  .map((one) => ({ ...given(one), ...AT }) as unknown as Declaration)

/** Without places, which printing does not keep. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'start' || key === 'end' ? undefined : inner)))

test('parse after print is identity, for any declaration', () => {
  fc.assert(
    fc.property(declaration, (one) => {
      const printed = printDeclaration(one)
      const parsed = parseSurface('x.rules', printed)
      deepStrictEqual(parsed.diagnostics.map((found) => `${found.message} at ${found.column}: ${printed}`), [])
      deepStrictEqual(plain(parsed.declarations), plain([one]), printed)
      strictEqual(printDeclaration(parsed.declarations[0] as Declaration), printed)
    }),
    { seed: 20261123, numRuns: 3000 },
  )
})

test('a base is printed the same, however its declarations are spaced', () => {
  fc.assert(
    fc.property(fc.array(declaration, { maxLength: 6 }), fc.constantFrom('\n', '\r\n', '\n\n', '\n# note\n'), (all, gap) => {
      const once = parseSurface('x.rules', all.map(printDeclaration).join(gap)).declarations
      const printed = printBase(once)
      strictEqual(printBase(parseSurface('x.rules', `\uFEFF${printed.replaceAll('\n', gap)}`).declarations), printed)
    }),
    { seed: 7, numRuns: 300 },
  )
})
