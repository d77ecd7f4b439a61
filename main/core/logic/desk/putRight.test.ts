/** Wrong readings put right, as data: each sentence, what it was read as, what the person picks, what it then says, and what else that changed. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { applyEdit } from '../../../../shared/logic/addToDeclaration.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { decideClaim } from '../decideClaim.ts'
import { readAsChosen } from '../readAsChosen.ts'
import { readClaim } from '../readClaim.ts'
import { choicesFor, type FoundChoices } from './choices.ts'
import { declarationIn } from './declarationIn.ts'

const solver = createSolver()
after(() => solver.close())
const FIXTURES = new URL('../../../../fixtures/logic/', import.meta.url)
const asOf = '2026-11-23'
const signal = new AbortController().signal

interface Row {
  readonly base: string
  readonly sentence: string
  /** `says SYMBOL`, `also NAME`, `reading FORMULA` or `none`. */
  readonly pick: string
  /** Verdict and reading before and after; the line that was added; other sentences that are read otherwise since. */
  readonly before?: string
  readonly line?: string
  readonly after?: string
  readonly changed?: readonly string[]
}

const place = new URL('putRight/sentences.jsonl', FIXTURES)
const rows = readFileSync(place, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row)
const baseText = (name: string): string => readFileSync(new URL(name === 'data-centre' ? '../../assets/sample/data-centre.rules' : `${name}.rules`, FIXTURES), 'utf8')

interface Base { readonly text: string; readonly compiled: ReturnType<typeof compileBase>; readonly seen: { text: string; asOf: string }[] }
const bases = new Map<string, Base>()
function baseOf(name: string): Base {
  const text = baseText(name)
  const compiled = compileBase(parseRules([{ file: `${name}.rules`, text }]))
  const tests = compiled.base.tests.flatMap(({ claim }) => ('sentence' in claim ? [claim.sentence] : []))
  const seen = [...rows.filter((row) => row.base === name).map((row) => row.sentence), ...tests].map((one) => ({ text: one, asOf }))
  const made = { text, compiled, seen }
  bases.set(name, made)
  return made
}

const shown = (verdict: string, reading: readonly string[]): string => `${verdict}${reading.length === 0 ? '' : `: ${reading.join(' | ')}`}`

async function putRight({ base: name, sentence, pick }: Row): Promise<Row> {
  const { text, compiled, seen } = bases.get(name) ?? baseOf(name)
  const was = await decideClaim(compiled, sentence, { asOf, solver, read: readClaim })
  const before = shown(was.verdict, was.reading)
  const found: FoundChoices = await choicesFor(compiled, [{ file: `${name}.rules`, text }], sentence, seen, { asOf, solver, signal })
  const [how = '', ...rest] = pick.split(' ')
  const what = rest.join(' ')
  if (how === 'reading' || how === 'none') {
    if (how === 'reading') ok(found.readings.some(({ printed }) => printed === what), `${sentence}: ${JSON.stringify(found.readings)}`)
    const choice = how === 'none' ? { kind: 'none' as const } : { kind: 'reading' as const, printed: what }
    const is = await decideClaim(compiled, sentence, { asOf, solver, read: readAsChosen(new Map([[sentence, choice]])) })
    return { base: name, sentence, pick, before, after: shown(is.verdict, is.reading), changed: [] }
  }
  const line = found.lines.find((one) => one.kind === how && one.symbol === what)
  ok(line, `${sentence}: no line for ${pick} among ${JSON.stringify(found.lines.map((one) => `${one.kind} ${one.symbol}: ${one.line}`))}`)
  // The line is put into the file as a person would have it put, and the file is read afresh.
  const at = declarationIn(text, line.line)
  ok(at, line.line)
  const edited = applyEdit(text, { ...at, text: line.line })
  const again = parseRules([{ file: `${name}.rules`, text: edited }])
  deepStrictEqual(again.diagnostics.filter((one) => one.severity === 'error'), [])
  const is = await decideClaim(compileBase(again), sentence, { asOf, solver, read: readClaim })
  deepStrictEqual([is.verdict, is.reading.join(' | ')], [line.verdict, line.reading], `what is offered is what comes of it: ${sentence}`)
  const changed: string[] = []
  for (const other of line.also) {
    const now = await decideClaim(compileBase(again), other.text, { asOf, solver, read: readClaim })
    deepStrictEqual([now.verdict, now.reading], [other.afterVerdict, [...other.after]], `what else changes is what comes of it: ${other.text}`)
    changed.push(`${other.text} ${shown(other.beforeVerdict, other.before)} -> ${shown(other.afterVerdict, other.after)}`)
  }
  return { base: name, sentence, pick, before, line: line.line, after: shown(is.verdict, is.reading), changed }
}

test('there are at least thirty', () => ok(rows.length >= 30, String(rows.length)))

test('each wrong reading is put right', async () => {
  const found: Row[] = []
  for (const row of rows) found.push(await putRight(row))
  if (process.env['UPDATE'] === '1') writeFileSync(place, `${found.map((row) => JSON.stringify(row)).join('\n')}\n`)
  else deepStrictEqual(found, rows)
})

/** Sentences that no line can help. */
const HOPELESS: readonly (readonly [what: string, sentence: string])[] = [
  ['nothing known in it', 'The weather is nice.'],
  ['a question', 'Is North efficient?'],
  ['nothing at all', ''],
  ['marks', '… — !!! {1} {value} "says"'],
  ['100 KB', 'North is nice and '.repeat(6000)],
  ['controls', '\u0000\u202eNorth\u0007'],
]
for (const [what, sentence] of HOPELESS) {
  test(`no line for: ${what}`, async () => {
    const { text, compiled } = baseOf('data-centre')
    const { lines } = await choicesFor(compiled, [{ file: 'data-centre.rules', text }], sentence, [], { asOf, solver, signal })
    for (const { line } of lines) deepStrictEqual(parseRules([{ file: 'a', text: applyEdit(text, { ...declarationIn(text, line)!, text: line }) }]).diagnostics.filter((one) => one.severity === 'error'), [])
    if (what !== 'controls') deepStrictEqual(lines, [])
  })
}
