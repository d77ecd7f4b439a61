/** What a rules desk can be asked: each question with its input, and how it is answered. Runs in a worker; everything in and out can be copied. */
import type { ReadingChoice } from '../../../../shared/model/turn.ts'
import { compiledBases } from '../compiledBases.ts'
import type { CompiledBase } from '../compiled.ts'
import { readAsChosen } from '../readAsChosen.ts'
import type { Solver } from '../solver.ts'
import { choicesFor, type FoundChoices, type SeenSentence } from './choices.ts'
import { type BaseHealth, healthOf } from './health.ts'
import { type ImpactFound, impactOf, type PastClaim } from './impact.ts'
import type { RuleText } from '../../ports.ts'
import { type MergedRules, mergeRules } from './mergeRules.ts'
import { type CheckedProposal, checkProposals, type FactOrigin, type ProposalDraft, proposalsFrom } from './proposals.ts'
import { type TriedClaim, tryClaim } from './tryClaim.ts'

/** The base that a question is about, the day, and the readings that the person chose. */
export interface DeskBase {
  readonly texts: readonly RuleText[]
  /** ISO date. */
  readonly asOf: string
  readonly choices: readonly (readonly [sentence: string, choice: ReadingChoice])[]
}

export interface DeskProgress {
  readonly doing: string
  readonly done: number
  readonly total: number
}

/** Every question by its name. */
export interface DeskJobs {
  readonly try: { readonly input: DeskBase & { readonly text: string; readonly counterModel: boolean }; readonly output: TriedClaim }
  /** `seen`: other sentences, to tell what a line changes; the tests of the base are looked at too. */
  readonly choices: { readonly input: DeskBase & { readonly sentence: string; readonly seen: readonly SeenSentence[] }; readonly output: FoundChoices }
  readonly proposals: { readonly input: DeskBase & { readonly drafts: readonly ProposalDraft[] }; readonly output: CheckedProposal[] }
  /** Facts or rules of what a sentence says. */
  readonly proposalsFrom: { readonly input: DeskBase & { readonly sentence: string; readonly origin: FactOrigin }; readonly output: CheckedProposal[] }
  readonly merge: { readonly input: { readonly texts: readonly RuleText[]; readonly into: RuleText; readonly text: string }; readonly output: MergedRules }
  readonly health: { readonly input: DeskBase; readonly output: BaseHealth }
  /** `after`: the texts as they would be. */
  readonly impact: { readonly input: DeskBase & { readonly after: readonly RuleText[]; readonly claims: readonly PastClaim[] }; readonly output: ImpactFound }
}
export type DeskJob = keyof DeskJobs

export interface DeskContext {
  readonly solver: Solver
  readonly compile: (texts: readonly RuleText[]) => CompiledBase
  readonly progress: (progress: DeskProgress) => void
  readonly signal: AbortSignal
}

type Answers = { readonly [K in DeskJob]: (input: DeskJobs[K]['input'], context: DeskContext) => Promise<DeskJobs[K]['output']> }

const answers: Answers = {
  try: ({ texts, asOf, choices, text, counterModel }, { solver, compile, signal }) =>
    tryClaim(compile(texts), text, { asOf, solver, signal, counterModel, read: readAsChosen(new Map(choices)) }),
  choices: ({ texts, asOf, sentence, seen }, { solver, compile, signal }) => {
    const compiled = compile(texts)
    const tests = compiled.base.tests.flatMap(({ claim }) => ('sentence' in claim ? [{ text: claim.sentence, asOf }] : []))
    return choicesFor(compiled, texts, sentence, [...tests, ...seen], { asOf, solver, signal })
  },
  proposals: ({ texts, asOf, choices, drafts }, { solver, compile, signal }) => checkProposals(texts, drafts, { asOf, solver, signal, compile, read: readAsChosen(new Map(choices)) }),
  proposalsFrom: ({ texts, asOf, choices, sentence, origin }, { solver, compile, signal }) => proposalsFrom(texts, sentence, origin, { asOf, solver, signal, compile, read: readAsChosen(new Map(choices)) }),
  merge: ({ into, text, texts }) => Promise.resolve(mergeRules(into, text, texts)),
  health: ({ texts, asOf, choices }, { solver, compile, signal, progress }) => healthOf(compile(texts), texts, { asOf, solver, signal, progress, read: readAsChosen(new Map(choices)) }),
  impact: ({ texts, choices, after, claims }, { solver, compile, signal, progress }) =>
    impactOf(compile(texts), compile(after), claims, { solver, signal, progress, read: readAsChosen(new Map(choices)) }),
}

/** Answers one question. Throws the signal's reason once it is aborted. */
export const answerJob = <K extends DeskJob>(kind: K, input: DeskJobs[K]['input'], context: DeskContext): Promise<DeskJobs[K]['output']> => answers[kind](input, context)

/** Compiles texts once, however often they are asked about; a base may be large, so few are kept. */
export function deskCompiler(most = 3): DeskContext['compile'] {
  const bases = compiledBases(most)
  return (texts) => bases.of(texts.map(({ file, text }) => ({ file, text })))
}
