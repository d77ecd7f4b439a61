/** Policies, wordings, judges and tests: what is checked of an answer and of the base itself. */
import type { BaseTest, Judge, LogicVerdictName, Policy, RuleBase, Wording } from './base.ts'
import type { Complain, Placed } from './declareVocabulary.ts'
import { writtenNumber } from './elaborateExpression.ts'
import { severityOf } from './elaborateItem.ts'
import { nearestName } from './nearest.ts'
import { elaborateClaim } from './parseFormula.ts'
import { divide, rational, toDecimal } from './rational.ts'
import { printExpression } from './printSurface.ts'
import { printFormula } from './printFormula.ts'
import type { Declaration, Name } from './surface.ts'
import { DURATION, parseUnit, sameDimension, toBase } from './units.ts'
import type { Vocabulary } from './vocabulary.ts'

type Of<K extends Declaration['kind']> = Placed<Declaration & { kind: K }>
interface Identity {
  readonly id: string
  readonly hash: string
}

const TIERS = ['primary', 'reviewed', 'published', 'informal', 'unknown'] as const
const VERDICTS: readonly LogicVerdictName[] = ['proved', 'refuted', 'presumed', 'possible', 'silent', 'ambiguous', 'inconsistent', 'undecided']

function oneOf<T extends string>(name: Name, known: readonly T[], what: string, { lines }: Placed, complain: Complain): T | undefined {
  const found = known.find((one) => one === name.name)
  if (found !== undefined) return found
  const near = nearestName(name.name, known)
  complain(lines, {
    start: name.start, end: name.end, code: 'unknown-name', message: `There is no ${what} “${name.name}”.`,
    mend: near === undefined ? `Write one of: ${known.join(', ')}.` : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }),
  })
  return undefined
}

export function elaboratePolicy(one: Of<'policy'>, identity: Identity, complain: Complain): Policy {
  const { declaration, lines } = one
  let sources: number | undefined
  let tier: Policy['tier']
  let newerThanDays: number | undefined
  for (const requirement of declaration.requirements) {
    if (requirement.kind === 'sources') sources = requirement.count
    else if (requirement.kind === 'tier') tier = oneOf(requirement.tier, TIERS, 'tier', one, complain)
    else {
      const { than } = requirement
      const unit = than.unit === undefined ? undefined : parseUnit(than.unit)
      if (unit === undefined || !sameDimension(unit.dimension, DURATION)) {
        complain(lines, { start: than.start, end: than.end, code: 'units-do-not-fit', message: 'How new is said as a time.', mend: 'Write newer than 5 years, 6 months or 30 days.' })
      } else newerThanDays = Number(toDecimal(divide(toBase(writtenNumber(than), unit), rational(86400)), 6))
    }
  }
  return {
    kind: 'policy', ...identity, place: lines.place(declaration.start, declaration.end), title: declaration.title ?? identity.id, topics: declaration.topics,
    severity: severityOf(declaration.severity, one, complain),
    ...(sources === undefined ? {} : { sources }), ...(tier === undefined ? {} : { tier }), ...(newerThanDays === undefined ? {} : { newerThanDays }),
  }
}

export function elaborateWording(one: Of<'wording'>, identity: Identity, complain: Complain): Wording {
  const { declaration, lines } = one
  const { avoid, unlessSourced, title = identity.id } = declaration
  return { kind: 'wording', ...identity, place: lines.place(declaration.start, declaration.end), title, avoid, unlessSourced, severity: severityOf(declaration.severity, one, complain) }
}

export function elaborateJudge(one: Of<'judge'>, identity: Identity, complain: Complain): Judge {
  const { declaration, lines } = one
  const { question, title = question } = declaration
  return { kind: 'judge', ...identity, place: lines.place(declaration.start, declaration.end), title, question, severity: severityOf(declaration.severity, one, complain) }
}

/** A test; its formula is read here, and one that cannot be read is kept as text, which is then judged `silent`. */
export function elaborateTest(one: Of<'test'>, vocabulary: Vocabulary, base: Pick<RuleBase, 'quantities'>, complain: Complain): BaseTest | undefined {
  const { declaration, lines } = one
  const expected = oneOf(declaration.expected, VERDICTS, 'verdict', one, complain)
  if (expected === undefined) return undefined
  const { claim } = declaration
  const common = { expected, by: declaration.by.map((reference) => reference.id), place: lines.place(declaration.start, declaration.end) }
  if (!('kind' in claim)) return { title: declaration.title ?? claim.text, claim: { sentence: claim.text }, ...common }
  const title = declaration.title ?? printExpression(claim)
  const made = elaborateClaim(claim, vocabulary)
  if ('formula' in made) return { title, claim: { formula: made.formula, printed: printFormula(made.formula, base as RuleBase) }, ...common }
  if (expected !== 'silent') for (const complaint of made.complaints) complain(lines, complaint)
  return { title, claim: { sentence: printExpression(claim) }, ...common }
}

/** Tests that name a rule which does not exist. */
export function checkReferences(tests: readonly Of<'test'>[], ids: ReadonlySet<string>, complain: Complain): void {
  for (const { declaration, lines } of tests) {
    for (const { id, start, end } of declaration.by) {
      if (ids.has(id)) continue
      const near = nearestName(id, ids)
      complain(lines, { start, end, code: 'unknown-rule', message: `No rule or fact has the id “${id}”.`, mend: near === undefined ? 'Name a rule by its id, a fact as "fact:density(a12)".' : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }) })
    }
  }
}
