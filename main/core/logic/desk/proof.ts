/** A proof as a graph and as plain steps: what is given, what follows by which rule, and where it ends. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import type { BecauseEntry } from '../../../../shared/logic/decision.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { sayDeclaration } from '../../../../shared/logic/plainWords.ts'
import { itemOf } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'
import type { GroundClause, GroundLiteral } from '../ground.ts'
import { isActive } from '../satisfy.ts'
import { Search } from '../search.ts'
import { Slice } from '../slice.ts'
import { narrowedView, viewOf } from '../view.ts'
import { printAtom, printTerm } from '../wording.ts'

export interface ProofNode {
  readonly id: string
  readonly kind: 'claim' | BecauseEntry['kind'] | 'derived' | 'clash'
  readonly says: string
  /** Its place among the reasons. */
  readonly because?: number
}
export interface Proof {
  readonly nodes: readonly ProofNode[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  readonly steps: readonly string[]
}

/** A statement of the language in plain words; itself where it cannot be said. */
export function inWords(printed: string, base: RuleBase): string {
  const [declaration] = parseSurface('', `fact ${printed}`).declarations
  return declaration === undefined ? printed : sayDeclaration(declaration, base)
}

const clause = (sentence: string): string => sentence.replace(/\.$/, '')
/** Lower case where a sentence goes on, names and abbreviations left alone. */
const flowing = (sentence: string): string => clause(sentence).replace(/^(?:The|If|For|As|It|There)\b/, (word) => word.toLowerCase())

/** The items of the reasons, by their numbers. */
function numbersOf(compiled: CompiledBase, because: readonly BecauseEntry[]): number[] {
  const total = compiled.firstFact + compiled.base.facts.length
  const wanted = new Map(because.map((entry, at) => [`${entry.id}\n${entry.file ?? ''}\n${entry.line}`, at]))
  const found: number[] = because.map(() => -1)
  for (let number = 0; number < total; number++) {
    const { id, place } = itemOf(compiled, number)
    const at = wanted.get(`${id}\n${place.file}\n${place.line}`)
    if (at !== undefined) found[at] = number
  }
  return found
}

/** Gathers nodes and edges while the steps of a search are walked. */
class Drawing {
  readonly nodes = new Map<string, ProofNode>()
  readonly edges = new Set<string>()
  readonly sentences: string[] = []
  readonly #order = new Map<string, number>()

  add(node: ProofNode): string {
    if (!this.nodes.has(node.id)) {
      this.#order.set(node.id, this.#order.size)
      this.nodes.set(node.id, node)
    }
    return node.id
  }

  /** Only forward: what was known first never leans on what came later. */
  join(from: string, to: string): void {
    if (from !== to && !this.edges.has(`${to} ${from}`)) this.edges.add(`${from} ${to}`)
  }

