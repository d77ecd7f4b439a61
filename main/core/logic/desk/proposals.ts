/** Proposed declarations, each read, said in plain words from what was read, and its test sentences tried; and declarations made of a sentence. */
import type { Diagnostic, LogicVerdictName } from '../../../../shared/logic/base.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { sayDeclaration } from '../../../../shared/logic/plainWords.ts'
import { printDeclaration, quote } from '../../../../shared/logic/printSurface.ts'
import { newWords } from '../../../../shared/logic/read/putRight/newWords.ts'
import { compileVocabulary } from '../../../../shared/logic/read/vocabulary.ts'
import type { Declaration } from '../../../../shared/logic/surface.ts'
import type { RuleText } from '../../ports.ts'
import type { CompiledBase } from '../compiled.ts'
import { decideClaim, type ReadSentence } from '../decideClaim.ts'
import type { Solver } from '../solver.ts'
import { breathing } from './breathe.ts'

export const proposalKinds = ['type', 'entity', 'relation', 'quantity', 'rule', 'define', 'fact', 'policy', 'wording', 'judge'] as const
export type ProposalKind = (typeof proposalKinds)[number]

/** As somebody wrote it; nothing of it is trusted. */
export interface ProposalDraft {
  readonly text: string
  readonly tests: readonly { readonly sentence: string; readonly expected: LogicVerdictName }[]
  /** The words of the document that it rests on. */
  readonly from?: string
  /** What the one who proposes says it means. */
  readonly says?: string
}

export interface CheckedProposal {
  readonly kind: ProposalKind
  /** In normal form where it could be read. */
  readonly text: string
  readonly paraphrase: string
  readonly says?: string
  readonly tests: readonly { readonly sentence: string; readonly expected: LogicVerdictName; readonly got: LogicVerdictName }[]
  readonly from?: string
  readonly diagnostics: readonly Diagnostic[]
}

export interface ProposalOptions {
  readonly asOf: string
  readonly solver: Solver
  readonly read: ReadSentence
  readonly signal: AbortSignal
  readonly compile: (texts: readonly RuleText[]) => CompiledBase
}

/** The file that proposals are read in, behind all others. */
const PROPOSED = 'proposed.rules'
const MOST_TESTS = 4

const isProposal = (one: Declaration): one is Declaration & { kind: ProposalKind } => (proposalKinds as readonly string[]).includes(one.kind)

/**
 * Later ones may use what earlier ones declare; one with mistakes is left out of that. Tests are tried with all of the good ones,
 * so that a rule is not blamed for an entity that comes after it.
 */
export async function checkProposals(texts: readonly RuleText[], drafts: readonly ProposalDraft[], options: ProposalOptions): Promise<CheckedProposal[]> {
  const { asOf, solver, read, signal, compile } = options
  const breathe = breathing(signal)
  const with_ = (own: readonly string[]): CompiledBase => compile([...texts, { file: PROPOSED, text: own.join('\n') }])
  const errorsOf = (base: CompiledBase): Diagnostic[] => base.base.diagnostics.filter(({ file }) => file === PROPOSED)
  const good: string[] = []
  const checked: (CheckedProposal & { readonly draft: ProposalDraft; readonly declarations: readonly Declaration[] })[] = []
  for (const draft of drafts) {
    await breathe()
    const { declarations, diagnostics } = parseSurface(PROPOSED, draft.text)
    const wanted = declarations.filter(isProposal)
    const text = wanted.length > 0 ? wanted.map(printDeclaration).join('\n') : draft.text
    const above = good.length === 0 ? '' : `${good.join('\n')}\n`
    const lines = above.split('\n').length - 1
    const found = wanted.length === 0 ? [] : errorsOf(with_([...good, text])).filter(({ start }) => start >= above.length).map((one) => ({ ...one, start: one.start - above.length, end: one.end - above.length, line: one.line - lines }))
    const mistakes = [...diagnostics, ...found]
    const wrong = wanted.length === 0 || mistakes.some(({ severity }) => severity === 'error')
    if (!wrong) good.push(text)
    const about = { ...(draft.from === undefined ? {} : { from: draft.from }), ...(draft.says === undefined ? {} : { says: draft.says }) }
    checked.push({ kind: wanted[0]?.kind ?? 'rule', text, paraphrase: '', tests: [], diagnostics: mistakes, draft, declarations: wrong ? [] : wanted, ...about })
  }
  const whole = with_(good)
  const result: CheckedProposal[] = []
  for (const { draft, declarations, ...one } of checked) {
    const tests = []
    for (const { sentence, expected } of draft.tests.slice(0, MOST_TESTS)) {
      await breathe()
      tests.push({ sentence, expected, got: declarations.length === 0 ? ('silent' as const) : (await decideClaim(whole, sentence, { asOf, solver, read })).verdict })
    }
    result.push({ ...one, paraphrase: declarations.map((declaration) => sayDeclaration(declaration, whole.base)).join(' '), tests })
  }
  return result
}

/** Where a fact comes from, as the fact itself says it. */
export interface FactOrigin {
  readonly from?: string
  /** ISO date. */
  readonly on?: string
}

/** What would make the sentence hold: a fact or rule of what it says; with words of its own where the base has none for it. */
export async function proposalsFrom(texts: readonly RuleText[], sentence: string, origin: FactOrigin, options: ProposalOptions): Promise<CheckedProposal[]> {
  const { asOf, read, compile } = options
  const test = [{ sentence, expected: 'proved' as const }]
  const drafted = (lines: readonly string[], statements: readonly string[]): Promise<CheckedProposal[]> =>
    checkProposals(texts, [...lines.map((text) => ({ text, tests: [] })), ...statements.map((text) => ({ text, tests: test, from: sentence }))], options)
  const read_ = (base: CompiledBase): string[] => read(sentence, base, asOf).parts.flatMap((part) => part.alternatives.slice(0, 1).map((one) => one.printed))
  const base = compile(texts)
  let lines: string[] = []
  let printed = read_(base)
  if (printed.length === 0) {
    lines = newWords(sentence, compileVocabulary(base.base), { asOf })
    printed = lines.length === 0 ? [] : read_(compile([...texts, { file: PROPOSED, text: lines.join('\n') }]))
  }
  if (printed.length === 0) return []
  const provenance = `${origin.from === undefined ? '' : ` from ${quote(origin.from)}`}${origin.on === undefined ? '' : ` on ${origin.on}`}`
  const facts = await drafted(lines, printed.map((one) => `fact ${one}${provenance}`))
  if (facts.every(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'))) return facts
  // More than a fact can say: it becomes a rule, which has its source as its title.
  const title = origin.from === undefined ? '' : ` ${quote(origin.from)}`
  const good = facts.slice(lines.length).map(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'))
  return drafted(lines, printed.map((one, at) => (good[at] === true ? `fact ${one}${provenance}` : `rule${title}: ${one}`)))
}
