/** What names mean: the declared symbols, the units a base brings along, and which known name is near to an unknown one. */
import type { EntitySymbol, QuantitySymbol, RelationSymbol, RuleBase, TypeSymbol, Unit } from './base.ts'
import { editDistance, nearestName } from './nearest.ts'
import { parseUnit, unitNames } from './units.ts'

export const THING = 'Thing'

export interface Symbols {
  readonly types: ReadonlyMap<string, TypeSymbol>
  readonly entities: ReadonlyMap<string, EntitySymbol>
  readonly relations: ReadonlyMap<string, RelationSymbol>
  readonly quantities: ReadonlyMap<string, QuantitySymbol>
}

/** Symbols with the look-ups that elaboration needs; near matches are found once per name. */
export class Vocabulary {
  readonly symbols: Symbols
  readonly #ownUnits = new Map<string, Unit>()
  readonly #near = new Map<string, string | undefined>()
  #spellings: Map<string, string> | undefined

  constructor(symbols: Symbols) {
    this.symbols = symbols
    for (const { unit } of symbols.quantities.values()) {
      if (unit !== undefined && parseUnit(unit.symbol) === undefined) this.#ownUnits.set(unit.symbol, unit)
    }
  }

  /** A unit of the table, or one that a quantity of the base brought along (`in tickets`). */
  unit(text: string): Unit | undefined {
    return parseUnit(text) ?? this.#ownUnits.get(text)
  }

  nearestUnit(text: string): string | undefined {
    return nearestName(text, [...this.#ownUnits.keys(), ...unitNames()])
  }

  nearestSymbol(name: string): string | undefined {
    return nearestName(name, [...this.symbols.relations.keys(), ...this.symbols.quantities.keys()])
  }

  nearestType(name: string): string | undefined {
    return nearestName(name, [...this.symbols.types.keys(), THING])
  }

  nearestEntity(name: string): string | undefined {
    return nearestName(name, this.symbols.entities.keys())
  }

  /** The entity whose name or alias equals `name` but for case, or (beyond one letter) is one edit away from it: no variable may be called so. */
  mistakenEntity(name: string): string | undefined {
    if (this.#near.has(name)) return this.#near.get(name)
    const spellings = (this.#spellings ??= this.#spell())
    const plain = spaced(name)
    let found = spellings.get(plain.toLowerCase())
    if (found === undefined && [...name].length > 1) {
      for (const entity of this.symbols.entities.values()) {
        if ([entity.name, ...entity.also].some((one) => Math.abs(one.length - plain.length) <= 1 && editDistance(spaced(one), plain, 1) <= 1)) {
          found = entity.name
          break
        }
      }
    }
    this.#near.set(name, found)
    return found
  }

  #spell(): Map<string, string> {
    const spellings = new Map<string, string>()
    for (const entity of this.symbols.entities.values()) {
      for (const one of [entity.name, ...entity.also]) spellings.set(spaced(one).toLowerCase(), entity.name)
    }
    return spellings
  }
}

const spaced = (name: string): string => name.replaceAll('_', ' ').normalize('NFC')

const VOCABULARIES = new WeakMap<RuleBase, Vocabulary>()

/** The vocabulary of a base, built once per base. */
export function vocabularyOf(base: RuleBase): Vocabulary {
  let vocabulary = VOCABULARIES.get(base)
  if (vocabulary === undefined) VOCABULARIES.set(base, (vocabulary = new Vocabulary(base)))
  return vocabulary
}
