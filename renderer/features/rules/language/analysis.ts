/** What the editor asks about the rule texts: mistakes, names, what stands at a place, where it is declared, and renaming it everywhere. Pure; it runs in a worker. */
import type { Diagnostic, RuleBase } from '../../../../shared/logic/base.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { sayDeclaration } from '../../../../shared/logic/plainWords.ts'
import { splitDeclarations } from '../../../../shared/logic/splitDeclarations.ts'
import { dimensionWords, parseUnit } from '../../../../shared/logic/units.ts'
import { type Occurrence, occurrenceAt, occurrencesIn, samePlaces } from './occurrences.ts'

export interface RuleText {
  readonly file: string
  readonly text: string
}

/** A mistake in the open file, at offsets of the text it was found in. */
export type Mistake = Pick<Diagnostic, 'start' | 'end' | 'line' | 'severity' | 'code' | 'message' | 'mend' | 'replacement'>

/** The names that may be completed, as plain data. */
export interface KnownNames {
  readonly types: readonly string[]
  readonly entities: readonly { readonly name: string; readonly type: string }[]
  readonly relations: readonly { readonly name: string; readonly parameters: readonly string[]; readonly says: readonly string[] }[]
  readonly quantities: readonly { readonly name: string; readonly parameters: readonly string[]; readonly says: readonly string[]; readonly unit?: string; readonly date: boolean }[]
  readonly ids: readonly string[]
}

export interface Analysis {
  readonly mistakes: readonly Mistake[]
  readonly counts: { readonly rules: number; readonly facts: number; readonly tests: number; readonly errors: number; readonly warnings: number }
  /** Only when they have changed since the last analysis. */
  readonly names?: KnownNames
}

export interface Hover {
  readonly from: number
  readonly to: number
  readonly title: string
  readonly lines: readonly string[]
}

export interface Preview {
  readonly says: readonly string[]
  readonly mistakes: readonly string[]
}

export interface Target {
  readonly file: string
  readonly from: number
  readonly to: number
}

export type Renaming =
  | { readonly name: string; readonly what: string; readonly files: readonly { readonly file: string; readonly edits: readonly { readonly from: number; readonly to: number }[] }[] }
  | { readonly refused: string }

const VALUES = 6
/** What is worth saying of an addition; names that come with it speak for themselves. */
const SAID = new Set(['rule', 'define', 'fact', 'policy', 'wording', 'judge', 'closed'])
const WHAT: Readonly<Record<Occurrence['kind'], string>> = { type: 'type', entity: 'thing', symbol: 'relation or quantity', rule: 'rule', variable: 'variable' }
const named = (base: RuleBase) => [...base.rules, ...base.defaults, ...base.definitions, ...base.facts, ...base.policies, ...base.wordings, ...base.judges]

/** The texts of a workspace and one open among them. */
export class Analyst {
  #files: readonly RuleText[] = []
  #open: RuleText = { file: '', text: '' }
  #base: RuleBase = parseRules([])
  #names = ''
  #occurrences: readonly Occurrence[] | undefined

  /** The other rule sets that share the vocabulary; the open one is left out by its file. */
  others(files: readonly RuleText[]): void {
    this.#files = files
  }

