/** Writes a theory and a claim as first-order SMT-LIB with quantifiers: `unsat` is a proof. */
import type { Formula, TypedVariable } from '../../../shared/logic/formula.ts'
import { FormulaWriter, join, type Scope } from './formulaWriter.ts'
import type { Theory } from './theory.ts'

class QuantifiedWriter extends FormulaWriter {
  readonly #names = new Map<string, string>()
  readonly #types = new Set<string>()

  protected apply(symbol: string, args: readonly string[], sort: string): string {
    const key = `${symbol}/${args.length}`
    let name = this.#names.get(key)
    if (!name) {
      this.#names.set(key, (name = `s${this.#names.size}`))
      this.declared.push(`(declare-fun ${name} (${'Thing '.repeat(args.length)}) ${sort})`)
    }
    return args.length === 0 ? name : `(${name} ${args.join(' ')})`
  }

  protected same(left: string, right: string): string { return `(= ${left} ${right})` }
  protected fixed(date: string): boolean { return !/\bx\d/.test(date) }

  protected quantifier(variables: readonly TypedVariable[], body: Formula, every: boolean, positive: boolean, scope: Scope): string {
    const conjunction = every === positive
    const inner = new Map(scope)
    const bound = variables.map(({ name }) => {
      const fresh = this.fresh('x')
      inner.set(name, fresh)
      return fresh
    })
    const guards = variables.flatMap(({ type }, at) => {
      if (type === 'Thing') return []
      this.#types.add(type)
      const guard = this.apply(`:${type}`, [bound[at] as string], 'Bool')
      return [conjunction ? `(not ${guard})` : guard]
    })
    return `(${conjunction ? 'forall' : 'exists'} (${bound.map((b) => `(${b} Thing)`).join(' ')}) ${join(!conjunction, [...guards, this.text(body, positive, inner)])})`
  }

  script(claim: Formula, positive: boolean): string {
    const { view, people, said } = this.theory
    const lines = new Map<string, string[]>()
    for (const { item, formula } of said) lines.set(`f${item}`, [...(lines.get(`f${item}`) ?? []), this.text(formula, true, new Map())])
    lines.set('claim', [this.text(claim, positive, new Map())])
    const typing = [...this.#types].flatMap((type) => [
      ...people.map((id) => {
        const guard = this.apply(`:${type}`, [`i${id}`], 'Bool')
        return `(assert ${view.isOfType(id, type) ? guard : `(not ${guard})`})`
      }),
      `(assert (exists ((x Thing)) ${this.apply(`:${type}`, ['x'], 'Bool')}))`,
    ])
    return [
      '(set-option :produce-unsat-cores true)(declare-sort Thing 0)',
      ...people.map((id) => `(declare-const i${id} Thing)`),
      ...(people.length > 1 ? [`(assert (distinct ${people.map((id) => `i${id}`).join(' ')}))`] : []),
      ...this.declared, ...typing,
      ...[...lines].map(([name, texts]) => `(assert (! (and true ${texts.join(' ')}) :named ${name}))`),
      '(check-sat)(get-unsat-core)',
    ].join('\n')
  }
}

/** An item of the theory is named `f` and its number, the claim (or its negation) `claim`, so that a core can be read back. */
export function quantifiedScript(theory: Theory, claim: Formula, positive: boolean): string {
  return new QuantifiedWriter(theory).script(claim, positive)
}
