/** From the `.rules` texts of a workspace to one rule base: many files, one vocabulary, and no broken declaration stops another. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { BaseTest, Closure, DefaultRule, Definition, Diagnostic, Fact, Judge, Policy, RuleBase, StrictRule, Wording } from './base.ts'
import { declareVocabulary, type Complain, type Placed } from './declareVocabulary.ts'
import { definitionCycles } from './definitionCycles.ts'
import { checkReferences, elaborateJudge, elaboratePolicy, elaborateTest, elaborateWording } from './elaborateCheck.ts'
import { elaborateDefinition, elaborateFact, elaborateRule } from './elaborateItem.ts'
import { nearestName } from './nearest.ts'
import { parseSurface } from './parseSurface.ts'
import { printDeclaration } from './printSurface.ts'
import type { Declaration } from './surface.ts'
import type { Vocabulary } from './vocabulary.ts'

/** SHA-256 of a text in UTF-8, hex. */
const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/**
 * Parses and elaborates. Never throws for what a person wrote: mistakes are in `diagnostics`, in the order of the files.
 * Items keep the order in which they stand; `file` is as given.
 */
export function parseRules(files: readonly { readonly file: string; readonly text: string }[]): RuleBase {
  const diagnostics: Diagnostic[] = []
  const all: Placed[] = []
  for (const { file, text } of files) {
    const parsed = parseSurface(file, text)
    diagnostics.push(...parsed.diagnostics)
    for (const declaration of parsed.declarations) all.push({ declaration, lines: parsed.lines })
  }
  const complain: Complain = (lines, complaint) => void diagnostics.push(lines.diagnostic(complaint))
  const vocabulary = declareVocabulary(all, complain)
  const items = new Items(vocabulary, complain)
  for (const one of all) items.take(one)
  const base = items.finish()
  const order = new Map(files.map(({ file }, index) => [file, index]))
  diagnostics.sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.start - b.start)
  return { ...vocabulary.symbols, ...base, diagnostics }
}

type Parts = Omit<RuleBase, 'types' | 'entities' | 'relations' | 'quantities' | 'diagnostics'>

/** The items of a base as they gather. */
class Items {
  readonly #vocabulary: Vocabulary
  readonly #complain: Complain
  readonly #rules: StrictRule[] = []
  readonly #defaults: DefaultRule[] = []
  #definitions: Definition[] = []
  readonly #facts: Fact[] = []
  readonly #closures: Closure[] = []
  readonly #policies: Policy[] = []
  readonly #wordings: Wording[] = []
  readonly #judges: Judge[] = []
  readonly #tests: BaseTest[] = []
  readonly #testTexts: Placed<Declaration & { kind: 'test' }>[] = []
  readonly #definitionTexts = new Map<Definition, Placed>()
  /** Where an id was first given, and by what. */
  readonly #ids = new Map<string, { readonly file: string; readonly line: number; readonly hash: string }>()
  readonly #unnamedCounts = new Map<string, number>()
  readonly #hashes: string[] = []
  #title: string | undefined

  constructor(vocabulary: Vocabulary, complain: Complain) {
    this.#vocabulary = vocabulary
    this.#complain = complain
  }

