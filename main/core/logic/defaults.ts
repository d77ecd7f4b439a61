/** What is so as a rule: `normally` rules, by priority, each only while consistent, for named individuals. */
import type { DefaultRule } from '../../../shared/logic/base.ts'
import type { Formula, Term } from '../../../shared/logic/formula.ts'
import { closeRelations } from './closures.ts'
import { itemOf } from './compileBase.ts'
import type { View } from './compiled.ts'
import { satisfiable, type Means } from './satisfy.ts'
import type { Outcome } from './search.ts'
import { Slice } from './slice.ts'
import { needsEveryone } from './strict.ts'
import { eachSymbol, substitute, type Substitution } from './substitute.ts'

const MOST_INSTANCES = 300
const MOST_PER_ATOM = 200

interface DefaultInstance {
  readonly item: number
  readonly rule: DefaultRule
  readonly when: Formula
  readonly then: Formula
  readonly unless: Formula
}
/** An instance with the groups that ask about it. */
interface Posed extends DefaultInstance { readonly notWhen: number; readonly notUnless: number; readonly thens: number }

export interface Presumption {
  /** `presumed`, or its negation is. */
  readonly holds: boolean
  /** The items that carry it, defaults among them; not yet minimal. */
  readonly slice: Slice
  readonly core: ReadonlySet<number>
  readonly defaults: readonly number[]
}

/** Grows the slice until no further default can conclude anything about what is in it. */
function poseInstances(view: View, formula: Formula): { slice: Slice; claim: number; denial: number; posed: Posed[] } {
  const { compiled } = view
  const rules = compiled.defaultItems.filter((item) => !view.only || view.only.has(item)).flatMap((item) => {
    const found = itemOf(compiled, item)
    return found.kind === 'default' ? [{ item, rule: found.rule }] : []
  })
  const found = new Map<string, DefaultInstance>()
  for (let full = false; ;) {
    const slice: Slice = new Slice(view, { full, mostClauses: 20_000 })
    const denial = slice.addGroup(formula, false)
    const claim = slice.addGroup(formula, true)
    const posed = [...found.values()].map((instance): Posed => {
      slice.addGroup(instance.then, false)
      return { ...instance, notWhen: slice.addGroup(instance.when, false), notUnless: slice.addGroup(instance.unless, false), thens: slice.addGroup(instance.then, true) }
    })
    slice.build()
    const before = found.size
    const named = [...slice.atoms, ...slice.wanted, ...slice.terms.map((t) => ({ symbol: `#${t.symbol}`, args: t.args }))]
      .filter(({ args }) => args.every((a) => a < slice.firstLocal))
    const open = slice.openRelations
    const asked = new Set<string>()
    eachSymbol(formula, (symbol, args) => { if (args.some((t) => t.kind === 'variable')) asked.add(symbol) })
    for (const { item, rule } of rules) {
      const pose = (binding: Substitution): void => {
        const key = `${item}:${[...binding].map(([name, t]) => `${name}=${t.name}`).join(',')}`
        if (!found.has(key)) found.set(key, { item, rule, when: substitute(rule.when, binding), then: substitute(rule.then, binding), unless: substitute(rule.unless, binding) })
      }
      eachSymbol(rule.then, (symbol, pattern) => {
        // Where the question is about everyone, so is the default.
        if (open.has(symbol) || asked.has(symbol)) for (const binding of bindings(view, rule, [], [])) if (found.size < MOST_INSTANCES) pose(binding)
        for (const at of named) {
          if (at.symbol !== symbol || found.size >= MOST_INSTANCES) continue
          for (const binding of bindings(view, rule, pattern, at.args)) pose(binding)
        }
      })
    }
    const unnamed = needsEveryone(slice)
    if (found.size === before && (full || !unnamed)) return { slice, claim, denial, posed }
    full ||= unnamed
  }
}

/** The ways to bind a default's variables to named individuals so that the pattern is this tuple. */
function* bindings(view: View, rule: DefaultRule, pattern: readonly Term[], args: readonly number[]): Iterable<ReadonlyMap<string, Term>> {
  const { individuals, individualNamed } = view.compiled
  const bound = new Map<string, Term>()
  const entity = (id: number): Term => ({ kind: 'entity', name: individuals[id]?.name ?? '' })
  for (const [at, term] of pattern.entries()) {
    const id = args[at] as number
    if (term.kind === 'entity') {
      if (view.canonical(individualNamed.get(term.name) ?? -1) !== id) return
      continue
    }
    const variable = rule.variables.find((v) => v.name === term.name)
    // A variable that the conclusion itself quantifies can be anyone.
    if (!variable) continue
    const before = bound.get(term.name)
    if (!view.isOfType(id, variable.type) || (before && before.name !== entity(id).name)) return
    bound.set(term.name, entity(id))
  }
  const open = rule.variables.filter((v) => !bound.has(v.name))
  let count = 0
  const fill = function* (at: number, sofar: ReadonlyMap<string, Term>): Iterable<ReadonlyMap<string, Term>> {
    const variable = open[at]
    if (!variable) { yield sofar; return }
    for (const id of view.members(variable.type)) {
      if (++count > MOST_PER_ATOM) return
      yield* fill(at + 1, new Map(sofar).set(variable.name, entity(id)))
    }
  }
  yield* fill(0, bound)
}

