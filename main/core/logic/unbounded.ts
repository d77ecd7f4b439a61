/** Questions that grounding cannot settle: a small finite world shows what is possible, the solver with quantifiers what is not. */
import type { Formula } from '../../../shared/logic/formula.ts'
import type { View } from './compiled.ts'
import type { Means } from './satisfy.ts'
import type { Slice } from './slice.ts'
import { readSexps } from './smt.ts'
import { FolScript } from './folScript.ts'

/** Milliseconds for a proof with quantifiers: before and after the search for finite worlds. */
const FIRST_TRY = 150
const LAST_TRY = 800

export interface Beyond {
  readonly verdict: 'proved' | 'refuted' | 'open' | 'undecided'
  readonly items?: readonly number[]
}

/**
 * `sure` says which of "it can fail" and "it can hold" is known already. A
 * finite world in which the claim fails rules out `proved`, one in which it
 * holds rules out `refuted`; a proof needs the unbounded question.
 */
export async function searchBeyondGround(view: View, formula: Formula, sure: { fails: boolean; holds: boolean }, slice: Slice, means: Means): Promise<Beyond> {
  const { solver } = means
  if (!solver) return { verdict: 'undecided' }
  const ask = async (script: string | undefined, ms: number): Promise<ReturnType<typeof readSexps>> => {
    const left = means.left()
    if (script === undefined || left <= 0) return ['unknown']
    const answer = await solver.run(script, { softMs: Math.max(1, Math.round(Math.min(ms, left))) })
    return answer.kind === 'output' ? readSexps(answer.text) : ['unknown']
  }
  const named = new Set<number>()
  for (const { args } of [...slice.atoms, ...slice.terms]) for (const a of args) if (a < slice.firstLocal) named.add(a)
  const possible = { ...sure }
  const prove = async (ms: number): Promise<Beyond | undefined> => {
    for (const side of ['fails', 'holds'] as const) {
      if (possible[side]) continue
      const [verdict, core] = await ask(new FolScript(view, formula, side === 'holds', [...named]).quantified(), ms)
      if (verdict === 'sat') possible[side] = true
      if (verdict !== 'unsat') continue
      // A base that contradicts itself proves nothing; the other side being possible shows that it does not.
      const other = side === 'fails' ? possible.holds : possible.fails
      if (!other && means.beyond !== 'proof' && (await ask(new FolScript(view, { kind: 'true' }, true, [...named], formula).quantified(), 500))[0] === 'unsat') return { verdict: 'undecided' }
      const names = Array.isArray(core) ? (core as readonly string[]) : []
      return { verdict: side === 'fails' ? 'proved' : 'refuted', items: names.filter((n) => n.startsWith('f')).map((n) => Number(n.slice(1))) }
    }
    return undefined
  }
  const quick = await prove(FIRST_TRY)
  if (quick) return quick
  for (const side of ['fails', 'holds'] as const) {
    for (const fresh of means.beyond === 'proof' ? [] : [1, 2, 3]) {
      if (possible[side]) break
      const [verdict] = await ask(new FolScript(view, formula, side === 'holds', [...named]).finite(fresh), 300)
      if (verdict === 'sat') possible[side] = true
    }
  }
  const proof = means.beyond === 'proof' || (possible.fails && possible.holds) ? undefined : await prove(LAST_TRY)
  if (proof) return proof
  return { verdict: possible.fails && possible.holds ? 'open' : 'undecided' }
}
