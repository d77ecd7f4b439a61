/**
 * Questions about rules through the desk's worker, at 100, 1,000 and 5,000 rules: a claim as it is typed, a draft as it is typed,
 * a reading to be put right beside 500 past sentences, and the impact of one changed limit on 320 notes.
 * `node bench/speed/desk/measureDesk.ts` writes desk.json beside this file.
 */
import { createRulesDesk } from '../../../main/adapters/solver/createRulesDesk.ts'
import type { DeskBase } from '../../../main/core/logic/desk/jobs.ts'
import { quantile, report, round, type Figures } from '../../report.ts'
import { syntheticBase } from '../rules/syntheticBase.ts'

const AS_OF = '2026-01-01'
const SIZES = [[100, 1000], [1000, 5000], [5000, 10_000]] as const
const NOTES = 320

const base = (text: string): DeskBase => ({ texts: [{ file: 'bench.rules', text }], asOf: AS_OF, choices: [] })

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { ms: performance.now() - started, result }
}

async function measure(rules: number, facts: number): Promise<Figures> {
  const { text, claims } = syntheticBase(rules, facts, 500)
  const desk = createRulesDesk()
  const asked = (claim: string, of = text) => ({ ...base(of), text: claim, counterModel: false })
  const first = await timed(() => desk.ask('try', asked('r1 is a c1')))
  const typed: number[] = []
  for (const claim of claims.slice(0, 30)) typed.push((await timed(() => desk.ask('try', asked(claim)))).ms)
  const drafts: number[] = []
  for (let at = 0; at < 3; at++) drafts.push((await timed(() => desk.ask('try', asked('r1 is a c1', `${text}\n# ${at}`)))).ms)
  const seen = claims.slice(0, 500).map((claim) => ({ text: claim, asOf: AS_OF }))
  const choices = await timed(() => desk.ask('choices', { ...base(text), sentence: 'r1 counts among the first class.', seen }))
  const changed = text.replace(/(density\(R\) > )\d+/, '$1101')
  const past = claims.slice(0, NOTES).map((claim, at) => ({ key: String(at), text: claim, asOf: AS_OF, verdict: 'possible' as const }))
  const impact = await timed(() => desk.ask('impact', { ...base(text), after: [{ file: 'bench.rules', text: changed }], claims: past }))
  const stop = new AbortController()
  const cancelled = await timed(() => desk.ask('impact', { ...base(text), after: [{ file: 'bench.rules', text: `${changed}\nentity one_more` }], claims: past }, stop.signal, () => stop.abort()).catch(() => undefined))
  await desk.close()
  const name = `${rules} rules x ${facts} facts`
  return {
    [`${name}: first claim, worker and base cold, ms`]: Math.round(first.ms),
    [`${name}: claim as it is typed ms`]: { p50: round(quantile(typed, 0.5)), p95: round(quantile(typed, 0.95)) },
    [`${name}: claim on a draft as it is typed ms`]: { p50: Math.round(quantile(drafts, 0.5)), max: Math.round(Math.max(...drafts)) },
    [`${name}: putting a reading right beside 500 sentences ms`]: Math.round(choices.ms),
    [`${name}: impact on 320 notes s`]: round(impact.ms / 1000), [`${name}: of them decided again`]: impact.result.checked,
    [`${name}: until a cancelled impact is let go ms`]: Math.round(cancelled.ms),
  }
}

const figures: Record<string, Figures[string]> = {}
for (const [rules, facts] of SIZES) Object.assign(figures, await measure(rules, facts))
report(new URL('./desk.json', import.meta.url).pathname, figures)
process.exit(0)
