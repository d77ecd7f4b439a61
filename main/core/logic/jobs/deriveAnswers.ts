/** What the rule base alone gives to a question: values of the quantities it asks for, and yes or no, each with what it is derived from. */
import type { QuantitySymbol } from '../../../../shared/logic/base.ts'
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { sayDeclaration } from '../../../../shared/logic/plainWords.ts'
import { tokenize, type Token } from '../../../../shared/logic/read/tokens.ts'
import type { Derived, RuleText } from '../../ports.ts'
import type { CompiledBase, View } from '../compiled.ts'
import { decideClaim } from '../decideClaim.ts'
import type { DecideOptions } from '../decideFormula.ts'
import { readClaim } from '../readClaim.ts'
import { Search } from '../search.ts'
import { Slice } from '../slice.ts'
import { viewOf } from '../view.ts'
import { printTerm } from '../wording.ts'
import { reasonsIn } from './logicResult.ts'

/** Statements that are derived at most, and characters of a question that are read. */
const MOST = 6
const READ = 2000
const MOST_CLAUSES = 4000

const canonOf = (text: string): string[] => tokenize(text.replaceAll('_', ' ')).map(({ canon }) => canon)

/** Where these words stand in the question one after the other; -1 where they do not. */
const placeOf = (question: readonly string[], words: readonly string[]): number =>
  words.length === 0 ? -1 : question.findIndex((_, at) => words.every((word, index) => question[at + index] === word))

/** The words of a `says` around its slots: "PUE of {1}" asks with "PUE". */
const fixedParts = (pattern: string): string[] => pattern.split(/\{\w+\}/u).map((part) => part.replace(/\b(?:of|the|a|an|has|is|in|at|for|on)\b/giu, ' ').trim()).filter((part) => part !== '')

const asksFor = (question: readonly string[], { name, also, says }: QuantitySymbol): boolean =>
  [name, ...also, ...says.flatMap(fixedParts)].some((words) => placeOf(question, canonOf(words)) >= 0)

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

/** The statement in plain words, and as a formula: the first that the reader takes for proved is said. */
function waysToSay(formula: string, compiled: CompiledBase): string[] {
  const [declaration] = parseSurface('', `fact ${formula}`).declarations
  return declaration === undefined ? [formula] : [sayDeclaration(declaration, compiled.base), formula]
}

function valuesAskedFor(question: readonly string[], view: View): string[] {
  const { base } = view.compiled
  const people = [...base.entities.values()].filter(({ name, also }) => [name, ...also].some((words) => placeOf(question, canonOf(words)) >= 0))
  return [...base.quantities.values()]
    .filter((quantity) => quantity.parameters.length < 2 && asksFor(question, quantity))
    .flatMap(({ name, parameters: [type] }) => (type === undefined ? [name] : people.filter((one) => type === 'Thing' || one.type === type).map((one) => `${name}(${one.name})`)))
    .slice(0, MOST)
    .flatMap((atom) => valueOf(view, atom) ?? [])
}

const ASKS = /^(?:is|are|was|were|has|have|do|does|did)$/u

/** "need" as it is said of one: "needs". */
const ofOne = (verb: string): string => (verb === 'have' ? 'has' : /(?:[sxz]|ch|sh|o)$/u.test(verb) ? `${verb}es` : /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`)

/** "rack A12 is liquid-cooled", "the Aurora needs a pilot": the verb of the question after its subject. */
function stated(subject: string, verb: string, told: string): string {
  if (verb === 'does') return `${subject} ${told.replace(/^\p{Ll}+/u, ofOne)}.`
  return verb === 'do' ? `${subject} ${told}.` : `${subject} ${verb} ${told}.`
}

/** "Is rack A12 liquid-cooled?" states "rack A12 is liquid-cooled": the name that follows the verb goes before it. */
function statementsAsked(text: string, compiled: CompiledBase): string[] {
  const tokens: readonly Token[] = tokenize(text)
  const [verb] = tokens
  const stop = text.search(/[?？]\s*$/u)
  if (verb === undefined || stop < 0 || !ASKS.test(verb.norm)) return []
  const rest = tokens.slice(1).filter(({ canon }, index) => index > 0 || canon !== 'the')
  const names = [...compiled.base.entities.values()].flatMap(({ name, also }) => [name, ...also]).map(canonOf)
  const fitting = names.filter((words) => words.length > 0 && words.every((word, index) => rest[index]?.canon === word))
  const longest = Math.max(0, ...fitting.map((words) => words.length))
  const [first, last, next] = [rest[0], rest[longest - 1], rest[longest]]
  if (first === undefined || last === undefined || next === undefined) return []
  const subject = text.slice(first.start, last.end)
  const told = text.slice(next.start, stop)
  return [stated(subject, verb.norm, told), `${subject} ${verb.text.toLowerCase()} not ${told}.`]
}

/** Only what is proved is said, each statement decided like any claim and with its reasons. */
export async function deriveAnswers(compiled: CompiledBase, texts: readonly RuleText[], asked: string, options: DecideOptions, signal: AbortSignal): Promise<Derived[]> {
  const text = asked.slice(0, READ).trim()
  const values = valuesAskedFor(canonOf(text), viewOf(compiled, options.asOf)).map((formula) => waysToSay(formula, compiled))
  const found: Derived[] = []
  for (const ways of [statementsAsked(text, compiled), ...values]) {
    for (const says of ways) {
      if (signal.aborted) return found
      const decision = await decideClaim(compiled, says, { ...options, read: readClaim })
      if (decision.verdict !== 'proved') continue
      found.push({ says, from: reasonsIn(compiled, texts, decision.because) })
      break
    }
  }
  return found
}
