/** What a change of the base would do to claims that were decided before: only those that it can reach are decided again. */
import type { LogicVerdictName } from '../../../../shared/logic/base.ts'
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import type { SentenceReading } from '../../../../shared/logic/decision.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'
import { compileVocabulary } from '../../../../shared/logic/read/vocabulary.ts'
import type { CompiledBase } from '../compiled.ts'
import { decideClaim, type ReadSentence } from '../decideClaim.ts'
import type { Solver } from '../solver.ts'
import { diffBases } from '../whole/diffBases.ts'
import { breathing } from './breathe.ts'
import { reachOf } from './touched.ts'

/** A claim of a past answer, or of a note. */
export interface PastClaim {
  readonly key: string
  /** A sentence, or a formula. */
  readonly text: string
  readonly asOf: string
  /** The verdict that was stored, where the base as it is now gave it; else it is found out again. */
  readonly verdict?: LogicVerdictName
}

export interface ChangedClaim {
  readonly key: string
  readonly before: LogicVerdictName
  readonly after: LogicVerdictName
}

export interface ImpactFound {
  /** In the order in which the claims were given. */
  readonly changes: readonly ChangedClaim[]
  /** Claims that had to be decided again. */
  readonly checked: number
  readonly total: number
  /** Claims that time did not allow to be looked at: the last of those that were given. */
  readonly unchecked: number
  /** Ids of what the change alters or removes. */
  readonly altered: readonly string[]
}

export interface ImpactOptions {
  readonly solver: Solver
  readonly read: ReadSentence
  readonly signal: AbortSignal
  readonly progress: (progress: { doing: string; done: number; total: number }) => void
  /** Milliseconds after which no further claim is looked at; default one minute. */
  readonly budgetMs?: number
}

const BUDGET = 60_000

interface Read { readonly formulas: readonly Formula[]; readonly mark: string }

/** All formulas that a claim may mean, and what tells two readings apart. */
function readingOf(compiled: CompiledBase, { text, asOf }: PastClaim, read: ReadSentence): Read {
  const parsed = parseFormula(text, compiled.base)
  if ('formula' in parsed) return { formulas: [parsed.formula], mark: `formula ${parsed.printed}` }
  if (parsed.diagnostics.some((one) => one.code !== 'syntax') && /[()<>=]/.test(text)) return { formulas: [], mark: 'unread' }
  const reading: SentenceReading = read(text, compiled, asOf)
  return {
    formulas: reading.parts.flatMap((part) => part.alternatives.map((one) => one.formula)),
    mark: reading.parts.map((part) => `${part.hedge === undefined ? '' : '?'}${part.alternatives.map((one) => one.printed).join(' | ')}`).join(' & '),
  }
}

/** Throws the signal's reason when it is aborted. A claim that is asked twice is decided once. */
export async function impactOf(before: CompiledBase, after: CompiledBase, claims: readonly PastClaim[], options: ImpactOptions): Promise<ImpactFound> {
  const { solver, read, signal, progress } = options
  const breathe = breathing(signal)
  const reach = reachOf(before, after)
  compileVocabulary(after.base)
  const known = new Map<string, Promise<{ before: LogicVerdictName; after: LogicVerdictName } | undefined>>()
  const look = async (claim: PastClaim): Promise<{ before: LogicVerdictName; after: LogicVerdictName } | undefined> => {
    const now = readingOf(after, claim, read)
    const same = !reach.reading || readingOf(before, claim, read).mark === now.mark
    if (same && (now.formulas.length === 0 || !reach.touches(now.formulas))) return undefined
    const decide = async (base: CompiledBase): Promise<LogicVerdictName> => (await decideClaim(base, claim.text, { asOf: claim.asOf, solver, read })).verdict
    return { before: claim.verdict ?? (await decide(before)), after: await decide(after) }
  }
  const changes: ChangedClaim[] = []
  let checked = 0
  let unchecked = 0
  const began = performance.now()
  for (const [at, claim] of claims.entries()) {
    if (performance.now() - began > (options.budgetMs ?? BUDGET)) {
      unchecked = claims.length - at
      break
    }
    if (at % 20 === 0) progress({ doing: 'Deciding past claims again', done: at, total: claims.length })
    await breathe()
    const key = JSON.stringify([claim.text, claim.asOf, claim.verdict])
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = look(claim)))
    const both = await found
    if (both === undefined) continue
    checked++
    if (both.before !== both.after) changes.push({ key: claim.key, ...both })
  }
  progress({ doing: 'Deciding past claims again', done: claims.length, total: claims.length })
  const { changed, removed } = diffBases(before.base, after.base)
  return { changes, checked, total: claims.length, unchecked, altered: [...changed, ...removed] }
}
