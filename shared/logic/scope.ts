/** The variables of one formula while it is elaborated: which are bound where, and what type their uses give them. */
import type { Term, TypedVariable } from './formula.ts'
import type { Complaint } from './diagnose.ts'
import type { Name } from './surface.ts'
import { THING, type Vocabulary } from './vocabulary.ts'

interface Binder {
  readonly written: string
  /** The name in the core form: unlike any variable around it. */
  readonly name: string
  readonly declared: string | undefined
  inferred: string | undefined
  compared: boolean
}

const isCapitalised = (name: string): boolean => /^\p{Lu}/u.test(name)

/** Elaboration of one formula: complaints gather here, and `failed` says that the formula cannot be used. */
export class Scope {
  readonly vocabulary: Vocabulary
  readonly complaints: Complaint[] = []
  readonly #free: Binder[] = []
  readonly #bound: Binder[] = []
  readonly #used = new Set<string>()

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
  }

  get failed(): boolean {
    return this.complaints.some((one) => (one.severity ?? 'error') === 'error')
  }

  complain(complaint: Complaint): void {
    this.complaints.push(complaint)
  }

  /** Opens a quantifier; `close` with the same count gives its variables with their types. */
  open(name: Name, declared: string | undefined): void {
    let unique = name.name
    for (let count = 2; this.#used.has(unique); count++) unique = `${name.name}_${count}`
    this.#used.add(unique)
    this.#bound.push({ written: name.name, name: unique, declared, inferred: undefined, compared: false })
  }

  close(count: number): TypedVariable[] {
    return this.#bound.splice(this.#bound.length - count).map(typed)
  }

  /** The free variables so far, in order of appearance. */
  freeVariables(): TypedVariable[] {
    return this.#free.map(typed)
  }

  /** Free variables that appear only beside `=` or `!=`, where nothing tells their type. */
  untypedVariables(): string[] {
    return this.#free.filter((one) => one.compared && one.inferred === undefined).map((one) => one.written)
  }

  /** The individual or variable that a name stands for where `expected` is wanted (undefined beside `=`: any type). */
  term(name: Name, expected: string | undefined): Term {
    const bound = this.#bound.findLast((one) => one.written === name.name) ?? this.#free.find((one) => one.written === name.name)
    if (bound !== undefined) return this.#use(bound, name, expected)
    const entity = this.vocabulary.symbols.entities.get(name.name)
    if (entity !== undefined) {
      if (expected !== undefined && expected !== THING && entity.type !== expected) this.#wrongType(name, entity.type, expected)
      return { kind: 'entity', name: entity.name }
    }
    if (!isCapitalised(name.name)) {
      this.#unknown(name, expected)
      return { kind: 'entity', name: name.name }
    }
    const mistaken = this.vocabulary.mistakenEntity(name.name)
    if (mistaken !== undefined) {
      this.complain({
        ...at(name), code: 'near-entity', replacement: mistaken,
        message: `“${name.name}” would be a variable, standing for everything, but it is nearly the name of “${mistaken}”.`,
        mend: `Write “${mistaken}”, or give the variable another name.`,
      })
    }
    const binder: Binder = { written: name.name, name: name.name, declared: undefined, inferred: undefined, compared: false }
    this.#used.add(name.name)
    this.#free.push(binder)
    return this.#use(binder, name, expected)
  }

  #use(binder: Binder, name: Name, expected: string | undefined): Term {
    if (expected === undefined) binder.compared = true
    else if (expected === THING) binder.compared = false
    else {
      const known = binder.declared ?? binder.inferred
      if (known === undefined) binder.inferred = expected
      else if (known !== expected) this.#wrongType(name, known, expected)
    }
    return { kind: 'variable', name: binder.name }
  }

  #unknown(name: Name, expected: string | undefined): void {
    const type = expected === undefined || expected === THING ? '' : ` : ${expected}`
    const near = this.vocabulary.nearestEntity(name.name)
    this.complain({
      ...at(name), code: 'unknown-name', message: `Nothing is called “${name.name}”.`,
      mend: near === undefined ? `Declare it: entity ${name.name}${type}. A variable begins with a capital letter.` : `Did you mean “${near}”?`,
      ...(near === undefined ? {} : { replacement: near }),
    })
  }

  #wrongType(name: Name, is: string, wanted: string): void {
    const example = [...this.vocabulary.symbols.entities.values()].find((one) => one.type === wanted)
    this.complain({
      ...at(name), code: 'wrong-type', message: `“${name.name}” is a ${is}, but a ${wanted} is wanted here.`,
      mend: example === undefined ? `Name a ${wanted} here.` : `Name a ${wanted} here, such as ${example.name}.`,
    })
  }
}

const at = ({ start, end }: Name): { start: number; end: number } => ({ start, end })
const typed = (binder: Binder): TypedVariable => ({ name: binder.name, type: binder.declared ?? binder.inferred ?? THING })
