/** Looks again at a claim that stays open on the word of facts which are themselves in conflict with something. */
import type { Fact } from '../../../shared/logic/base.ts'
import type { Formula } from '../../../shared/logic/formula.ts'
import type { View } from './compiled.ts'
import { effortOf } from './effort.ts'
import type { Means } from './satisfy.ts'
import { decideStrict, type StrictResult } from './strict.ts'

/** Facts looked into for one claim: more would cost more than the question. */
const MOST_FACTS = 40
/** Units of effort for all of them, beside those of the claim itself. */
const LOOKING_INTO = 400
const MOST_ROUNDS = 3

/** Whether the facts of an atom or quantity are in conflict with something, by view: each is found out once. */
const doubts = new WeakMap<View, Map<string, boolean>>()

/**
 * The strict verdict. Grounding leaves aside whatever a fact already answers,
 * and so never meets what speaks against that fact. Where the claim stays open,
 * each such fact is looked into; one in conflict is not taken at its word again.
 */
export async function decideDoubting(view: View, formula: Formula, means: Means): Promise<StrictResult> {
  if (view.consistent) return decideStrict(view, formula, means)
  const doubted = new Set<string>()
  const looking: Means = { ...means, ...effortOf(LOOKING_INTO), beyond: 'none' }
  for (let round = 1; ; round++) {
    const leaned = new Set<string>()
    const result = await decideStrict({ ...view, doubted, leaned }, formula, means)
    if (result.verdict === 'inconsistent' || result.verdict === 'undecided' || round > MOST_ROUNDS) return result
    const before = doubted.size
    for (const key of await conflicted(view, [...leaned].slice(0, MOST_FACTS), looking)) doubted.add(key)
    if (doubted.size === before) return result
  }
}

/** Those of the atoms and quantities whose facts are in conflict. All at once first: mostly none is. */
async function conflicted(view: View, keys: readonly string[], means: Means): Promise<string[]> {
  let known = doubts.get(view)
  if (!known) doubts.set(view, (known = new Map()))
  const unknown = keys.filter((key) => !known.has(key))
  const stands = async (some: readonly string[]): Promise<boolean> => {
    const of = some.flatMap((key) => view.factsAt(key).flatMap(({ fact }) => factFormula(fact) ?? []))
    return (await decideStrict(view, { kind: 'and', of }, means)).verdict !== 'inconsistent'
  }
  if (unknown.length > 0 && means.left() > 0) {
    const all = await stands(unknown)
    for (const key of unknown) {
      if (means.left() <= 0) break
      known.set(key, !all && !(await stands([key])))
    }
  }
  return keys.filter((key) => known.get(key) === true)
}

function factFormula({ literal }: Fact): Formula | undefined {
  switch (literal.kind) {
    case 'atom': {
      const atom: Formula = { kind: 'atom', relation: literal.relation, args: literal.args }
      return literal.positive ? atom : { kind: 'not', of: atom }
    }
    case 'quantity': return {
      kind: 'within', expression: { kind: 'quantity', quantity: literal.quantity, args: literal.args }, interval: literal.value, about: literal.about,
    }
    case 'same': return undefined
  }
}