  finish(end: string): Proof {
    const edges = [...this.edges].map((edge) => edge.split(' ') as [string, string])
    const kept = new Set([end])
    for (let grew = true; grew;) {
      grew = false
      for (const [from, to] of edges) {
        if (!kept.has(to) || kept.has(from)) continue
        kept.add(from)
        grew = true
      }
    }
    for (const { id, because } of this.nodes.values()) if (because !== undefined) kept.add(id)
    return {
      nodes: [...this.nodes.values()].filter(({ id }) => kept.has(id)),
      edges: edges.filter(([from, to]) => kept.has(from) && kept.has(to)).map(([from, to]) => ({ from, to })),
      steps: this.sentences,
    }
  }
}

/**
 * The proof that these reasons give of the formula, or of its denial. Where propagation alone does not show how they hang
 * together (a proof by cases, or one with quantifiers), every reason leads straight to the end.
 */
export function proofOf(compiled: CompiledBase, asOf: string, printed: string, formula: Formula | undefined, verdict: 'proved' | 'refuted' | 'presumed' | 'inconsistent', because: readonly BecauseEntry[]): Proof {
  const drawing = new Drawing()
  const { base } = compiled
  const numbers = numbersOf(compiled, because)
  const nodeOf = new Map<number, string>()
  because.forEach(({ kind, says }, at) => nodeOf.set(numbers[at] ?? -1, drawing.add({ id: `b${at}`, kind, says, because: at })))
  const claim = drawing.add({ id: 'claim', kind: 'claim', says: printed })
  const end = verdict === 'refuted' ? drawing.add({ id: 'clash', kind: 'clash', says: `The claim and ${because.length === 1 ? 'this' : 'these'} cannot both hold` }) : claim
  if (verdict === 'refuted') drawing.join(claim, end)
  const walked = formula !== undefined && (verdict === 'proved' || verdict === 'refuted') && numbers.every((number) => number >= 0)
    ? walk(drawing, { compiled, asOf, formula, verdict, items: new Set(numbers), nodeOf, because, numbers, end, printed })
    : false
  if (!walked) {
    for (const at of because.keys()) drawing.join(`b${at}`, end)
    for (const { says } of because) drawing.sentences.push(clause(says) + '.')
    drawing.sentences.push(lastSentence(verdict, inWords(printed, base)))
  }
  return drawing.finish(end)
}

function lastSentence(verdict: string, claim: string): string {
  if (verdict === 'refuted') return `So it cannot be that ${flowing(claim)}.`
  if (verdict === 'inconsistent') return 'These contradict each other, so nothing can be said here until one of them gives way.'
  return verdict === 'presumed' ? `So, as a rule, ${flowing(claim)}.` : `So ${flowing(claim)}.`
}

interface Walk {
  readonly compiled: CompiledBase
  readonly asOf: string
  readonly formula: Formula
  readonly verdict: 'proved' | 'refuted'
  readonly items: ReadonlySet<number>
  readonly nodeOf: ReadonlyMap<number, string>
  readonly because: readonly BecauseEntry[]
  readonly numbers: readonly number[]
  readonly end: string
  readonly printed: string
}

const MOST_DERIVED = 40

function walk(drawing: Drawing, { compiled, asOf, formula, verdict, items, nodeOf, because, numbers, end, printed }: Walk): boolean {
  const { base } = compiled
  const slice = new Slice({ ...narrowedView(viewOf(compiled, asOf), items), consistent: true })
  const denial = slice.addGroup(formula, false)
  const claim = slice.addGroup(formula, true)
  slice.build()
  // First what follows without the claim; only if that does not settle it, the claim or its denial is supposed.
  const alone = new Search(slice, isActive({}))
  const forward = alone.propagate() === undefined && settles(slice, alone, verdict === 'proved' ? denial : claim)
  const search = forward ? alone : new Search(slice, isActive({ groups: new Set([verdict === 'proved' ? denial : claim]) }))
  const conflict = forward ? undefined : search.propagate()
  if (!forward && conflict === undefined) return false
  const shown: (string | undefined)[] = []
  let derived = 0
  for (const step of search.steps) {
    const from = slice.clauses[step.clause]
    const own = from === undefined ? undefined : from.group >= 0 ? 'claim' : nodeOf.get(from.item)
    const premises = [...new Set(step.by.flatMap((by) => shown[by] ?? []))]
    if (own === undefined || (step.atom === undefined && step.term === undefined)) {
      // A comparison that is asserted is shown by what it narrows.
      shown.push(own)
      for (const premise of premises) if (own !== undefined && own !== 'claim') drawing.join(premise, own)
      continue
    }
    const item = from !== undefined && from.item >= 0 ? itemOf(compiled, from.item) : undefined
    if (own === 'claim' || item?.kind === 'fact' || derived >= MOST_DERIVED) {
      shown.push(own)
      continue
    }
    const text = step.atom !== undefined ? `${search.truthOfAtom(step.atom) === false ? 'not ' : ''}${printAtom(slice, step.atom)}` : printTerm(slice, step.term ?? -1, search.rangeOfTerm(step.term ?? -1))
    if (text === undefined || text.startsWith('@') || text.startsWith('not @')) {
      shown.push(own)
      continue
    }
    const id = step.atom !== undefined ? `a${step.atom}` : `t${step.term}`
    const known = drawing.nodes.has(id)
    drawing.add({ id, kind: 'derived', says: text })
    if (!known) derived++
    for (const premise of premises) if (premise !== own) drawing.join(premise, own)
    drawing.join(own, id)
    if (!known && !premises.includes(id)) drawing.sentences.push(derivation(premises, own, text, drawing, because, base))
    shown.push(id)
  }
  const last = forward ? leaning(slice, search, shown, verdict === 'proved' ? denial : claim) : [...(conflict?.clauses ?? [])].flatMap((id) => nodeOf.get(slice.clauses[id]?.item ?? -1) ?? [])
  // A derived node that nothing else leans on is where the proof arrives.
  const leaves = last.length > 0 ? last : [...drawing.nodes.values()].filter(({ kind, id }) => kind === 'derived' && ![...drawing.edges].some((edge) => edge.startsWith(`${id} `))).map(({ id }) => id)
  for (const leaf of leaves) drawing.join(leaf, end)
  if (!numbers.every((number) => reaches(drawing, nodeOf.get(number) ?? '', end))) for (const number of numbers) if (!reaches(drawing, nodeOf.get(number) ?? '', end)) drawing.join(nodeOf.get(number) ?? '', end)
  // A rule that met the claim at once derived nothing to be told of.
  for (const [at, { kind, says }] of because.entries()) {
    if (kind !== 'fact' && !drawing.sentences.some((sentence) => sentence.includes(`“${titleOf(says)}”`))) drawing.sentences.push(`Your ${kind === 'rule' ? 'rule' : kind === 'define' ? 'definition' : 'base'} says: “${titleOf(says)}”.`)
    else if (kind === 'fact' && drawing.sentences.length === 0 && at === 0) drawing.sentences.push(`It is stated that ${flowing(inWords(says.replace(/ \(.*\)$/, ''), base))}.`)
  }
  const conclusion = lastSentence(verdict, inWords(printed, base))
  // What the last step arrived at is not said twice.
  if (verdict === 'refuted' || drawing.sentences.at(-1)?.endsWith(conclusion.replace(/^So/, 'so')) !== true) drawing.sentences.push(conclusion)
  return true
}

/** Titles come with the values that were used, in brackets behind. */
const titleOf = (says: string): string => says.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)$/, '')

