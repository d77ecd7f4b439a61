/** Everything a set of claims is held against, as numbered tokens in numbered statements: built once, asked for every claim. */
import type { FoundPassage, GivenDocument } from './checker.ts'
import { type Statement, statements } from './statements.ts'
import { RecordReader } from './recordFacts.ts'
import { TableReader } from './tableFacts.ts'
import { spacedKey } from './spacedKey.ts'
import { denials } from './denials.ts'
import { type Quantity, otherDigits, quantityName, quantityOf } from './quantity.ts'
import { type Token, tokens } from './token.ts'

export interface IndexedStatement extends Statement {
  /** The source it stands in; `start` and `end` count in that source's text. */
  readonly source: string
  readonly text: string
  /** Its tokens are `from` up to `to` (not included) of the index; the first `keyTokens` of them are those of its keys. */
  readonly from: number
  readonly to: number
  readonly keyTokens: number
  /** How many of those belong to the innermost key. */
  readonly lastKeyTokens: number
  /** Statements of one document that follow each other share a run. */
  readonly run: number
}

/** So many places of one number are looked at. */
const mostPlaces = 400

export class EvidenceIndex {
  readonly statements: IndexedStatement[] = []
  /** Token offsets count in the source's text; those of keys are -1. */
  readonly tokens: Token[] = []
  readonly statementOf: number[] = []
  /** Some source is a record or a table. */
  structured = false
  readonly #places = new Map<string, number[]>()
  #beginnings: Map<string, string[]> | undefined
  #records: RecordReader | undefined
  #tables: TableReader | undefined
  #keyed = false
  readonly #denied = new Map<number, Uint8Array>()
  #runs = 0
  readonly #quantities = new Map<number, Quantity | undefined>()

  /** @param within only these stretches of the document (for documents too long to index whole) */
  addDocument(document: GivenDocument, within: readonly { from: number; to: number }[] = [{ from: 0, to: document.text.length }]): void {
    for (const { from, to } of within) {
      const whole = from === 0 && to === document.text.length
      this.#add(document.id, whole ? document : { ...document, text: document.text.slice(from, to) }, from)
    }
  }

  addPassage(passage: FoundPassage): void {
    this.#add(passage.source, { id: passage.source, text: passage.text }, passage.start)
  }

  #add(source: string, document: GivenDocument, offset: number): void {
    const run = this.#runs++
    this.#beginnings = undefined
    this.#records = undefined
    this.#tables = undefined
    for (const statement of statements(document)) {
      const text = document.text.slice(statement.start, statement.end)
      const from = this.tokens.length
      const index = this.statements.length
      const keys = statement.keys === undefined ? [] : tokens(statement.keys.map(spacedKey).join(' . '))
      for (const token of keys) this.#push({ ...token, start: -1, end: -1 }, index)
      for (const token of tokens(text)) this.#push({ ...token, start: token.start + statement.start + offset, end: token.end + statement.start + offset }, index)
      this.statements.push({ ...statement, start: statement.start + offset, end: statement.end + offset, source, text, from, to: this.tokens.length, keyTokens: keys.length, lastKeyTokens: statement.keys === undefined ? 0 : tokens(spacedKey(statement.keys.at(-1) ?? '')).length, run })
      if (statement.value !== undefined) this.structured = true
      if (statement.keys !== undefined) this.#keyed = true
    }
  }

  #push(token: Token, statement: number): void {
    const at = this.tokens.length
    this.tokens.push(token)
    this.statementOf.push(statement)
    const places = this.#places.get(token.key)
    if (places === undefined) this.#places.set(token.key, [at])
    else places.push(at)
  }

  /** Whether the token stands under a negation in its statement, or is a key whose value is no. */
  denied(place: number): boolean {
    const at = this.statementOf[place]!
    const statement = this.statements[at]!
    if (statement.value === 'false') return true
    let known = this.#denied.get(at)
    if (known === undefined) {
      const own = tokens(statement.text)
      known = denials(statement.text, own)
      this.#denied.set(at, known)
    }
    return known[place - statement.from - statement.keyTokens] === 1
  }

  /** The number at a place with its scale and unit; nothing for times of day and keys. */
  quantity(place: number): Quantity | undefined {
    if (this.#quantities.has(place)) return this.#quantities.get(place)
    const token = this.tokens[place]!
    const { text, start } = this.statements[this.statementOf[place]!]!
    const found = token.is !== 'number' || token.start < 0 ? undefined : quantityOf(text, { start: token.start - start, end: token.end - start }, token.key)
    this.#quantities.set(place, found)
    return found
  }

  /** Places where the same is said in other digits: another unit, another scale. */
  equalTo(quantity: Quantity): readonly number[] {
    const name = quantityName(quantity)
    if (name === undefined) return []
    return otherDigits(quantity).flatMap((key) => this.places(key).slice(0, mostPlaces).filter((place) => {
      const found = this.quantity(place)
      return found !== undefined && quantityName(found) === name
    }))
  }

  /** Keys and values of the records among the sources; nothing when there are none. */
  get records(): RecordReader | undefined {
    if (!this.structured) return undefined
    return (this.#records ??= new RecordReader(this))
  }

  /** Rows and columns of the tables among the sources; nothing when there are none. */
  get tables(): TableReader | undefined {
    if (!this.#keyed) return undefined
    return (this.#tables ??= new TableReader(this))
  }

  /** Words of the sources that share a long beginning with this one and differ by an ending. */
  spelledLike(key: string): readonly string[] {
    if (key.length < 6) return []
    if (this.#beginnings === undefined) {
      this.#beginnings = new Map()
      for (const known of this.#places.keys()) {
        if (known.length < 6) continue
        const beginning = known.slice(0, 5)
        const list = this.#beginnings.get(beginning)
        if (list === undefined) this.#beginnings.set(beginning, [known])
        else list.push(known)
      }
    }
    return (this.#beginnings.get(key.slice(0, 5)) ?? []).filter((known) => {
      let shared = 5
      while (shared < known.length && known[shared] === key[shared]) shared++
      return Math.max(known.length, key.length) - shared <= 3
    })
  }

  /** Token numbers where the key stands, in order. */
  places(key: string): readonly number[] {
    return this.#places.get(key) ?? []
  }
}
