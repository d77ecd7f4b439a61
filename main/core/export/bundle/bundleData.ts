/** What a proof bundle holds: notes with everything their verdicts rest on, and a hash of each piece. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { judgedNow, type Note, standing, verifiedAt } from '../../../../shared/model/note.ts'
import type { RuleSetId, SourceId } from '../../../../shared/model/ids.ts'
import type { StoreReader } from '../../ports.ts'

/** Characters of a source before and after a quote, so that a reader sees it in its place. */
const AROUND = 240

interface BundledEvidence {
  source: string
  stance: string
  quote: string
  start: number
  end: number
  /** `text` begins at offset `start` of the source's text and holds the quote. */
  context?: { start: number; text: string }
}

interface BundledNote {
  id: string
  statement: string
  verdict: string
  by: string
  status: string
  caution?: string
  kind: string
  logic: string
  sources: string
  policies: number
  vouched?: string
  topic: string
  tags: readonly string[]
  created: string
  checked: string
  question: string
  answeredBy: string
  checker: string
  evidence: BundledEvidence[]
  because: { id: string; says: string; line: number; text?: string }[]
}

export interface BundleData {
  plumbline: 1
  made: string
  notes: BundledNote[]
  sources: Record<string, { title: string; path: string; sha256: string; textSha256: string; published?: string; importedAt: string }>
  /** Rule texts by set and version. */
  rules: Record<string, { file: string; version: number; text: string; sha256: string }>
  hashes: { notes: Record<string, string>; sources: Record<string, string>; rules: Record<string, string>; all: string }
}

export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** Keys in order of the alphabet, whatever order they came in: the same value gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}

const hashesOf = (items: Readonly<Record<string, unknown>>): Record<string, string> => Object.fromEntries(Object.entries(items).map(([id, item]) => [id, hashOf(canonical(item))]))

type Read = Pick<StoreReader, 'source' | 'sourceText' | 'ruleText' | 'ruleSet'>

function evidenceOf(note: Note, read: Read): BundledEvidence[] {
  return judgedNow(note).sources.evidence.map(({ source, stance, quote, start, end }) => {
    const from = Math.max(0, start - AROUND)
    const around = read.sourceText(source as SourceId, from, end + AROUND)
    const there = around !== undefined && around.slice(start - from, end - from) === quote
    return { source, stance, quote, start, end, ...(there ? { context: { start: from, text: around.toWellFormed() === around ? around : quote } } : {}) }
  }).map((one) => (one.context?.text === one.quote ? { ...one, context: { start: one.start, text: one.quote } } : one))
}

/** Everything is read from the workspace now: a rule text or a source that is gone is left out, and the page says so. */
export function bundleData(notes: readonly Note[], read: Read, at: Date): BundleData {
  const sources: BundleData['sources'] = {}
  const rules: BundleData['rules'] = {}
  const bundled = notes.map((note): BundledNote => {
    const judged = judgedNow(note)
    for (const { source: id } of judged.sources.evidence) {
      const source = read.source(id as SourceId)
      if (source) sources[id] = { title: source.title, path: source.path, sha256: source.sha256, textSha256: source.textSha256, importedAt: source.importedAt, ...(source.published ? { published: source.published } : {}) }
    }
    const because = judged.logic.because.map(({ id, says, line, set, version }) => {
      const key = `${set}@${version}`
      if (set === undefined || version === undefined) return { id, says, line }
      const text = read.ruleText(set as RuleSetId, version)
      if (text === undefined) return { id, says, line }
      rules[key] ??= { file: read.ruleSet(set as RuleSetId)?.file ?? set, version, text, sha256: hashOf(text) }
      return { id, says, line, text: key }
    })
    return {
      id: note.id, statement: note.statement, ...standing(note), status: note.status, ...(note.staleBecause ? { caution: note.staleBecause } : {}),
      kind: judged.kind, logic: judged.logic.verdict, sources: judged.sources.verdict, policies: judged.policies?.length ?? 0, ...(note.vouched ? { vouched: note.vouched.reason } : {}),
      topic: note.topic, tags: note.tags, created: note.created, checked: verifiedAt(note),
      question: note.provenance.question, answeredBy: note.provenance.by, checker: note.provenance.checker,
      evidence: evidenceOf(note, read), because,
    }
  })
  const parts = { notes: hashesOf(Object.fromEntries(bundled.map((note) => [note.id, note]))), sources: hashesOf(sources), rules: hashesOf(rules) }
  return { plumbline: 1, made: at.toISOString(), notes: bundled, sources, rules, hashes: { ...parts, all: hashOf(canonical({ ...parts, made: at.toISOString() })) } }
}