  analyse(open: RuleText): Analysis {
    this.#open = open
    this.#occurrences = undefined
    this.#base = parseRules(this.#texts())
    const mine = this.#base.diagnostics.filter((one) => one.file === open.file)
    const within = <T extends { place: { file: string } }>(items: readonly T[]): number => items.filter((one) => one.place.file === open.file).length
    const names = this.#knownNames()
    const key = JSON.stringify(names)
    const fresh = key !== this.#names
    this.#names = key
    return {
      mistakes: mine.map(({ start, end, line, severity, code, message, mend, replacement }) => ({ start, end, line, severity, code, message, mend, ...(replacement === undefined ? {} : { replacement }) })),
      counts: {
        rules: within(this.#base.rules) + within(this.#base.defaults) + within(this.#base.definitions),
        facts: within(this.#base.facts),
        tests: within(this.#base.tests),
        errors: mine.filter((one) => one.severity === 'error').length,
        warnings: mine.filter((one) => one.severity === 'warning').length,
      },
      ...(fresh ? { names } : {}),
    }
  }

  #texts(): RuleText[] {
    const others = this.#files.filter(({ file }) => file !== this.#open.file)
    return [...others, this.#open]
  }

  #knownNames(): KnownNames {
    const { types, entities, relations, quantities } = this.#base
    return {
      types: [...types.keys()],
      entities: [...entities.values()].map(({ name, type }) => ({ name, type })),
      relations: [...relations.values()].map(({ name, parameters, says }) => ({ name, parameters, says })),
      quantities: [...quantities.values()].map(({ name, parameters, says, unit, date }) => ({ name, parameters, says, date, ...(unit ? { unit: unit.symbol } : {}) })),
      ids: named(this.#base).map((one) => one.id),
    }
  }

  #here(): readonly Occurrence[] {
    return (this.#occurrences ??= occurrencesIn(this.#open.text, this.#base))
  }

  /** The declaration at a place, as a sentence, with its extent. */
  say(at: number): { readonly from: number; readonly to: number; readonly says: string } | undefined {
    const { text, file } = this.#open
    const chunk = splitDeclarations(text).find(({ start, end }) => start <= at && (at < end || end === text.length))
    if (!chunk) return undefined
    const [declaration] = parseSurface(file, text.slice(chunk.start, chunk.end)).declarations
    return declaration && { from: chunk.start + declaration.start, to: chunk.start + declaration.end, says: sayDeclaration(declaration, this.#base) }
  }

  /** What an addition would say, and what is wrong with it, beside everything else; `over` is the stretch that it takes the place of. */
  preview(addition: string, over?: { readonly from: number; readonly to: number }): Preview {
    const { file, text } = this.#open
    const before = over ? text.slice(0, over.from) : text === '' || text.endsWith('\n') ? text : `${text}\n`
    const whole = before + addition + (over ? text.slice(over.to) : '\n')
    const base = parseRules([...this.#files.filter((one) => one.file !== file), { file, text: whole }])
    const [from, to] = [before.length, before.length + addition.length]
    return {
      says: parseSurface(file, addition).declarations.filter((one) => SAID.has(one.kind)).map((one) => sayDeclaration(one, base)),
      mistakes: base.diagnostics.filter((one) => one.file === file && one.start >= from && one.start <= to && one.severity !== 'note').map((one) => `${one.message} ${one.mend}`),
    }
  }

  hover(at: number): Hover | undefined {
    const one = occurrenceAt(this.#here(), at)
    if (one && one.kind !== 'rule') return this.#hoverName(one)
    const unit = this.#unitAt(at)
    if (unit) return unit
    const said = this.say(at)
    return said && at <= said.to ? { from: said.from, to: said.to, title: 'In plain words', lines: [said.says] } : undefined
  }

  #hoverName({ kind, name, from, to }: Occurrence): Hover | undefined {
    const { types, entities, relations, quantities, facts, rules, defaults, definitions } = this.#base
    const at = { from, to }
    if (kind === 'type') {
      const type = types.get(name)
      const members = [...entities.values()].filter((one) => one.type === name)
      return type && { ...at, title: `${name}, a type`, lines: [...also(type.also), members.length ? `Known: ${shortened(members.map((one) => one.name))}.` : 'Nothing of this type is known yet.'] }
    }
    if (kind === 'entity') {
      const entity = entities.get(name)
      const about = facts.filter(({ literal }) => (literal.kind === 'same' ? literal.left === name || literal.right === name : literal.args.some((arg) => arg.name === name)))
      return entity && { ...at, title: `${name}, a ${entity.type}`, lines: [...also(entity.also), ...values(about.map((fact) => fact.id.replace(/^fact:/, '')))] }
    }
    if (kind === 'variable') {
      const type = this.#variableType(name, from)
      return { ...at, title: `${name}, a variable`, lines: [`Stands for every ${type === 'Thing' ? 'thing' : type} there is.`] }
    }
    const symbol = relations.get(name) ?? quantities.get(name)
    if (!symbol) return undefined
    const quantity = quantities.get(name)
    const about = facts.filter(({ literal }) => (literal.kind === 'atom' ? literal.relation === name : literal.kind === 'quantity' && literal.quantity === name))
    const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u')
    const texts = new Map(this.#texts().map((one) => [one.file, one.text]))
    const using = [...rules, ...defaults, ...definitions].filter(({ place }) => word.test((texts.get(place.file) ?? '').slice(place.start, place.end))).length
    const kindWords = quantity ? (quantity.date ? 'a date' : quantity.unit ? `a quantity in ${quantity.unit.symbol}` : 'a quantity, a plain number') : 'a relation'
    return {
      ...at,
      title: `${name}${symbol.parameters.length ? `(${symbol.parameters.join(', ')})` : ''}, ${kindWords}`,
      lines: [
        ...(symbol.says.length ? [`People write ${symbol.says.map((says) => `“${says}”`).join(' or ')}.`] : []),
        using === 1 ? 'Used by one rule.' : `Used by ${using} rules.`,
        ...values(about.map((fact) => fact.id.replace(/^fact:/, ''))),
      ],
    }
  }

  #variableType(name: string, at: number): string {
    const all = [...this.#base.rules, ...this.#base.defaults]
    const owner = all.find(({ place }) => place.file === this.#open.file && place.start <= at && at <= place.end)
    const variables = owner?.kind === 'default' ? owner.variables : owner?.formula.kind === 'forall' ? owner.formula.variables : []
    return variables.find((one) => one.name === name)?.type ?? 'Thing'
  }

  #unitAt(at: number): Hover | undefined {
    const { text } = this.#open
    const start = text.lastIndexOf('\n', at - 1) + 1
    const end = text.indexOf('\n', at)
    const line = text.slice(start, end < 0 ? undefined : end)
    for (const match of line.matchAll(/\d\s*([%‰°€$£¥₩\p{L}/²³·^]+)/gu)) {
      const from = start + match.index + match[0].length - (match[1]?.length ?? 0)
      const unit = at >= from && at <= from + (match[1]?.length ?? 0) ? parseUnit(match[1] ?? '') : undefined
      if (unit) return { from, to: from + (match[1]?.length ?? 0), title: `${match[1]}, a unit`, lines: [`It measures ${dimensionWords(unit.dimension)}.`] }
    }
    return undefined
  }

  /** Where the name at a place is made known, in whichever file. */
  definition(at: number): Target | undefined {
    const one = occurrenceAt(this.#here(), at)
    if (!one) return undefined
    for (const { file, text } of [this.#open, ...this.#texts()]) {
      const places = file === this.#open.file ? this.#here() : occurrencesIn(text, this.#base)
      const found = samePlaces(places, one).find((place) => place.definition)
      if (found) return { file, from: found.from, to: found.to }
    }
    return undefined
  }

  /** What stands at a place and could be renamed: how often, in how many files. */
  renameable(at: number): { readonly name: string; readonly what: string; readonly from: number; readonly to: number } | undefined {
    const one = occurrenceAt(this.#here(), at)
    return one && { name: one.name, what: WHAT[one.kind], from: one.from, to: one.to }
  }

  /** The edits that rename what stands at `at` everywhere, or one sentence why not. */
  rename(at: number, name: string): Renaming {
    const one = occurrenceAt(this.#here(), at)
    const fresh = name.normalize('NFC').trim()
    if (!one) return { refused: 'There is no name here to change.' }
    if (!/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(fresh)) return { refused: 'A name is made of letters, digits and _, and does not begin with a digit.' }
    if (fresh === one.name) return { refused: 'That is its name already.' }
    const taken = one.kind === 'entity' ? this.#base.entities.has(fresh) : one.kind === 'type' ? this.#base.types.has(fresh) : one.kind === 'symbol' ? this.#base.relations.has(fresh) || this.#base.quantities.has(fresh) : one.kind === 'rule' ? named(this.#base).some((item) => item.id === fresh) : this.#here().some((place) => place.declaration === one.declaration && place.name === fresh)
    if (taken) return { refused: `“${fresh}” is taken. Choose another name.` }
    const files = this.#texts().flatMap(({ file, text }) => {
      if (one.kind === 'variable' && file !== this.#open.file) return []
      const places = samePlaces(file === this.#open.file ? this.#here() : occurrencesIn(text, this.#base), one)
      return places.length ? [{ file, edits: places.map(({ from, to }) => ({ from, to })) }] : []
    })
    const edits = new Map(files.map((entry) => [entry.file, entry.edits]))
    const renamed = parseRules(this.#texts().map(({ file, text }) => ({ file, text: applied(text, edits.get(file) ?? [], fresh) })))
    const worse = renamed.diagnostics.filter((entry) => entry.severity === 'error')
    if (worse.length > this.#base.diagnostics.filter((entry) => entry.severity === 'error').length) return { refused: `That name would break a rule: ${worse[0]?.message ?? ''}` }
    return { name: fresh, what: WHAT[one.kind], files }
  }
}

const also = (names: readonly string[]): string[] => (names.length ? [`Also called ${names.map((name) => `“${name}”`).join(', ')}.`] : [])
const shortened = (names: readonly string[]): string => (names.length > VALUES ? `${names.slice(0, VALUES).join(', ')} and ${names.length - VALUES} more` : names.join(', '))
const values = (facts: readonly string[]): string[] => (facts.length ? [`Known: ${shortened(facts)}.`] : ['No fact speaks of it.'])

/** The text with each of the places replaced. */
export function applied(text: string, edits: readonly { readonly from: number; readonly to: number }[], name: string): string {
  let result = text
  for (const { from, to } of [...edits].sort((a, b) => b.from - a.from)) result = result.slice(0, from) + name + result.slice(to)
  return result
}
