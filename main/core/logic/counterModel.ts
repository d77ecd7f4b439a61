/** Puts a model into the user's words: a world that the base allows and in which the claim does not hold. */
import { pick, point } from './interval.ts'
import type { Model } from './search.ts'
import type { Slice } from './slice.ts'
import { printAtom, printTerm } from './wording.ts'

export interface World {
  /** Atoms that hold in it; all others that the claim touches do not. */
  readonly holds: readonly string[]
  /** `density(a12) = 41 kW`. */
  readonly values: readonly string[]
}

const MOST_SHOWN = 40

export function describeWorld(slice: Slice, model: Model): World {
  const holds: string[] = []
  for (const [atom, truth] of model.truth) {
    if (truth && !slice.atoms[atom]?.symbol.startsWith('@') && holds.length < MOST_SHOWN) holds.push(printAtom(slice, atom))
  }
  const values: string[] = []
  for (const [term, range] of model.values) {
    const text = values.length < MOST_SHOWN ? printTerm(slice, term, point(pick(range, 0))) : undefined
    if (text) values.push(text)
  }
  return { holds, values }
}
