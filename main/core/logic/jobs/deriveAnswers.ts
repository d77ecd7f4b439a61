/** What the rule base alone gives to a question: the values of the quantities it asks for, each with what it is derived from. */
import type { QuantitySymbol } from '../../../../shared/logic/base.ts'
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import { tokenize } from '../../../../shared/logic/read/tokens.ts'
import type { Derived, RuleText } from '../../ports.ts'
import type { CompiledBase, View } from '../compiled.ts'
import { decideFormula, type DecideOptions } from '../decideFormula.ts'
import { Search } from '../search.ts'
import { Slice } from '../slice.ts'
import { viewOf } from '../view.ts'
import { printTerm } from '../wording.ts'
import { reasonsIn } from './logicResult.ts'

/** Quantities of a question that are computed at most. */
const MOST = 6
const MOST_CLAUSES = 4000

const canonOf = (text: string): string[] => tokenize(text.replaceAll('_', ' ')).map(({ canon }) => canon)

/** Whether these words stand in the question one after the other. */
const says = (question: readonly string[], words: readonly string[]): boolean =>
  words.length > 0 && question.some((_, at) => words.every((word, index) => question[at + index] === word))

/** The words of a `says` around its slots: "PUE of {1}" asks with "PUE". */
const fixedParts = (pattern: string): string[] => pattern.split(/\{\w+\}/u).map((part) => part.replace(/\b(?:of|the|a|an|has|is|in|at|for)\b/giu, ' ').trim()).filter((part) => part !== '')

const asked = (question: readonly string[], { name, also, says: ways }: QuantitySymbol): boolean =>
  [name, ...also].some((word) => says(question, canonOf(word))) || ways.some((way) => fixedParts(way).some((part) => says(question, canonOf(part))))

/** The named individuals that the question speaks of, by type. */
function individualsIn(question: readonly string[], compiled: CompiledBase): { readonly name: string; readonly type: string }[] {
  return [...compiled.base.entities.values()].filter(({ name, also }) => [name, ...also].some((word) => says(question, canonOf(word))))
}

/** The one value that facts and rules give, as a formula of the language; `undefined` where they leave it open. */
function valueOf(view: View, atom: string): string | undefined {
  const parsed = parseFormula(`${atom} = ${atom}`, view.compiled.base)
  if (!('formula' in parsed)) return undefined
  const slice = new Slice(view, { eager: true, mostClauses: MOST_CLAUSES })
  slice.addGroup(parsed.formula, true)
  const search = new Search(slice.build(), (clause) => clause.group < 0)
  search.propagate()
  for (const [term, { symbol, args }] of slice.terms.entries()) {
    const name = args.length === 0 ? symbol : `${symbol}(${args.map((a) => slice.nameOf(a)).join(', ')})`
    const printed = name === atom ? printTerm(slice, term, search.rangeOfTerm(term)) : undefined
    if (printed?.startsWith(`${atom} = `) === true) return printed
  }
  return undefined
}

/** Only what is proved is said: the value is decided like any claim, and carries its reasons. */
export async function deriveAnswers(compiled: CompiledBase, texts: readonly RuleText[], text: string, options: DecideOptions, signal: AbortSignal): Promise<Derived[]> {
  const question = canonOf(text.slice(0, 2000))
  const people = individualsIn(question, compiled)
  const view = viewOf(compiled, options.asOf)
  const found: Derived[] = []
  for (const quantity of compiled.base.quantities.values()) {
    if (found.length >= MOST || signal.aborted) break
    if (quantity.parameters.length > 1 || !asked(question, quantity)) continue
    const [type] = quantity.parameters
    const atoms = type === undefined ? [quantity.name] : people.filter((one) => type === 'Thing' || one.type === type).map(({ name }) => `${quantity.name}(${name})`)
    for (const atom of atoms.slice(0, MOST - found.length)) {
      const value = valueOf(view, atom)
      const parsed = value === undefined ? undefined : parseFormula(value, compiled.base)
      if (parsed === undefined || !('formula' in parsed)) continue
      const decision = await decideFormula(compiled, parsed.formula, options)
      if (decision.verdict === 'proved') found.push({ says: parsed.printed, from: reasonsIn(compiled, texts, decision.because) })
    }
  }
  return found
}
