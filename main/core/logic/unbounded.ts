/** Questions that grounding cannot settle: a small finite world shows what is possible, the solver with quantifiers what is not. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { closedTuples } from './closures.ts'
import type { View } from './compiled.ts'
import type { Means } from './satisfy.ts'
import type { Slice } from './slice.ts'
import { readSexps, type Sexp } from './smt.ts'
import { FolScript } from './folScript.ts'

/** Milliseconds for one small world. */
const WORLD_MS = 300

export interface UnboundedProof {
  readonly verdict: 'proved' | 'refuted'
  readonly items: readonly number[]
}

/** Asks about one formula beyond what was grounded, and remembers what is possible already. */
export class Unbounded {
  readonly #view: View
  readonly #formula: Formula
  readonly #slice: Slice
  readonly #means: Means
  readonly #named: readonly number[]
  readonly #possible: { fails: boolean; holds: boolean }

  /** `sure`: whether it is known that the formula can fail, and that it can hold. */
  constructor(view: View, formula: Formula, sure: { fails: boolean; holds: boolean }, slice: Slice, means: Means) {
    this.#view = view
    this.#formula = formula
    this.#slice = slice
    this.#means = means
    this.#possible = { ...sure }
    const named = new Set<number>()
    for (const { args } of [...slice.atoms, ...slice.terms]) for (const a of args) if (a < slice.firstLocal) named.add(a)
    this.#named = [...named]
  }

  get open(): boolean { return this.#possible.fails && this.#possible.holds }

  async #ask(script: string | undefined, ms: number): Promise<Sexp[]> {
    const { solver, left } = this.#means
    if (!solver || script === undefined || left() <= 0) return ['unknown']
    const answer = await solver.run(script, { softMs: Math.max(1, Math.round(Math.min(ms, left()))) })
    return answer.kind === 'output' ? readSexps(answer.text) : ['unknown']
  }

  #script(formula: Formula, positive: boolean): FolScript {
    return new FolScript(this.#view, formula, positive, this.#named, (relation) => closedTuples(this.#slice, relation), this.#formula)
  }

  /** Worlds of everyone named and a few more: one in which the claim fails rules out `proved`, one in which it holds rules out `refuted`. */
  async findWorlds(sizes: readonly number[]): Promise<void> {
    for (const side of ['fails', 'holds'] as const) {
      for (const fresh of sizes) {
        if (this.#possible[side]) break
        const [verdict] = await this.#ask(this.#script(this.#formula, side === 'holds').finite(fresh), WORLD_MS)
        if (verdict === 'sat') this.#possible[side] = true
      }
    }
  }

  /** A proof with quantifiers, in so many milliseconds a side. */
  async prove(ms: number): Promise<UnboundedProof | undefined> {
    for (const side of ['fails', 'holds'] as const) {
      if (this.#possible[side]) continue
      const [verdict, core] = await this.#ask(this.#script(this.#formula, side === 'holds').quantified(), ms)
      if (verdict === 'sat') this.#possible[side] = true
      if (verdict !== 'unsat') continue
      // A base that contradicts itself proves nothing; the other side being possible shows that it does not.
      const other = side === 'fails' ? this.#possible.holds : this.#possible.fails
      if (!other && this.#means.beyond !== 'proof' && (await this.#ask(this.#script({ kind: 'true' }, true).quantified(), ms))[0] === 'unsat') return undefined
      const names = Array.isArray(core) ? (core as readonly string[]) : []
      return { verdict: side === 'fails' ? 'proved' : 'refuted', items: names.filter((n) => n.startsWith('f')).map((n) => Number(n.slice(1))) }
    }
    return undefined
  }
}
