/**
 * Random first-order problems, decided by the engine and judged by a plain translation for Z3 that shares nothing with it.
 * `node bench/quality/logic/againstPlainZ3.ts [so many of each kind]` writes firstOrder.json beside this file.
 * `wrong`: proved, refuted or possible against a definite answer of Z3, with the seeds to run again.
 */
import { createSolver } from '../../../main/adapters/solver/createSolver.ts'
import { compileBase } from '../../../main/core/logic/compileBase.ts'
import { decideFormula } from '../../../main/core/logic/decideFormula.ts'
import { KINDS, problemRules, problemSmt, randomProblem, sentenceText, type Kind } from '../../../fixtures/logic/firstOrderProblem.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { quantile, report, round, type Figures } from '../../report.ts'

const LIMITS = { steps: 400_000, softMs: 20_000, hardMs: 30_000 }

const solver = createSolver()
const judge = createSolver()

async function plain(script: string): Promise<string> {
  const answer = await judge.run(script, LIMITS)
  return answer.kind === 'output' ? answer.text.trim() : answer.why
}

/** What Z3 makes of it: `unknown` where it does not know one of the sides. */
async function label(problem: Parameters<typeof problemSmt>[0]): Promise<string> {
  const [denied, held] = [await plain(problemSmt(problem, problem.claim, true)), await plain(problemSmt(problem, problem.claim))]
  if (denied === 'unsat' && held === 'unsat') return 'inconsistent'
  if (denied === 'unsat') return (await plain(problemSmt(problem))) === 'unsat' ? 'inconsistent' : 'proved'
  if (held === 'unsat') return (await plain(problemSmt(problem))) === 'unsat' ? 'inconsistent' : 'refuted'
  return denied === 'sat' && held === 'sat' ? 'possible' : `unknown: ${denied}/${held}`
}

async function measure(kind: Kind, count: number, from: number): Promise<Figures> {
  const seen: Record<string, number> = {}
  const wrong: string[] = []
  const behind: number[] = []
  let ahead = 0
  const times: number[] = []
  for (let seed = from; seed < from + count; seed++) {
    const problem = randomProblem(seed, kind)
    const base = parseRules([{ file: 'problem.rules', text: problemRules(problem) }])
    const parsed = parseFormula(sentenceText(problem.claim), base)
    if (!('formula' in parsed)) throw new Error(`${kind} ${seed}: ${parsed.diagnostics[0]?.message}`)
    const { verdict, ms } = await decideFormula(compileBase(base), parsed.formula, { asOf: '2026-01-01', solver })
    times.push(ms)
    const gold = await label(problem)
    const name = gold.startsWith('unknown') ? 'Z3 does not know' : gold
    seen[`${name}: ${verdict}`] = (seen[`${name}: ${verdict}`] ?? 0) + 1
    if (gold.startsWith('unknown') && verdict !== 'undecided') ahead++
    const agrees = gold === verdict || gold === 'inconsistent' || gold.startsWith('unknown')
    const half = (gold === 'unknown: sat/unknown' && verdict === 'proved') || (gold === 'unknown: unknown/sat' && verdict === 'refuted')
    if (verdict === 'undecided' && !gold.startsWith('unknown') && gold !== 'inconsistent') behind.push(seed)
    else if (!agrees || half) wrong.push(`${seed}: ${verdict}, Z3 ${gold}`)
  }
  return {
    [`${kind}: problems`]: count, [`${kind}: wrong`]: wrong.length, [`${kind}: undecided where Z3 knows`]: behind.length, [`${kind}: decided where Z3 does not`]: ahead,
    [`${kind}: ms`]: { p50: round(quantile(times, 0.5), 2), p95: round(quantile(times, 0.95), 2), max: round(Math.max(...times), 0) },
    [`${kind}: Z3, then ours`]: Object.fromEntries(Object.entries(seen).sort()),
    ...(wrong.length > 0 ? { [`${kind}: wrong seeds`]: wrong.join('; ') } : {}), ...(behind.length > 0 ? { [`${kind}: undecided seeds`]: behind.join(' ') } : {}),
  }
}

const [count = '700', only, from = '1'] = process.argv.slice(2)
const figures: Record<string, Figures[string]> = {}
for (const kind of KINDS) if (only === undefined || only === kind) Object.assign(figures, await measure(kind, Number(count), Number(from)))
await Promise.all([solver.close(), judge.close()])
if (only === undefined) report(new URL('./firstOrder.json', import.meta.url).pathname, figures)
else console.log(JSON.stringify(figures, undefined, 2))
