/** Checks texts that came from anywhere, one JSON line in, one row out, in order: what `check` and `check --batch` print. */
import { z } from 'zod'
import { type Claim, isCheckable } from '../../../shared/model/claim.ts'
import { type AnswerVerdict, type Finding, type HeldBy, type JudgedClaim, type LogicResult, SILENT } from '../../../shared/model/verdict.ts'
import { tiers } from '../../../shared/model/source.ts'
import { weighAnswer, weighClaim } from '../../../shared/model/weigh.ts'
import { type PolicyEvidence, supportingSources, type UnmetPolicy } from '../logic/unmetPolicies.ts'
import type { WordingFinding } from '../logic/wordingFindings.ts'
import { heldByClaim, heldByFindings } from '../rules/holding.ts'
import type { Checker, Evidences } from './checker.ts'
import { splitClaims } from './splitClaims.ts'

const BatchRow = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string().nullish(),
  answer: z.string(),
  sources: z
    .array(z.object({ id: z.string(), title: z.string().nullish(), text: z.string(), format: z.enum(['text', 'markdown', 'json', 'csv']).nullish(), tier: z.enum(tiers).nullish().catch(undefined), published: z.string().nullish().catch(undefined) }))
    .nullish(),
  rules: z.string().nullish(),
  asOf: z.iso.date().nullish(),
})
export type BatchRow = z.infer<typeof BatchRow>

export interface CheckedRow {
  readonly id: string | number
  readonly verdict: AnswerVerdict
  readonly unsupported: number
  readonly claims: readonly JudgedClaim[]
  /** What wordings of the rules say of the answer; never a verdict. */
  readonly findings?: readonly Finding[]
  /** Rules of severity `block` that hold the answer back until a person lets it through. */
  readonly held?: readonly HeldBy[]
  readonly ms: { readonly split: number; readonly logic: number; readonly sources: number; readonly total: number }
}
export interface RefusedRow {
  readonly id: string | number | null
  readonly error: string
}

/** What the rules of a row say of its claims. */
export interface RowRules {
  decide(claim: Claim, asOf: string, signal?: AbortSignal): Promise<LogicResult> | LogicResult
  /** Policies that ask for more than these supporting sources. */
  /** Phrases that a wording wants avoided; `sourced` tells whether the statement at a place has a source. */
  wordings?(text: string, sourced: (start: number, end: number) => boolean): readonly WordingFinding[]
  unmet?(claim: Claim, supporting: readonly PolicyEvidence[], asOf: string): readonly UnmetPolicy[]
}

export interface CheckPorts {
  readonly checker: Checker
  /** Milliseconds that only grow. */
  elapsed(): number
  /** The date by which rules decide when a row names none, `YYYY-MM-DD`. */
  readonly today: string
  /** Compiles a rule text (asked once for rows in a row with the same text); without it the logic is silent. */
  readonly rules?: (text: string) => RowRules
  /** Where rows without sources look; without it they have no sources. */
  readonly library?: Extract<Evidences, { library: unknown }>
}

/**
 * One output for each line that is not blank, in order; a bad line is answered by a row with `error`, and the work goes on.
 * Holds one row at a time.
 */
export async function* checkBatch(lines: AsyncIterable<string> | Iterable<string>, ports: CheckPorts, signal?: AbortSignal): AsyncGenerator<CheckedRow | RefusedRow> {
  const rules = lastRules(ports)
  for await (const line of lines) {
    signal?.throwIfAborted()
    if (line.trim() === '') continue
    yield await checkLine(line, ports, rules, signal)
  }
}