/** One run through the defaults of a slice. */
class Extension {
  readonly accepted: Posed[] = []
  readonly #slice: Slice
  readonly #means: Means
  readonly #without: ReadonlySet<string>

  constructor(slice: Slice, without: ReadonlySet<string>, means: Means) {
    this.#slice = slice
    this.#without = without
    this.#means = means
  }

  ask(groups: readonly number[], accepted: readonly Posed[] = this.accepted): Promise<Outcome> {
    return satisfiable(this.#slice, { groups: new Set([...accepted.map((a) => a.thens), ...groups]), without: this.#without }, this.#means)
  }
  async #entails(denied: number): Promise<boolean> { return (await this.ask([denied])).kind === 'unsat' }
  async #fits(thens: readonly Posed[], accepted: readonly Posed[]): Promise<boolean> { return (await this.ask(thens.map((t) => t.thens), accepted)).kind === 'sat' }

  /** Accepts what applies at one priority; what clashes with its equals is given up on both sides. */
  async take(level: readonly Posed[]): Promise<void> {
    const above = [...this.accepted]
    const rejected = new Set<Posed>()
    for (let restart = true; restart;) {
      restart = false
      this.accepted.splice(0, this.accepted.length, ...above)
      for (;;) {
        const ready: Posed[] = []
        for (const one of level) {
          if (this.accepted.includes(one) || rejected.has(one)) continue
          if (!(await this.#entails(one.notWhen)) || (await this.#entails(one.notUnless))) continue
          if (await this.#fits([one], above)) ready.push(one)
          else rejected.add(one)
        }
        const clash = await this.#clashing(above, [...this.accepted.slice(above.length), ...ready])
        if (clash.size > 0) {
          for (const one of clash) rejected.add(one)
          restart = true
          break
        }
        if (ready.length === 0) break
        this.accepted.push(...ready)
      }
      if (restart) continue
      // What came after may have brought the exception of what was taken before.
      for (const one of this.accepted.slice(above.length)) {
        if (!(await this.#entails(one.notUnless))) continue
        rejected.add(one)
        restart = true
      }
    }
  }

  /** Everything that is in a minimal conflict among these equals. */
  async #clashing(above: readonly Posed[], equals: readonly Posed[]): Promise<Set<Posed>> {
    const clash = new Set<Posed>()
    if (equals.length < 2 || (await this.#fits(equals, above))) return clash
    const open: (readonly Posed[])[] = [equals]
    const seen = new Set<string>()
    for (let at = 0; at < open.length && at < 60; at++) {
      let kept = [...(open[at] as readonly Posed[])]
      if (await this.#fits(kept, above)) continue
      for (const one of [...kept]) {
        const fewer = kept.filter((k) => k !== one)
        if (!(await this.#fits(fewer, above))) kept = fewer
      }
      for (const one of kept) {
        clash.add(one)
        const next = (open[at] as readonly Posed[]).filter((k) => k !== one)
        const key = next.map((k) => k.thens).join(',')
        if (!seen.has(key)) { seen.add(key); open.push(next) }
      }
    }
    return clash
  }

  /** The clauses and defaults behind an answer, with those that make each default apply. */
  async carriers(core: ReadonlySet<number>): Promise<{ core: Set<number>; defaults: Set<number> }> {
    const all = new Set<number>()
    const defaults = new Set<number>()
    const open = [core]
    const traced = new Set<Posed>()
    for (let next = open.pop(); next; next = open.pop()) {
      for (const id of next) {
        all.add(id)
        const group = this.#slice.clauses[id]?.group ?? -1
        const used = this.accepted.find((a) => a.thens === group)
        if (!used || traced.has(used)) continue
        traced.add(used)
        defaults.add(used.item)
        const earlier = this.accepted.slice(0, this.accepted.indexOf(used))
        const reason = await this.ask([used.notWhen], earlier)
        if (reason.kind === 'unsat') open.push(reason.core)
        else {
          const wider = await this.ask([used.notWhen])
          if (wider.kind === 'unsat') open.push(wider.core)
        }
      }
    }
    return { core: all, defaults }
  }
}

/** What the defaults make of a formula that strict rules leave open; undefined if they say nothing either. */
export async function presume(view: View, formula: Formula, without: ReadonlySet<string>, means: Means): Promise<Presumption | undefined> {
  if (view.compiled.defaultItems.length === 0) return undefined
  const { slice, claim, denial, posed } = poseInstances(view, formula)
  if (posed.length === 0) return undefined
  await closeRelations(slice, { without }, means, new Set(), new Set())
  const extension = new Extension(slice, without, means)
  const priorities = [...new Set(posed.map((p) => p.rule.priority))].sort((a, b) => b - a)
  for (const priority of priorities) {
    await extension.take(posed.filter((p) => p.rule.priority === priority))
    // What a higher priority settles, a lower one cannot take back.
    for (const [group, holds] of [[denial, true], [claim, false]] as const) {
      const outcome = await extension.ask([group])
      if (outcome.kind !== 'unsat') continue
      const { core, defaults } = await extension.carriers(outcome.core)
      return { holds, slice, core, defaults: [...defaults] }
    }
  }
  return undefined
}
