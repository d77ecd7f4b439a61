/**
 * How many sentences that the reader was not made for are decided rightly. Each round is a folder of rule sets in fields not seen before,
 * written from the specification alone, with sentences and the verdicts they should have written down before any was run.
 * `node bench/quality/reader/measureReader.ts` runs all rounds as they are now and prints what is wrong;
 * `… first ROUND` also writes ROUND's raw verdicts to first-ROUND.json, which is done once and never again.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createSolver } from '../../../main/adapters/solver/createSolver.ts'
import { compiledBases } from '../../../main/core/logic/compiledBases.ts'
import { decideClaim } from '../../../main/core/logic/decideClaim.ts'
import { readClaim } from '../../../main/core/logic/readClaim.ts'
import { report, type Figures } from '../../report.ts'

interface Judged { readonly set: string; readonly sentence: string; readonly expected: string; readonly got: string; readonly reading: readonly string[] }

const solver = createSolver()
const sets = new URL('./sets/', import.meta.url)

async function judge(round: string): Promise<Judged[]> {
  const judged: Judged[] = []
  const folder = new URL(`${round}/`, sets)
  for (const set of readdirSync(folder).sort()) {
    const [rules = '', lines = ''] = readFileSync(new URL(set, folder), 'utf8').split(/^-----\n/m)
    const compiled = compiledBases().of([{ file: set, text: rules }])
    for (const { severity, message } of compiled.base.diagnostics) if (severity === 'error') throw new Error(`${set}: ${message}`)
    for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
      const { verdict, reading } = await decideClaim(compiled, line.slice(10), { asOf: '2026-11-23', solver, read: readClaim })
      judged.push({ set, sentence: line.slice(10), expected: line.slice(0, 10).trim(), got: verdict, reading })
    }
  }
  return judged
}

const firm = (verdict: string): boolean => verdict === 'proved' || verdict === 'refuted'
const [command, only] = process.argv.slice(2)
const figures: Record<string, Figures[string]> = {}
for (const round of readdirSync(sets).sort()) {
  const judged = await judge(round)
  const wrong = judged.filter(({ expected, got }) => expected !== got)
  for (const one of wrong) console.error(`${firm(one.got) ? '!!! ' : ''}${one.set}: ${one.expected}, got ${one.got}: ${one.sentence} [${one.reading.join(' ; ')}]`)
  const first = new URL(`first-${round}.json`, import.meta.url)
  if (command === 'first' && only === round && !existsSync(first)) writeFileSync(first, `${JSON.stringify(judged, undefined, 1)}\n`)
  const raw = existsSync(first) ? (JSON.parse(readFileSync(first, 'utf8')) as Judged[]) : []
  const right = (of: readonly Judged[]): string => `${of.filter(({ expected, got }) => expected === got).length} of ${of.length}`
  const falsely = (of: readonly Judged[]): number => of.filter(({ expected, got }) => expected !== got && firm(got)).length
  figures[`round ${round}, first run: right`] = right(raw)
  figures[`round ${round}, first run: falsely proved or refuted`] = falsely(raw)
  figures[`round ${round}, now: right`] = right(judged)
  figures[`round ${round}, now: falsely proved or refuted`] = falsely(judged)
}
await solver.close()
report(new URL('./reader.json', import.meta.url).pathname, figures)
