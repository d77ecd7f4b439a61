/** "Why do I believe this?": the verdict made again from what was stored, with no model and no network, and what is no longer as it was. */
import type { Why } from '../../../shared/contract/noteContract.ts'
import type { RuleSetId, SourceId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note } from '../../../shared/model/note.ts'
import type { LogicResult, SourcesResult } from '../../../shared/model/verdict.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import { embeddedChecker } from '../checking/embeddedChecker.ts'
import type { GivenDocument } from '../checking/checker.ts'
import type { Ports, RuleText, RuleTexts } from '../ports.ts'
import { baseVersionOf } from '../rules/baseVersion.ts'
import { hashOf } from './judgedFields.ts'

type Surroundings = Pick<Ports, 'store' | 'logic'>

/** Characters around a quote that are read with it: a pronoun in it may point back. */
const AROUND = 400

interface Replayed<T> {
  readonly result: T
  readonly changed: string[]
}

/** The base of the rule sets that the reasons stand in, each in its version; with the others of that day where that gives the very base that decided. */
function baseAt(note: Note, logic: LogicResult, { store: { read } }: Surroundings): { base: RuleTexts; exact: boolean; versions: string[] } | undefined {
  const at = note.recheck?.at ?? note.created
  const named = new Map<string, number>()
  for (const { set, version } of logic.because) if (set !== undefined && version !== undefined) named.set(set, version)
  const others = read.ruleSets().filter(({ id }) => !named.has(id)).flatMap(({ id }): [string, number][] => {
    const then = read.ruleVersions(id).find((version) => version.at <= at)
    return then ? [[id, then.number]] : []
  })
  const made = (chosen: readonly (readonly [string, number])[]): { base: RuleTexts; versions: string[] } | undefined => {
    const texts: (RuleText & { hash: string })[] = []
    const versions: string[] = []
    for (const [id, number] of chosen) {
      const info = read.ruleSet(id as RuleSetId)
      const text = read.ruleText(id as RuleSetId, number)
      if (!info || text === undefined) return undefined
      texts.push({ file: info.file, text, set: id, version: number, hash: hashOf(text) })
      versions.push(`${info.title}, version ${number}`)
    }
    texts.sort((a, b) => (a.file < b.file ? -1 : 1))
    const version = baseVersionOf(texts.map(({ hash }) => hash))
    return { base: { key: hashOf(JSON.stringify(['replay', version, texts.map(({ file, set, version: number }) => [file, set, number])])), version, texts: texts.map(({ hash: _hash, ...text }) => text) }, versions }
  }
  const whole = made([...named, ...others])
  if (whole && whole.base.version === logic.base) return { ...whole, exact: true }
  const own = made([...named])
  return own && { ...own, exact: own.base.version === logic.base }
}

async function replayRules(note: Note, logic: LogicResult, ports: Surroundings, signal?: AbortSignal): Promise<Replayed<LogicResult> & { versions: string[] }> {
  if (logic.because.length === 0 && (logic.verdict === 'silent' || logic.base === undefined)) return { result: logic, changed: [], versions: [] }
  const rebuilt = baseAt(note, logic, ports)
  if (!rebuilt) return { result: { ...logic, verdict: 'undecided', because: [] }, changed: ['A version of the rules that decided was erased: the proof cannot be made again.'], versions: [] }
  const { base, versions, exact } = rebuilt
  // Only a proof rests on reasons alone; "possible" and "silent" would need the whole base of that day.
  if (!exact && logic.because.length === 0) return { result: logic, changed: [], versions }
  const result = await ports.logic.decide(base, judgedNow(note), logic.asOf ?? note.provenance.asOf, signal, ports.store.read.readingChoices())
  const changed: string[] = []
  if (result.verdict !== logic.verdict) changed.push(`Your rules gave ${logic.verdict}; the same versions of them now give ${result.verdict}.`)
  else {
    const now = new Set(result.because.map(({ hash, id }) => hash ?? id))
    for (const { id, hash, says } of logic.because) if (!now.has(hash ?? id)) changed.push(`The proof no longer goes over “${says}”.`)
  }
  return { result, changed, versions }
}

async function replaySources(note: Note, sources: SourcesResult, { store: { read } }: Surroundings, signal?: AbortSignal): Promise<Replayed<SourcesResult> & { quotes: Why['quotes'] }> {
  const changed: string[] = []
  const documents: GivenDocument[] = []
  const hashes = new Set((note.quotes ?? []).map(({ sha256 }) => sha256))
  const quotes = sources.evidence.map(({ source: id, quote, start, end, stance, title }): Why['quotes'][number] => {
    const source = read.source(id as SourceId)
    const name = source?.title ?? title ?? 'a source'
    const stands = source !== undefined && read.sourceText(source.id, start, end) === quote
    const genuine = stance === 'related' || hashes.size === 0 || hashes.has(hashOf(quote))
    let says = 'It stands there, word for word.'
    if (!genuine) says = 'This is not the quote that was kept: its hash differs.'
    else if (!source) says = 'Its source was erased; the quote itself was kept.'
    else if (!stands) says = 'It does not stand at its place in the text that was frozen at import.'
    else if (source.deletedAt !== undefined) says = 'It stands there; the source was removed since.'
    else if (read.newestOf(source.id) !== source.id) says = 'It stands there; a newer version of the source was imported since.'
    if (!genuine || !stands) changed.push(`“${name}”: ${says}`)
    else if (stance !== 'related') documents.push({ id: `${id}:${start}`, title: name, text: read.sourceText(source.id, Math.max(0, start - AROUND), end + AROUND) ?? quote })
    return { source: id, title: name, quote, start, end, stance, stands: genuine && stands, says }
  })
  if (sources.evidence.every(({ stance }) => stance === 'related')) return { result: sources, changed, quotes }
  const [checked] = documents.length === 0 ? [] : await embeddedChecker.check({ claims: [judgedNow(note)], evidence: { documents } }, signal)
  const result: SourcesResult = checked ? { ...sources, verdict: checked.sources.verdict, support: checked.sources.support } : { verdict: 'not-found', support: 0, evidence: [] }
  if (result.verdict !== sources.verdict) changed.push(`The sources gave ${words(sources.verdict)}; the kept quotes alone now give ${words(result.verdict)}.`)
  return { result, changed, quotes }
}

const words = (verdict: SourcesResult['verdict']): string => ({ supported: 'support', contradicted: 'contradiction', disputed: 'mixed evidence', 'not-found': 'nothing' })[verdict]

export async function whyNote(note: Note, ports: Surroundings, signal?: AbortSignal): Promise<Why> {
  const stored = judgedNow(note)
  const [rules, sources] = await Promise.all([replayRules(note, stored.logic, ports, signal), replaySources(note, stored.sources, ports, signal)])
  const now = weighClaim(stored.kind, rules.result, sources.result, (stored.policies ?? []).length > 0)
  const changed = [...rules.changed, ...sources.changed]
  return {
    same: now.verdict === stored.verdict && changed.length === 0,
    was: { verdict: stored.verdict, by: stored.by },
    now,
    changed,
    quotes: sources.quotes,
    rules: { was: stored.logic.verdict, now: rules.result.verdict, because: rules.result.because, versions: rules.versions },
    ...(note.vouched ? { vouched: note.vouched } : {}),
  }
}
