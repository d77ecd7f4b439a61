/** Looks again at a claim that stays open on the word of facts which are themselves in conflict with something. */
import type { Fact } from '../../../shared/logic/base.ts'
import type { Formula } from '../../../shared/logic/formula.ts'
import type { View } from './compiled.ts'
import type { Means } from './satisfy.ts'
import { decideStrict, type StrictResult } from './strict.ts'

/** Facts looked into for one claim: more would cost more than the question. */
const MOST_FACTS = 40
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
  for (let round = 1; ; round++) {
    const leaned = new Set<string>()
    const result = await decideStrict({ ...view, doubted, leaned }, formula, means)
    if (result.verdict === 'inconsistent' || result.verdict === 'undecided' || round > MOST_ROUNDS) return result
    const before = doubted.size
    for (const key of [...leaned].slice(0, MOST_FACTS)) if (await isDoubtful(view, key, means)) doubted.add(key)
    if (doubted.size === before) return result
  }
}

async function isDoubtful(view: View, key: string, means: Means): Promise<boolean> {
  let known = doubts.get(view)
  if (!known) doubts.set(view, (known = new Map()))
  const before = known.get(key)
  if (before !== undefined) return before
  if (means.left() <= 0) return false
  const facts = view.factsAt(key)
  let doubtful = false
  for (const { fact } of facts) {
    const formula = factFormula(fact)
    doubtful ||= formula !== undefined && (await decideStrict(view, formula, means)).verdict === 'inconsistent'
  }
  known.set(key, doubtful)
  return doubtful
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
