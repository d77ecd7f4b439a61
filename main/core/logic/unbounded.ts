/** Questions that grounding cannot settle: a world of a simple shape shows what is possible, the solver with quantifiers what is not. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { closedTuples } from './closures.ts'
import type { View } from './compiled.ts'
import { STEPS_PER_UNIT } from './effort.ts'
import { quantifiedScript } from './folScript.ts'
import type { Means } from './satisfy.ts'
import type { Slice } from './slice.ts'
import { readSexps, type Sexp } from './smt.ts'
import { theoryAbout, type Theory } from './theory.ts'
import { worldScript, type WorldShape } from './worldScript.ts'

/** Effort for one world, and for one that needs no thought. */
const WORLD = 300
const FIRST_LOOK = 50
const TRUE: Formula = { kind: 'true' }

export interface UnboundedProof {
  readonly verdict: 'proved' | 'refuted'
  readonly items: readonly number[]
}

export const SMALL_WORLDS: readonly WorldShape[] = [{ fresh: 1, chains: 0, reach: 1 }]
/** Larger worlds, and endless ones. */
export const LARGE_WORLDS: readonly WorldShape[] = [
  { fresh: 0, chains: 1, reach: 1 }, { fresh: 2, chains: 0, reach: 1 }, { fresh: 1, chains: 2, reach: 1 },
  { fresh: 3, chains: 0, reach: 1 }, { fresh: 0, chains: 2, reach: 2 }, { fresh: 5, chains: 0, reach: 1 },
]

/** Asks about one formula beyond what was grounded, and remembers what is possible already. */
export class Unbounded {
  readonly #formula: Formula
  readonly #means: Means
  readonly #possible: { fails: boolean; holds: boolean }
  readonly #theory: () => Theory | undefined

  /** `sure`: whether it is known that the formula can fail, and that it can hold. `everything`: all rules count, not those alone that share symbols with the formula. */
  constructor(view: View, formula: Formula, sure: { fails: boolean; holds: boolean }, slice: Slice, means: Means, everything = false) {
    this.#formula = formula
    this.#means = means
    this.#possible = { ...sure }
    let made: { theory: Theory | undefined } | undefined
    this.#theory = () => {
      const named = new Set<number>()
      for (const { args } of [...slice.atoms, ...slice.terms]) for (const a of args) if (a < slice.firstLocal) named.add(a)
      made ??= { theory: theoryAbout(view, everything ? undefined : formula, named, (relation) => closedTuples(slice, relation)) }
      return made.theory
    }
  }

  get possible(): { readonly fails: boolean; readonly holds: boolean } { return this.#possible }
  get open(): boolean { return this.#possible.fails && this.#possible.holds }

  async #ask(script: string | undefined, most: number): Promise<Sexp[]> {
    const { solver, left, spend } = this.#means
    const units = Math.min(most, left())
    if (!solver || script === undefined || units <= 0) return ['unknown']
    const answer = await solver.run(script, { steps: Math.max(1, Math.round(units * STEPS_PER_UNIT)) })
    spend(1 + (answer.kind === 'output' ? answer.steps / STEPS_PER_UNIT : units))
    return answer.kind === 'output' ? readSexps(answer.text) : ['unknown']
  }

  /** A world in which the claim fails rules out `proved`, one in which it holds rules out `refuted`. */
  async findWorlds(shapes: readonly WorldShape[]): Promise<void> {
    const theory = this.#theory()
    if (!theory) return
    for (const shape of shapes) {
      for (const side of ['fails', 'holds'] as const) {
        if (this.#possible[side]) continue
        const [verdict] = await this.#ask(worldScript(theory, this.#formula, side === 'holds', shape), WORLD)
        if (verdict === 'sat') this.#possible[side] = true
      }
    }
  }

  /** A proof with quantifiers, with so much effort a side. */
  async prove(most: number): Promise<UnboundedProof | undefined> {
    const theory = this.#theory()
    if (!theory) return undefined
    const names = (core: Sexp | undefined): number[] => (Array.isArray(core) ? (core as readonly string[]) : []).filter((n) => n.startsWith('f')).map((n) => Number(n.slice(1)))
    for (const side of ['fails', 'holds'] as const) {
      if (this.#possible[side]) continue
      const [verdict, core] = await this.#ask(quantifiedScript(theory, this.#formula, side === 'holds'), most)
      if (verdict === 'sat') this.#possible[side] = true
      if (verdict !== 'unsat') continue
      const items = names(core)
      // A base that contradicts itself proves nothing; the other side being possible shows that it does not.
      const other = side === 'fails' ? this.#possible.holds : this.#possible.fails
      if (!other && this.#means.beyond !== 'proof' && !(await this.#sound(theory, new Set(items), most))) return undefined
      return { verdict: side === 'fails' ? 'proved' : 'refuted', items }
    }
    return undefined
  }

  /** Whether these items are seen to hold together, and the whole theory is not seen to contradict itself. */
  async #sound(theory: Theory, items: ReadonlySet<number>, most: number): Promise<boolean> {
    if ((await this.#ask(quantifiedScript(theory, TRUE, true), most))[0] === 'unsat') return false
    const part: Theory = { ...theory, said: theory.said.filter(({ item }) => items.has(item)) }
    if ((await this.#ask(quantifiedScript(part, TRUE, true), FIRST_LOOK))[0] === 'sat') return true
    for (const shape of [...SMALL_WORLDS, ...LARGE_WORLDS]) if ((await this.#ask(worldScript(part, TRUE, true, shape), FIRST_LOOK))[0] === 'sat') return true
    return false
  }
}
