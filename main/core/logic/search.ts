/** Tier one: unit propagation over ground clauses with exact intervals, every step with its reason, and a bounded search for a model. */
import type { Interval } from '../../../shared/logic/formula.ts'
import { compare } from '../../../shared/logic/rational.ts'
import { EVERYTHING, intersect, isEmpty, onlyValue, pick, point, weight, wholeNumbers } from './interval.ts'
import { allowedLeft, allowedRight, narrowInside, rangeOf, truthOf } from './numeric.ts'
import type { GroundClause, GroundLiteral } from './ground.ts'
import type { Slice } from './slice.ts'

export interface Model {
  /** By atom number; absent means false. */
  readonly truth: ReadonlyMap<number, boolean>
  /** By term number. */
  readonly values: ReadonlyMap<number, Interval>
  /** How many clauses the slice had. */
  readonly clauses: number
}

export type Outcome =
  | { readonly kind: 'unsat'; readonly core: ReadonlySet<number> }
  | { readonly kind: 'sat'; readonly model: Model }
  /** `likely`: a model that only the identity of unnamed individuals could spoil. */
  | { readonly kind: 'unknown'; readonly likely?: Model }

type CompareLiteral = GroundLiteral & { kind: 'compare' }
interface Side { readonly interval: Interval; readonly lowBy: number; readonly highBy: number }
const OPEN_SIDE: Side = { interval: EVERYTHING, lowBy: -1, highBy: -1 }

/** One step: `clause` is -1 for a decision; `by` are the steps it leans on. */
export interface Step {
  readonly clause: number
  readonly by: readonly number[]
  readonly atom?: number
  readonly term?: number
  readonly before?: Side
  readonly asserted?: CompareLiteral
}
interface Conflict { readonly clauses: Set<number>; readonly decisions: Set<number> }

/** Exact arithmetic that only creeps towards a limit is stopped here; that is sound, it just proves less. */
const MOST_NARROWINGS = 40
const HEAVIEST = 512
const MOST_CONFLICTS = 400
const DEEPEST = 300
/** Clauses and comparisons looked at before the search gives up, beside some for each clause. */
const MOST_WORK = 60_000

export class Search {
  readonly #slice: Slice
  readonly #clauses: readonly GroundClause[]
  readonly #active: (clause: GroundClause) => boolean
  readonly #truth: (boolean | undefined)[] = []
  readonly #setBy: number[] = []
  readonly #range: Side[] = []
  readonly #narrowed: number[] = []
  readonly #steps: Step[] = []
  readonly #asserted: { literal: CompareLiteral; step: number }[] = []
  /** Comparisons that are asserted though their truth does not show from the ranges yet. */
  readonly #held = new Set<GroundLiteral>()
  #dirty: number[] = []
  #next = 0
  #queued = new Set<number>()
  #conflict: Conflict | undefined
  #conflicts = 0
  #work = 0
  #granted = 0
  /** How many of the slice's clauses have been looked at. */
  #taken = 0
  #groups: ReadonlySet<number> | undefined

  /** `active` must not change for clauses of the base; question groups are switched on by `ask`. */
  constructor(slice: Slice, active: (clause: GroundClause) => boolean) {
    this.#slice = slice
    this.#active = active
    this.#clauses = slice.clauses
    this.#refresh()
  }

  /** Takes in the clauses that were added to the slice since. */
  #refresh(): void {
    this.#granted = this.#work = MOST_WORK + 20 * this.#clauses.length
    this.#conflicts = 0
    for (; this.#taken < this.#clauses.length; this.#taken++) {
      if (this.#isActive(this.#clauses[this.#taken] as GroundClause)) this.#touch(this.#taken)
    }
  }

