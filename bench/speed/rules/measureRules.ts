/**
 * Load, memory and time per claim of the logic, with ratios against clingo and against Z3 on the whole base in the same run.
 * `node bench/speed/rules/measureRules.ts` measures 100 x 1k and 1k x 10k (rules x facts); `… large` adds 10k x 100k.
 * `node --expose-gc … memory` measures only how memory moves over 5,000 claims, and writes memory.json.
 * Writes rules.json beside this file; each size runs in a process of its own. CPU time is there for machines that do other work too.
 */
import { execFileSync } from 'node:child_process'
import { run as runClingo } from 'clingo-wasm'
import { createSolver } from '../../../main/adapters/solver/createSolver.ts'
import { compileBase } from '../../../main/core/logic/compileBase.ts'
import { decideFormula } from '../../../main/core/logic/decideFormula.ts'
import { viewOf } from '../../../main/core/logic/view.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { quantile, report, round, type Figures } from '../../report.ts'
import { syntheticBase, taxonomy } from './syntheticBase.ts'

const AS_OF = '2026-01-01'
const spread = (times: readonly number[]): Record<string, number> => ({ p50: round(quantile(times, 0.5), 2), p95: round(quantile(times, 0.95), 2), max: round(Math.max(...times), 2) })
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)

/** Decides the claims one after the other; milliseconds of each, after `warm` that do not count. */
async function decideAll(text: string, claims: readonly string[], warm: number): Promise<{ times: number[]; cpu: number[]; verdicts: Record<string, number>; loadMs: number; loadedMb: number }> {
  const started = performance.now()
  const base = parseRules([{ file: 'bench.rules', text }])
  const compiled = compileBase(base)
  viewOf(compiled, AS_OF)
  const loadMs = performance.now() - started
  const loadedMb = megabytes(process.memoryUsage().rss)
  const solver = createSolver()
  const times: number[] = []
  const cpu: number[] = []
  const verdicts: Record<string, number> = {}
  for (const [at, claim] of claims.entries()) {
    const parsed = parseFormula(claim, base)
    if (!('formula' in parsed)) throw new Error(`${claim}: ${parsed.diagnostics[0]?.message}`)
    const before = process.cpuUsage()
    const { ms, verdict } = await decideFormula(compiled, parsed.formula, { asOf: AS_OF, solver })
    if (at < warm) continue
    const { user, system } = process.cpuUsage(before)
    times.push(ms)
    cpu.push((user + system) / 1000)
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  }
  await solver.close()
  return { times, cpu, verdicts, loadMs, loadedMb }
}

async function measureSize(rules: number, facts: number, claims: number): Promise<Figures> {
  const warm = 100
  const { text, claims: asked } = syntheticBase(rules, facts, claims + warm)
  const { times, cpu, verdicts, loadMs, loadedMb } = await decideAll(text, asked, warm)
  const name = `${rules} x ${facts}`
  return {
    [`${name}: load ms`]: Math.round(loadMs), [`${name}: memory after load MB`]: loadedMb, [`${name}: memory at the end MB`]: megabytes(process.memoryUsage().rss),
    [`${name}: claim ms`]: spread(times), [`${name}: claim CPU ms, all threads`]: spread(cpu), [`${name}: verdicts`]: verdicts,
  }
}

/** 5,000 claims on one base of 1k x 10k: how far the memory moves after the first 500, all of it and what is in use once garbage is collected. */
async function measureGrowth(): Promise<Figures> {
  const { text, claims } = syntheticBase(1000, 10_000, 5500)
  const base = parseRules([{ file: 'bench.rules', text }])
  const compiled = compileBase(base)
  const solver = createSolver()
  const inUse = (): number => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  let before = 0
  let used = 0
  for (const [at, claim] of claims.entries()) {
    if (at === 500) {
      used = inUse()
      before = process.memoryUsage().rss
    }
    const parsed = parseFormula(claim, base)
    if ('formula' in parsed) await decideFormula(compiled, parsed.formula, { asOf: AS_OF, solver })
  }
  await solver.close()
  return { '5,000 claims at 1000 x 10000: memory grew MB': megabytes(process.memoryUsage().rss - before), '5,000 claims at 1000 x 10000: memory in use grew MB': megabytes(inUse() - used) }
}

async function measureTaxonomy(): Promise<Figures> {
  const { text, claims, clingo, smt, asked } = taxonomy(1000, 2000, 120)
  const ours = quantile((await decideAll(text, claims, 40)).times, 0.5)
  const clingoTimes: number[] = []
  for (const [c, e] of asked.slice(0, 6)) {
    const started = performance.now()
    await runClingo(`${clingo}\n:- not c${c}(e${e}).`, 1)
    clingoTimes.push(performance.now() - started)
  }
  const solver = createSolver()
  const z3Times: number[] = []
  for (const [c, e] of asked.slice(0, 4)) {
    const started = performance.now()
    await solver.run(`${smt}(assert (not (c${c} e${e})))(check-sat)`, { softMs: 20_000, hardMs: 30_000 })
    z3Times.push(performance.now() - started)
  }
  await solver.close()
  const [clingoMs, z3Ms] = [quantile(clingoTimes, 0.5), quantile(z3Times, 0.5)]
  return {
    'taxonomy 1000 x 2000: claim ms': round(ours, 3), 'taxonomy 1000 x 2000: clingo ms': round(clingoMs), 'taxonomy 1000 x 2000: whole-base Z3 ms': round(z3Ms),
    'taxonomy: clingo takes so many times as long': round(clingoMs / ours), 'taxonomy: whole-base Z3 takes so many times as long': round(z3Ms / ours),
  }
}

const [part, ...sizes] = process.argv.slice(2)
const parts: Readonly<Record<string, () => Promise<Figures>>> = {
  size: () => measureSize(Number(sizes[0]), Number(sizes[1]), Number(sizes[2])),
  memory: measureGrowth,
  taxonomy: measureTaxonomy,
}
const chosen = part === undefined ? undefined : parts[part]
if (chosen) {
  const found = await chosen()
  if (part === 'memory') report(new URL('./memory.json', import.meta.url).pathname, found)
  else console.log(JSON.stringify(found))
  process.exit(0)
}
const runs = [['size', '100', '1000', '500'], ['size', '1000', '10000', '500'], ...(part === 'large' ? [['size', '10000', '100000', '200']] : []), ['taxonomy']]
const figures: Record<string, Figures[string]> = {}
for (const run of runs) Object.assign(figures, JSON.parse(execFileSync(process.execPath, [import.meta.filename, ...run], { encoding: 'utf8', maxBuffer: 2 ** 24 })) as Figures)
report(new URL('./rules.json', import.meta.url).pathname, figures)