async function checkLine(line: string, ports: CheckPorts, rules: ReturnType<typeof lastRules>, signal?: AbortSignal): Promise<CheckedRow | RefusedRow> {
  let given: unknown
  try {
    given = JSON.parse(line)
  } catch {
    return { id: null, error: 'This line is not JSON: write one object a line, like {"id":"r1","answer":"…"}.' }
  }
  const row = BatchRow.safeParse(given)
  if (!row.success) return { id: idOf(given), error: wrong(row.error) }
  try {
    return await checkRow(row.data, { ...ports, ...(rules === undefined ? {} : { rules }) }, signal)
  } catch (error) {
    signal?.throwIfAborted()
    return { id: row.data.id, error: `This row could not be checked: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Checks one answer against its sources and rules. */
export async function checkRow(row: BatchRow, ports: CheckPorts, signal?: AbortSignal): Promise<CheckedRow> {
  const began = ports.elapsed()
  const claims = splitClaims(row.answer)
  const split = ports.elapsed()
  const rules = row.rules === null || row.rules === undefined ? undefined : ports.rules?.(row.rules)
  const asOf = row.asOf ?? ports.today
  const logic: LogicResult[] = []
  for (const claim of claims) logic.push(rules === undefined ? SILENT : await rules.decide(claim, asOf, signal))
  const decided = ports.elapsed()
  const checked = await ports.checker.check({ claims, evidence: evidenceOf(row, ports), ...(typeof row.question === 'string' ? { question: row.question } : {}) }, signal)
  const judged = claims.map((claim, i): JudgedClaim => {
    const { sources, parts, opinions } = checked[i]!
    return { ...claim, parts: [...parts], logic: logic[i]!, sources, ...weighClaim(claim.kind, logic[i]!, sources), ...(opinions === undefined ? {} : { opinions: [...opinions] }) }
  })
  const weighed = judged.map((claim) => heldByPolicies(claim, row, rules, asOf))
  const unsupported = ports.checker.unsupported(claims, checked)
  const ended = ports.elapsed()
  const ms = { split: tenth(split - began), logic: tenth(decided - split), sources: tenth(ended - decided), total: tenth(ended - began) }
  const findings = rules?.wordings === undefined ? [] : wordingsIn(row.answer, weighed, rules.wordings)
  const holds = [...weighed.flatMap((claim, index) => heldByClaim(`c${index}`, claim.logic, claim.policies ?? [])), ...heldByFindings(findings)]
  return {
    id: row.id,
    verdict: weighAnswer(weighed.map((claim) => claim.verdict)),
    unsupported,
    claims: weighed,
    ...(findings.length > 0 ? { findings } : {}),
    ...(holds.length > 0 ? { held: holds } : {}),
    ms,
  }
}

function wordingsIn(answer: string, claims: readonly JudgedClaim[], wordings: NonNullable<RowRules['wordings']>): Finding[] {
  const sourced = (start: number, end: number): boolean => claims.some((claim) => claim.start <= start && end <= claim.end && claim.sources.verdict === 'supported')
  return wordings(answer, sourced).map(({ id, severity, start, end, text, because: { file, line, says } }) => ({ kind: 'wording', id, severity, line, file, says, start, end, text }))
}

/** A claim whose sources are fewer, older or lighter than a policy asks for is unverified, and says by which policy. */
function heldByPolicies(claim: JudgedClaim, row: BatchRow, rules: RowRules | undefined, asOf: string): JudgedClaim {
  if (rules?.unmet === undefined || !isCheckable(claim.kind)) return claim
  const given = new Map((row.sources ?? []).map((source) => [source.id, source]))
  const supporting = supportingSources(claim.sources, (source) => {
    const published = given.get(source)?.published
    return { tier: given.get(source)?.tier ?? 'unknown', ...(typeof published === 'string' ? { published } : {}) }
  })
  const unmet = rules.unmet(claim, supporting, asOf)
  if (unmet.length === 0) return claim
  const policies = unmet.map(({ id, severity, because }) => ({ id, severity, line: because.line, says: because.says }))
  return { ...claim, ...weighClaim(claim.kind, claim.logic, claim.sources, true), policies }
}

function evidenceOf(row: BatchRow, ports: CheckPorts): Evidences {
  if (row.sources === null || row.sources === undefined) return ports.library ?? { documents: [] }
  return {
    documents: row.sources.map(({ id, title, text, format }) => ({
      id,
      text,
      ...(typeof title === 'string' ? { title } : {}),
      ...(format === null || format === undefined ? {} : { format }),
    })),
  }
}

/** Rows often carry the same rules one after the other: they are compiled once. */
function lastRules(ports: CheckPorts): CheckPorts['rules'] {
  const compile = ports.rules
  if (compile === undefined) return undefined
  let last: { text: string; rules: RowRules } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, rules: compile(text) }
    return last.rules
  }
}

function idOf(given: unknown): string | number | null {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

function wrong(error: z.ZodError): string {
  const issue = error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? 'The line' : `"${issue.path.join('.')}"`
  return `${where} is not as expected (${issue?.message ?? 'unknown'}): a row is {"id", "answer", "sources": [{"id", "text"}]}.`
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10
}
