/** The common shapes of rules as plain fields: what each form holds, and how names are made from words. */
import type { Comparison } from '../../../../shared/logic/formula.ts'
import type { KnownNames } from '../language/analysis.ts'

/** One statement about the thing a rule speaks of: a relation, or a quantity compared with a value. */
export interface Statement {
  readonly symbol: string
  readonly not: boolean
  readonly operator: Comparison
  readonly value: string
  /** The other thing of a relation between two: an entity, or a variable. */
  readonly other: string
}

/** What stays as it was when a rule is edited in its form. */
export interface Heading {
  readonly id: string
  readonly title: string
  readonly severity: '' | 'block' | 'warn' | 'note'
  readonly priority: string
}

export type Form =
  | ({ readonly shape: 'limit'; readonly quantity: string; readonly of: string; readonly unit: string; readonly operator: Comparison; readonly value: string; readonly things: string } & Heading)
  | ({ readonly shape: 'ifThen'; readonly conditions: readonly Statement[]; readonly conclusion: Statement } & Heading)
  | ({ readonly shape: 'usually'; readonly conditions: readonly Statement[]; readonly conclusion: Statement; readonly unless: readonly Statement[] } & Heading)
  | ({ readonly shape: 'exclusion'; readonly one: string; readonly other: string } & Heading)
  | ({ readonly shape: 'definition'; readonly quantity: string; readonly expression: string } & Heading)
  | { readonly shape: 'fact'; readonly symbol: string; readonly not: boolean; readonly things: readonly string[]; readonly value: string; readonly from: string; readonly on: string; readonly validFrom: string; readonly validTo: string }
  | ({ readonly shape: 'policy'; readonly topics: string; readonly sources: string; readonly tier: string; readonly newer: string } & Heading)
  | ({ readonly shape: 'wording'; readonly avoid: string; readonly unlessSourced: boolean } & Heading)
  | { readonly shape: 'thing'; readonly name: string; readonly of: string; readonly also: string }
  | { readonly shape: 'property'; readonly name: string; readonly of: string; readonly says: string }
  | { readonly shape: 'quantity'; readonly name: string; readonly of: string; readonly unit: string; readonly says: string }
export type Shape = Form['shape']

export const noStatement: Statement = { symbol: '', not: false, operator: '>', value: '', other: '' }
const noHeading: Heading = { id: '', title: '', severity: '', priority: '' }

export const emptyForms: { readonly [S in Shape]: Extract<Form, { shape: S }> } = {
  limit: { shape: 'limit', ...noHeading, quantity: '', of: '', unit: '', operator: '>=', value: '', things: '' },
  ifThen: { shape: 'ifThen', ...noHeading, conditions: [noStatement], conclusion: noStatement },
  usually: { shape: 'usually', ...noHeading, conditions: [], conclusion: noStatement, unless: [noStatement] },
  exclusion: { shape: 'exclusion', ...noHeading, one: '', other: '' },
  definition: { shape: 'definition', ...noHeading, quantity: '', expression: '' },
  fact: { shape: 'fact', symbol: '', not: false, things: [''], value: '', from: '', on: '', validFrom: '', validTo: '' },
  policy: { shape: 'policy', ...noHeading, topics: '', sources: '2', tier: '', newer: '' },
  wording: { shape: 'wording', ...noHeading, avoid: '', unlessSourced: true },
  thing: { shape: 'thing', name: '', of: '', also: '' },
  property: { shape: 'property', name: '', of: '', says: '' },
  quantity: { shape: 'quantity', name: '', of: '', unit: '', says: '' },
}

export const shapeNames: readonly { readonly shape: Shape; readonly name: string; readonly about: string }[] = [
  { shape: 'limit', name: 'Limit', about: 'A number that can never be above or below something: “PUE can never be below 1”.' },
  { shape: 'ifThen', name: 'If, then', about: 'What follows from what: “Racks above 40 kW need liquid cooling”.' },
  { shape: 'usually', name: 'Usually, unless', about: 'What holds as a rule, with its exceptions: “Racks are air-cooled, unless they draw more than 20 kW”.' },
  { shape: 'exclusion', name: 'Never both', about: 'Two things that rule each other out: “A rack is not cooled both ways”.' },
  { shape: 'fact', name: 'Fact', about: 'Something you know: “Rack A12 draws 52 kW”.' },
  { shape: 'definition', name: 'Definition', about: 'What a number is made of: “PUE is total power over IT power”.' },
  { shape: 'policy', name: 'Sources needed', about: 'How many and which sources a kind of claim needs.' },
  { shape: 'wording', name: 'Wording', about: 'Words that answers should avoid.' },
  { shape: 'thing', name: 'Thing', about: 'Something by its name, and what else it is called.' },
  { shape: 'property', name: 'Property', about: 'What can be true of a thing, and how people write it.' },
  { shape: 'quantity', name: 'Quantity', about: 'A number of a thing, its unit, and how people write it.' },
]

/** A relation's or quantity's name from words: `power density` -> `power_density`. */
export const symbolName = (words: string): string => identifier(words.trim().replace(/^(?:the|a|an)\s+/i, '')).replace(/^\p{Lu}+(?=_|$)|^\p{Lu}/u, (start) => start.toLowerCase())
/** A type's name from words: `sites` stays as written, with a capital. */
export const typeName = (words: string): string => {
  const name = identifier(words.trim().replace(/^(?:the|a|an|every|each)\s+/i, ''))
  return name.charAt(0).toUpperCase() + name.slice(1)
}
/** An individual's name from words, case kept: `North site` -> `North_site`, read back as “North site”. */
export const entityName = (words: string): string => identifier(words.trim())

function identifier(words: string): string {
  const name = words.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '')
  return /^\p{N}/u.test(name) ? `n${name}` : name
}

/** An id that nothing has yet. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const stem = identifier(wanted.toLowerCase()).split('_').slice(0, 5).join('_') || 'rule'
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}_${count}`
    if (!taken.includes(id)) return id
  }
}

export const parts = (text: string): string[] => text.split(/[,，;\n]/).map((part) => part.trim()).filter(Boolean)

export const parametersOf = (names: KnownNames, symbol: string): readonly string[] | undefined =>
  names.relations.find((one) => one.name === symbol)?.parameters ?? names.quantities.find((one) => one.name === symbol)?.parameters
