/** Which relations anything can make true or false, read off the rules by the sign under which they stand; without any proving. */
import type { RuleBase, StrictRule } from '../../../../shared/logic/base.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'

/** `+hot` where something could make `hot` true, `-hot` where something could make it false. */
function* signs(formula: Formula, positive: boolean): Generator<string> {
  switch (formula.kind) {
    case 'atom':
      yield `${positive ? '+' : '-'}${formula.relation}`
      return
    case 'not':
      yield* signs(formula.of, !positive)
      return
    case 'and':
    case 'or':
      for (const one of formula.of) yield* signs(one, positive)
      return
    case 'implies':
      yield* signs(formula.left, !positive)
      yield* signs(formula.right, positive)
      return
    case 'xor':
    case 'iff':
      for (const side of [formula.left, formula.right]) {
        yield* signs(side, true)
        yield* signs(side, false)
      }
      return
    case 'forall':
    case 'exists':
      yield* signs(formula.body, positive)
      return
    default:
      return
  }
}

/** Whether the formula could come to hold, given what can be made true or false. Numbers can always be compared. */
function canHold(formula: Formula, positive: boolean, made: ReadonlySet<string>): boolean {
  switch (formula.kind) {
    case 'atom':
      return made.has(`${positive ? '+' : '-'}${formula.relation}`)
    case 'not':
      return canHold(formula.of, !positive, made)
    case 'and':
    case 'or': {
      const each = (one: Formula): boolean => canHold(one, positive, made)
      return (formula.kind === 'and') === positive ? formula.of.every(each) : formula.of.some(each)
    }
    case 'forall':
    case 'exists':
      return canHold(formula.body, positive, made)
    default:
      return true
  }
}

/** The condition and conclusion of a rule written as `A implies B`, its outer quantifiers taken off. */
export function implication(formula: Formula): { readonly left: Formula; readonly right: Formula } | undefined {
  let inner = formula
  while (inner.kind === 'forall') inner = inner.body
  return inner.kind === 'implies' ? inner : undefined
}

/**
 * Rules whose condition no fact, rule or closure can reach, and whose conclusion nothing denies either.
 * Only asked of a base with facts: a base of rules alone is there for claims to come.
 */
export function unreachedRules(base: RuleBase): Set<string> {
  const unreached = new Set<string>()
  if (base.facts.length === 0) return unreached
  const counts = new Map<string, number>()
  const count = (sign: string): void => void counts.set(sign, (counts.get(sign) ?? 0) + 1)
  for (const { literal } of base.facts) if (literal.kind === 'atom') count(`${literal.positive ? '+' : '-'}${literal.relation}`)
  for (const { relation } of base.closures) count(`-${relation}`)
  for (const { then } of base.defaults) for (const sign of signs(then, true)) count(sign)
  for (const { body } of base.definitions) {
    if (body.kind !== 'relation') continue
    for (const sign of signs({ kind: 'iff', left: body.head, right: body.value }, true)) count(sign)
  }
  const own = new Map<StrictRule, string[]>()
  for (const rule of base.rules) {
    own.set(rule, [...signs(rule.formula, true)])
    for (const sign of own.get(rule) ?? []) count(sign)
  }
  for (const rule of base.rules) {
    const parts = implication(rule.formula)
    if (parts === undefined) continue
    const mine = new Map<string, number>()
    for (const sign of own.get(rule) ?? []) mine.set(sign, (mine.get(sign) ?? 0) + 1)
    const made = new Set([...counts].filter(([sign, many]) => many > (mine.get(sign) ?? 0)).map(([sign]) => sign))
    if (!canHold(parts.left, true, made) && !canHold(parts.right, false, made)) unreached.add(rule.id)
  }
  return unreached
}