  #isActive(clause: GroundClause): boolean {
    return this.#groups?.has(clause.group) === true || this.#active(clause)
  }

  /** Runs `what` with these groups switched on, from what the base alone says, and takes it back. */
  #within<T>(groups: ReadonlySet<number>, what: () => T): T {
    this.#refresh()
    if (!this.propagate()) {
      this.#groups = groups
      for (const group of groups) for (const id of this.#slice.store.ofGroup.get(group) ?? []) this.#touch(id)
    }
    const mark = this.#steps.length
    const rooted = this.#conflict
    const result = what()
    this.#groups = undefined
    if (!rooted) this.#undo(mark)
    return result
  }

  /** `solve` with these groups switched on. */
  ask(groups: ReadonlySet<number>): Outcome {
    return this.#within(groups, () => this.solve())
  }

  /** For each literal, whether supposing it beside the groups leads to a conflict, by propagation alone. */
  trySupposing(groups: ReadonlySet<number>, literals: readonly GroundLiteral[]): boolean[] {
    return this.#within(groups, () => {
      if (this.propagate()) return literals.map(() => true)
      const mark = this.#steps.length
      return literals.map((literal) => {
        const truth = this.truthOfLiteral(literal)
        if (truth !== undefined) return !truth
        this.#assert(literal, -1, [])
        const conflict = this.propagate() !== undefined
        this.#undo(mark)
        return conflict
      })
    })
  }

  /** How many looks at clauses and comparisons the last question took. */
  get worked(): number { return this.#granted - this.#work }

  #touch(clause: number): void {
    if (this.#queued.has(clause)) return
    this.#queued.add(clause)
    this.#dirty.push(clause)
  }

  #side(term: number): Side { return this.#range[term] ?? OPEN_SIDE }
  readonly #interval = (term: number): Interval => this.#side(term).interval

  truthOfLiteral(literal: GroundLiteral): boolean | undefined {
    if (literal.kind === 'atom') {
      const truth = this.#truth[literal.atom]
      return truth === undefined ? undefined : truth === literal.positive
    }
    return truthOf(literal.operator, rangeOf(literal.left, this.#interval), rangeOf(literal.right, this.#interval))
  }

  /** The clauses that derived something, in the order in which they did. */
  order(): number[] { return this.#steps.map((s) => s.clause).filter((c) => c >= 0) }

  /** Every step so far; after a conflict, those that led to it. */
  get steps(): readonly Step[] { return this.#steps }
  truthOfAtom(atom: number): boolean | undefined { return this.#truth[atom] }
  rangeOfTerm(term: number): Interval { return this.#interval(term) }

  /** The steps on which the present truth of a literal leans. */
  #reasons(literal: GroundLiteral, into: Set<number>): void {
    if (literal.kind === 'atom') { const by = this.#setBy[literal.atom]; if (by !== undefined && by >= 0) into.add(by); return }
    for (const term of literal.terms) {
      const side = this.#side(term)
      if (side.lowBy >= 0) into.add(side.lowBy)
      if (side.highBy >= 0) into.add(side.highBy)
    }
  }

  #explain(clause: number, by: Iterable<number>): Conflict {
    const found: Conflict = { clauses: new Set(clause >= 0 ? [clause] : []), decisions: new Set() }
    const seen = new Set<number>()
    const open = [...by]
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (seen.has(step)) continue
      seen.add(step)
      const { clause: from, by: leans } = this.#steps[step] as Step
      if (from >= 0) found.clauses.add(from)
      else if (leans.length === 0) found.decisions.add(step)
      open.push(...leans)
    }
    return found
  }

  /** Makes a literal true. `clause` -1 is a decision. */
  #assert(literal: GroundLiteral, clause: number, by: readonly number[]): void {
    if (literal.kind === 'atom') {
      this.#truth[literal.atom] = literal.positive
      this.#setBy[literal.atom] = this.#steps.push({ clause, by, atom: literal.atom }) - 1
      for (const id of this.#slice.store.ofAtom[literal.atom] ?? []) this.#touch(id)
      return
    }
    const step = this.#steps.push({ clause, by, asserted: literal }) - 1
    this.#held.add(literal)
    this.#asserted.push({ literal, step })
    this.#applyComparison(literal, step)
  }

  #applyComparison(literal: CompareLiteral, step: number): void {
    if (this.#conflict || this.#work <= 0) return
    this.#work -= 4
    const left = rangeOf(literal.left, this.#interval)
    const right = rangeOf(literal.right, this.#interval)
    if (truthOf(literal.operator, left, right) === false) {
      const by = new Set([step])
      this.#reasons(literal, by)
      this.#conflict = this.#explain(-1, by)
      return
    }
    const give = (term: number, allowed: Interval): void => this.#narrow(term, allowed, literal, step)
    const toLeft = allowedLeft(literal.operator, left, right)
    if (toLeft) narrowInside(literal.left, toLeft, this.#interval, give)
    const toRight = allowedRight(literal.operator, rangeOf(literal.left, this.#interval), right)
    if (toRight) narrowInside(literal.right, toRight, this.#interval, give)
  }

  #narrow(term: number, allowed: Interval, literal: CompareLiteral, step: number): void {
    if (this.#conflict) return
    const before = this.#side(term)
    let next = intersect(before.interval, allowed)
    if (this.#slice.terms[term]?.date) next = wholeNumbers(next)
    const low = differs(before.interval.low, before.interval.lowOpen, next.low, next.lowOpen)
    const high = differs(before.interval.high, before.interval.highOpen, next.high, next.highOpen)
    if (!low && !high) return
    const by = new Set([step])
    for (const other of literal.terms) {
      const side = this.#side(other)
      // The term itself counts too: it may occur twice, or be rounded to whole days.
      if (side.lowBy >= 0) by.add(side.lowBy)
      if (side.highBy >= 0) by.add(side.highBy)
    }
    if (isEmpty(next)) {
      this.#conflict = this.#explain(-1, by)
      return
    }
    const count = this.#narrowed[term] ?? 0
    if ((count > MOST_NARROWINGS && !onlyValue(next)) || weight(next) > HEAVIEST) return
    this.#narrowed[term] = count + 1
    const made = this.#steps.push({ clause: (this.#steps[step] as Step).clause, by: [...by], term, before }) - 1
    this.#range[term] = { interval: next, lowBy: low ? made : before.lowBy, highBy: high ? made : before.highBy }
    for (const id of this.#slice.store.ofTerm[term] ?? []) this.#touch(id)
    this.#stale.push(term)
  }
  #stale: number[] = []

  /** Runs to the fixed point, or until the work is used up. The conflict, if one was met. */
  propagate(): Conflict | undefined {
    while (!this.#conflict && this.#work > 0) {
      this.#work--
      const id = this.#dirty[this.#next++]
      if (id === undefined) {
        this.#dirty = []
        this.#next = 0
        if (this.#stale.length === 0) break
        const moved = new Set(this.#stale)
        this.#stale = []
        for (const { literal, step } of this.#asserted.slice()) if (literal.terms.some((t) => moved.has(t))) this.#applyComparison(literal, step)
        continue
      }
      this.#queued.delete(id)
      const clause = this.#clauses[id] as GroundClause
      if (this.#isActive(clause)) this.#examine(clause)
    }
    return this.#conflict
  }

  #examine(clause: GroundClause): void {
    let last: GroundLiteral | undefined
    for (const literal of clause.literals) {
      const truth = this.truthOfLiteral(literal)
      if (truth === true || this.#held.has(literal)) return
      if (truth === undefined) {
        if (last) return
        last = literal
      }
    }
    const by = new Set<number>()
    for (const literal of clause.literals) if (literal !== last) this.#reasons(literal, by)
    if (last) this.#assert(last, clause.id, [...by])
    else this.#conflict = this.#explain(clause.id, by)
  }

  #undo(to: number): void {
    while (this.#steps.length > to) {
      const step = this.#steps.pop() as Step
      if (step.atom !== undefined) {
        this.#truth[step.atom] = undefined
        this.#setBy[step.atom] = -1
      } else if (step.term !== undefined) {
        this.#range[step.term] = step.before as Side
        this.#narrowed[step.term] = (this.#narrowed[step.term] ?? 1) - 1
      } else {
        const last = this.#asserted.pop()
        if (last) this.#held.delete(last.literal)
      }
    }
    this.#conflict = undefined
    this.#dirty = []
    this.#next = 0
    this.#queued.clear()
    this.#stale = []
  }

  /** A model, or a proof that there is none with the clauses it used; `unknown` when the bounds of the search are reached. */
  solve(): Outcome {
    const first = this.propagate()
    if (first) return { kind: 'unsat', core: first.clauses }
    const start = this.#steps.length
    if (this.#takeAllFalse() && this.#pinNumbers()) return { kind: 'sat', model: this.#model() }
    this.#undo(start)
    const result = this.#branch(0, 0)
    if (result === 'sat') return { kind: 'sat', model: this.#model() }
    return result === 'unknown' ? { kind: 'unknown' } : { kind: 'unsat', core: result.clauses }
  }

  #firstOpen(from: number): number {
    for (let id = from; id < this.#clauses.length; id++) {
      const clause = this.#clauses[id] as GroundClause
      if (this.#isActive(clause) && !clause.literals.some((l) => this.truthOfLiteral(l) === true || this.#held.has(l))) return id
    }
    return -1
  }

  /** Most open questions have a model in which whatever is not known is false: tried first, without going back. */
  #takeAllFalse(): boolean {
    for (let id = this.#firstOpen(0); id >= 0; id = this.#firstOpen(id)) {
      const options = this.#options(this.#clauses[id] as GroundClause)
      const choice = options[0]
      if (!choice) return false
      this.#assert(choice, -1, [])
      if (this.propagate() || this.#work <= 0) return false
    }
    return true
  }

  /** What could make an open clause true, the least committing first. */
  #options(clause: GroundClause): GroundLiteral[] {
    const rank = (l: GroundLiteral): number => (l.kind === 'atom' ? (l.positive ? 4 : 0) : l.operator === '=' ? 3 : l.operator === '!=' ? 2 : 1)
    return clause.literals.filter((l) => this.truthOfLiteral(l) === undefined).sort((a, b) => rank(a) - rank(b))
  }

  #branch(from: number, depth: number): Conflict | 'sat' | 'unknown' {
    const conflict = this.propagate()
    if (conflict) {
      this.#conflicts++
      return conflict
    }
    if (this.#work <= 0) return 'unknown'
    const id = this.#firstOpen(from)
    if (id < 0) return this.#pinNumbers() ? 'sat' : 'unknown'
    if (depth > DEEPEST || this.#conflicts > MOST_CONFLICTS) return 'unknown'
    const clause = this.#clauses[id] as GroundClause
    const refuted = new Set<number>()
    for (const literal of clause.literals) if (this.truthOfLiteral(literal) === false) this.#reasons(literal, refuted)
    const all = this.#explain(id, refuted)
    let unsure = false
    for (const literal of this.#options(clause)) {
      const mark = this.#steps.length
      this.#assert(literal, -1, [])
      const result = this.#branch(id, depth + 1)
      if (result === 'sat') return 'sat'
      this.#undo(mark)
      if (result === 'unknown') { unsure = true; continue }
      if (!result.decisions.has(mark)) return result
      for (const c of result.clauses) all.clauses.add(c)
      for (const d of result.decisions) if (d !== mark) all.decisions.add(d)
    }
    return unsure ? 'unknown' : all
  }

  /** Gives a value to each quantity whose comparisons do not hold for its whole range yet. */
  #pinNumbers(): boolean {
    for (let round = 0; round < 200 && this.#work > 0; round++) {
      const open = this.#asserted.find(({ literal }) => this.truthOfLiteral(literal) !== true)
      if (!open) return this.#work > 0
      const term = open.literal.terms.find((t) => !onlyValue(this.#interval(t)))
      if (term === undefined) return false
      let done = false
      for (let attempt = 0; attempt < 5 && !done; attempt++) {
        const range = this.#interval(term)
        const value = pick(range, attempt)
        if (isEmpty(intersect(range, point(value))) || (this.#slice.terms[term]?.date && value.d !== 1n)) continue
        const mark = this.#steps.length
        this.#assert({ kind: 'compare', operator: '=', left: { kind: 'quantity', term }, right: { kind: 'number', value }, terms: [term] }, -1, [])
        if (this.propagate()) this.#undo(mark)
        else done = true
      }
      if (!done) return false
    }
    return false
  }

  #model(): Model {
    const truth = new Map<number, boolean>()
    this.#truth.forEach((value, atom) => { if (value !== undefined) truth.set(atom, value) })
    const values = new Map<number, Interval>()
    this.#slice.terms.forEach((_, term) => values.set(term, this.#interval(term)))
    return { truth, values, clauses: this.#clauses.length }
  }
}

function differs(a: Interval['low'], aOpen: boolean | undefined, b: Interval['low'], bOpen: boolean | undefined): boolean {
  if (!a || !b) return a !== b
  return compare(a, b) !== 0 || (aOpen === true) !== (bOpen === true)
}