  take(one: Placed): void {
    const { declaration } = one
    if (declaration.kind === 'ruleset') return void (this.#title ??= declaration.title)
    if (declaration.kind === 'test') return this.#takeTest(one as Placed<Declaration & { kind: 'test' }>)
    const hash = hashOf(printDeclaration(declaration))
    this.#hashes.push(hash)
    if (declaration.kind === 'closed') return this.#close(one as Placed<Declaration & { kind: 'closed' }>, hash)
    if (!('body' in declaration) && declaration.kind !== 'policy' && declaration.kind !== 'wording' && declaration.kind !== 'judge') return
    const own = declaration.id
    const first = own === undefined ? undefined : this.#ids.get(own.name)
    if (own !== undefined && first !== undefined) {
      const elsewhere = first.file === one.lines.file ? '' : `in ${first.file}, `
      // Two sets may hold the same rule: it counts once, and nothing is wrong.
      const twin = first.hash === hash && elsewhere !== ''
      const text = { start: own.start, end: own.end, code: 'duplicate-id', message: `The id “${own.name}” is taken, ${elsewhere}on line ${first.line}.`, mend: twin ? 'Nothing; it says the same there.' : 'Give this one another id.' }
      return this.#complain(one.lines, { ...text, severity: twin ? 'note' : 'error' })
    }
    if (own !== undefined) this.#ids.set(own.name, { file: one.lines.file, line: one.lines.line(own.start), hash })
    this.#takeItem(one, declaration, own?.name, hash)
  }

  #takeItem(one: Placed, declaration: Declaration, own: string | undefined, hash: string): void {
    const complain = this.#complain
    const identity = { id: own ?? this.#unnamed(declaration.kind, hash), hash }
    const vocabulary = this.#vocabulary
    switch (declaration.kind) {
      case 'rule': {
        const rule = elaborateRule({ ...one, declaration }, vocabulary, identity, complain)
        if (rule?.kind === 'rule') this.#rules.push(rule)
        else if (rule !== undefined) this.#defaults.push(rule)
        return
      }
      case 'define': {
        const definition = elaborateDefinition({ ...one, declaration }, vocabulary, { id: own, hash }, complain)
        if (definition === undefined) return
        this.#definitions.push(definition)
        this.#definitionTexts.set(definition, one)
        return
      }
      case 'fact': {
        const fact = elaborateFact({ ...one, declaration }, vocabulary, { id: own, hash }, complain)
        if (fact !== undefined) this.#facts.push(fact)
        return
      }
      case 'policy':
        return void this.#policies.push(elaboratePolicy({ ...one, declaration }, identity, complain))
      case 'wording':
        return void this.#wordings.push(elaborateWording({ ...one, declaration }, identity, complain))
      case 'judge':
        return void this.#judges.push(elaborateJudge({ ...one, declaration }, identity, complain))
      default:
        return
    }
  }

  /** A rule without a name is called by its content, so that its id does not change when lines move. */
  #unnamed(kind: string, hash: string): string {
    if (kind === 'fact' || kind === 'define') return ''
    const stem = `${kind}:${hash.slice(0, 8)}`
    const count = this.#unnamedCounts.get(stem) ?? 0
    this.#unnamedCounts.set(stem, count + 1)
    return count === 0 ? stem : `${stem}.${count + 1}`
  }

  #close({ declaration, lines }: Placed<Declaration & { kind: 'closed' }>, hash: string): void {
    for (const name of declaration.names) {
      const { relations } = this.#vocabulary.symbols
      if (!relations.has(name.name)) {
        const near = nearestName(name.name, relations.keys())
        this.#complain(lines, {
          start: name.start, end: name.end, code: 'unknown-name', message: `No relation is called “${name.name}”, so it cannot be closed.`,
          mend: near === undefined ? `Declare it: relation ${name.name}(Thing).` : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }),
        })
      } else if (!this.#closures.some((one) => one.relation === name.name)) {
        this.#closures.push({ kind: 'closed', id: `closed:${name.name}`, title: `closed ${name.name}`, hash, place: lines.place(declaration.start, declaration.end), relation: name.name })
      }
    }
  }

  #takeTest(one: Placed<Declaration & { kind: 'test' }>): void {
    this.#testTexts.push(one)
    const test = elaborateTest(one, this.#vocabulary, this.#vocabulary.symbols, this.#complain)
    if (test !== undefined) this.#tests.push(test)
  }

  #dropCycles(): void {
    const cyclic = definitionCycles(this.#definitions)
    for (const definition of cyclic.size === 0 ? [] : this.#definitions.filter((one) => cyclic.has(one.symbol))) {
      const place = this.#definitionTexts.get(definition)
      const quantity = definition.body.kind === 'quantity'
      if (place === undefined) continue
      this.#complain(place.lines, {
        start: definition.place.start, end: definition.place.end, code: 'cyclic-definition', severity: quantity ? 'error' : 'warning',
        message: `The definition of “${definition.symbol}” leads back to itself.`, mend: quantity ? 'Define it from other quantities, or write a rule instead.' : 'Nothing, if it is meant: it then holds as an equivalence.',
      })
    }
    this.#definitions = this.#definitions.filter((one) => one.body.kind === 'relation' || !cyclic.has(one.symbol))
  }

  finish(): Parts {
    this.#dropCycles()
    const named = [...this.#rules, ...this.#defaults, ...this.#definitions, ...this.#facts, ...this.#closures]
    if (this.#testTexts.some((one) => one.declaration.by.length > 0)) checkReferences(this.#testTexts, new Set(named.map((one) => one.id)), this.#complain)
    return {
      rules: this.#rules, defaults: this.#defaults, definitions: this.#definitions, facts: this.#facts, closures: this.#closures, policies: this.#policies,
      wordings: this.#wordings, judges: this.#judges, tests: this.#tests, version: hashOf([...this.#hashes].sort().join('\n')), ...(this.#title === undefined ? {} : { title: this.#title }),
    }
  }
}
