/** Notes as a labelled data set: one JSON object a line, and a card that says what it holds and how it came about. */
import { isCheckable } from '../../../shared/model/claim.ts'
import { judgedNow, Note, standing } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'

/** Measures that can be told from the note itself, each a number, so that a line can be learnt from without this app. */
export function featuresOf(note: Note): Record<string, number> {
  const { sources, logic, parts } = judgedNow(note)
  const supporting = sources.evidence.filter(({ stance }) => stance === 'supports')
  const words = (text: string): Set<string> => new Set(text.toLocaleLowerCase('und').match(/[\p{L}\p{N}]+/gu) ?? [])
  const said = words(note.statement)
  const quoted = words(supporting.map(({ quote }) => quote).join(' '))
  const numbers = note.statement.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []
  return {
    support: sources.support,
    characters: note.statement.length,
    words: said.size,
    wordsQuoted: said.size === 0 ? 0 : [...said].filter((word) => quoted.has(word)).length / said.size,
    numbers: numbers.length,
    numbersQuoted: numbers.length === 0 ? 1 : numbers.filter((number) => supporting.some(({ quote }) => quote.includes(number))).length / numbers.length,
    quotesSupporting: supporting.length,
    quotesContradicting: sources.evidence.filter(({ stance }) => stance === 'contradicts').length,
    sourcesSupporting: new Set(supporting.map(({ source }) => source)).size,
    parts: parts.length,
    reasons: logic.because.length,
  }
}

/** `note` is the whole note, so that nothing is lost; the fields before it are what is learnt from. */
export function datasetLine(note: Note): string {
  const { sources, logic, kind } = judgedNow(note)
  const { verdict, by } = standing(note)
  return JSON.stringify({
    id: note.id,
    claim: note.statement,
    kind,
    checkable: isCheckable(kind),
    verdict,
    by,
    status: note.status,
    question: note.provenance.question,
    evidence: sources.evidence.map(({ source, title, quote, start, end, stance, score }) => ({ source, title, quote, start, end, stance, score })),
    because: logic.because,
    features: featuresOf(note),
    note,
  })
}

/** The note of a line that `datasetLine` wrote. Throws `input.invalid` for any other line. */
export function readDatasetLine(line: string): Note {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Problem('input.invalid', 'this line is not JSON')
  }
  const read = Note.safeParse((value as { note?: unknown } | null)?.note)
  if (!read.success) throw new Problem('input.invalid', 'this line holds no note')
  return read.data
}

type Counts = Map<string, number>
const count = (counts: Counts, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
const table = (head: string, counts: Counts): string =>
  `| ${head} | notes |\n|---|---|\n${[...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([what, number]) => `| ${what} | ${number} |`).join('\n')}`

/** Markdown beside the data: what it is, how it was made, what is in it, what it must not be used for. */
export function createDataCard() {
  const verdicts: Counts = new Map()
  const bys: Counts = new Map()
  const statuses: Counts = new Map()
  const sources = new Set<string>()
  let notes = 0
  return {
    add(note: Note): void {
      notes += 1
      const { verdict, by } = standing(note)
      count(verdicts, verdict)
      count(bys, by)
      count(statuses, note.status)
      for (const { title, source } of judgedNow(note).sources.evidence) sources.add(title ?? source)
    },
    text(name: string, at: Date): string {
      return `# Data card: ${name}

${notes} claims with verdicts, written by Plumbline on ${at.toISOString()}. One JSON object a line, UTF-8.

## How it was made

Each line is a note that a person kept, or that a policy of theirs kept. Its verdict comes from code: a proof by the person's own rules (\`by\`: rules), or a literal quote from their own documents that the embedded checker found to support it (\`by\`: embedded). \`by\`: person means that the person vouches for it with a reason. No model's word is a label.

## Fields

\`id\`; \`claim\` (the statement); \`kind\`; \`checkable\`; \`verdict\`; \`by\`; \`status\` (stale and disputed notes are in the data as such); \`question\`; \`evidence\` (quotes with offsets in UTF-16 units of the source's extracted text, stance, score); \`because\` (the rules and facts of a proof); \`features\` (numbers told from the note alone; \`support\` is the checker's calibrated probability); \`note\` (the whole note).

## What is in it

${table('verdict', verdicts)}

${table('by', bys)}

${table('status', statuses)}

Sources quoted: ${sources.size}.

## Know before use

The claims are what one person asked about and chose to keep: they are not a sample of anything. Quotes are from documents whose licences are not known here. A verdict holds against that person's rules and documents at that time, not against the world.
`
    },
  }
}
