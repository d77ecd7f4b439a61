/** What is so as a rule: `normally` rules, by priority, each only while consistent, for named individuals. */
import type { DefaultRule } from '../../../shared/logic/base.ts'
import type { Formula, Term } from '../../../shared/logic/formula.ts'
import { closeRelations } from './closures.ts'
import { itemOf } from './compileBase.ts'
import type { CompiledBase, View } from './compiled.ts'
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
function poseInstances(view: View, formula: Formula, full = false): { slice: Slice; claim: number; denial: number; posed: Posed[] } {
  const concluding = defaultsBySymbol(view)
  const slice: Slice = new Slice(view, { full, mostClauses: 20_000 })
  const denial = slice.addGroup(formula, false)
  const claim = slice.addGroup(formula, true)
  const posed: Posed[] = []
  const known = new Set<string>()
  const pose = (item: number, rule: DefaultRule, binding: Substitution): void => {
    const key = `${item}:${[...binding].map(([name, t]) => `${name}=${t.name}`).join(',')}`
    if (known.has(key) || known.size >= MOST_INSTANCES) return
    known.add(key)
    const [when, then, unless] = [substitute(rule.when, binding), substitute(rule.then, binding), substitute(rule.unless, binding)]
    slice.addGroup(then, false)
    posed.push({ item, rule, when, then, unless, notWhen: slice.addGroup(when, false), notUnless: slice.addGroup(unless, false), thens: slice.addGroup(then, true) })
  }
  const meet = (symbol: string, args: readonly (number | undefined)[]): void => {
    if (args.some((a) => a !== undefined && a >= slice.firstLocal)) return
    for (const { item, rule, pattern } of concluding.get(symbol) ?? []) for (const binding of bindings(view, rule, pattern, args)) pose(item, rule, binding)
  }
  eachSymbol(formula, (symbol, args) => {
    if (args.some((t) => t.kind === 'variable')) meet(symbol, args.map((t) => (t.kind === 'entity' ? view.canonical(view.compiled.individualNamed.get(t.name) ?? -1) : undefined)))
  })
  const seen = { atoms: 0, wanted: 0, terms: 0, open: 0 }
  for (let before = -1; before !== posed.length;) {
    before = posed.length
    slice.build()
    for (; seen.atoms < slice.atoms.length; seen.atoms++) meet(slice.atoms[seen.atoms]?.symbol ?? '', slice.atoms[seen.atoms]?.args ?? [])
    for (; seen.wanted < slice.wanted.length; seen.wanted++) meet(slice.wanted[seen.wanted]?.symbol ?? '', slice.wanted[seen.wanted]?.args ?? [])
    for (; seen.terms < slice.terms.length; seen.terms++) meet(`#${slice.terms[seen.terms]?.symbol}`, slice.terms[seen.terms]?.args ?? [])
    for (; seen.open < slice.openPatterns.length; seen.open++) meet(slice.openPatterns[seen.open]?.symbol ?? '', slice.openPatterns[seen.open]?.args ?? [])
  }
  return !full && needsEveryone(slice, formula) ? poseInstances(view, formula, true) : { slice, claim, denial, posed }
}

interface Concluding { readonly item: number; readonly rule: DefaultRule; readonly pattern: readonly Term[] }
const concludingOf = new WeakMap<CompiledBase, ReadonlyMap<string, readonly Concluding[]>>()

/** The defaults that conclude something of a symbol, with the arguments as they stand there. */
function defaultsBySymbol({ compiled, only }: View): ReadonlyMap<string, readonly Concluding[]> {
  let all = concludingOf.get(compiled)
  if (!all) {
    const found = new Map<string, Concluding[]>()
    for (const item of compiled.defaultItems) {
      const one = itemOf(compiled, item)
      if (one.kind === 'default') eachSymbol(one.rule.then, (symbol, pattern) => found.set(symbol, [...(found.get(symbol) ?? []), { item, rule: one.rule, pattern }]))
    }
    concludingOf.set(compiled, (all = found))
  }
  if (!only) return all
  return new Map([...all].map(([symbol, list]) => [symbol, list.filter(({ item }) => only.has(item))]))
}

/** The ways to bind a default's variables to named individuals so that the pattern is this tuple. */
function* bindings(view: View, rule: DefaultRule, pattern: readonly Term[], args: readonly (number | undefined)[]): Iterable<ReadonlyMap<string, Term>> {
  const { individuals, individualNamed } = view.compiled
  const bound = new Map<string, Term>()
  const entity = (id: number): Term => ({ kind: 'entity', name: individuals[id]?.name ?? '' })
  for (const [at, term] of pattern.entries()) {
    const id = args[at]
    if (id === undefined) continue
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