function derivation(premises: readonly string[], own: string, text: string, drawing: Drawing, because: readonly BecauseEntry[], base: RuleBase): string {
  const node = drawing.nodes.get(own)
  const given = premises.flatMap((premise) => {
    const one = drawing.nodes.get(premise)
    if (one === undefined || premise === own) return []
    if (one.kind === 'claim') return ['the claim is supposed']
    return one.kind === 'fact' || one.kind === 'derived' ? [flowing(inWords(one.says.replace(/ \(.*\)$/, ''), base))] : []
  })
  const by = node?.because === undefined ? '' : `“${titleOf(because[node.because]?.says ?? '')}”`
  const so = flowing(inWords(text, base))
  if (given.length === 0) return `${by}: so ${so}.`
  return `${given.join(' and ').replace(/^./u, (letter) => letter.toUpperCase())}; ${by}: so ${so}.`
}

/** Whether what is known makes the question impossible: one of its clauses has only false literals. */
function settles(slice: Slice, search: Search, group: number): boolean {
  return clausesOf(slice, group).some(({ literals }) => literals.every((literal) => search.truthOfLiteral(literal) === false))
}

const clausesOf = (slice: Slice, group: number): GroundClause[] => (slice.store.ofGroup.get(group) ?? []).flatMap((id) => slice.clauses[id] ?? [])

/** The nodes of the literals that make the question impossible. */
function leaning(slice: Slice, search: Search, shown: readonly (string | undefined)[], group: number): string[] {
  const found = clausesOf(slice, group).find(({ literals }) => literals.every((literal) => search.truthOfLiteral(literal) === false))
  const about = (literal: GroundLiteral): string[] => search.steps.flatMap((step, at) => {
    const node = shown[at]
    const concerns = literal.kind === 'atom' ? step.atom === literal.atom : step.term !== undefined && literal.terms.includes(step.term)
    return concerns && node !== undefined && node !== 'claim' ? [node] : []
  })
  return [...new Set((found?.literals ?? []).flatMap(about))]
}

function reaches(drawing: Drawing, from: string, end: string): boolean {
  const seen = new Set([from])
  for (const at of seen) for (const edge of drawing.edges) if (edge.startsWith(`${at} `)) seen.add(edge.slice(at.length + 1))
  return seen.has(end)
}
