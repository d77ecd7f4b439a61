/** How a sentence may be read otherwise, which line would have read it, and what that line changes among sentences seen before. */
import type { LogicVerdictName } from '../../../../shared/logic/base.ts'
import { addAlso, addSays, applyEdit } from '../../../../shared/logic/addToDeclaration.ts'
import type { SentenceReading } from '../../../../shared/logic/decision.ts'
import { type LineProposal, proposeLines, withLine } from '../../../../shared/logic/read/putRight/proposeLines.ts'
import { otherReadings } from '../../../../shared/logic/read/putRight/otherReadings.ts'
import { readSentence } from '../../../../shared/logic/read/readSentence.ts'
import { compileVocabulary } from '../../../../shared/logic/read/vocabulary.ts'
import type { CompiledBase } from '../compiled.ts'
import { decideReading } from '../decideClaim.ts'
import { decideFormula } from '../decideFormula.ts'
import type { Solver } from '../solver.ts'
import { breathing } from './breathe.ts'
import { declarationText } from './health.ts'
import type { RuleText } from '../../ports.ts'

export interface SeenSentence {
  readonly text: string
  readonly asOf: string
}

export interface ChangedSentence {
  readonly text: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly beforeVerdict: LogicVerdictName
  readonly afterVerdict: LogicVerdictName
}

export interface OfferedLine {
  readonly kind: 'says' | 'also'
  readonly file: string
  /** The relation, quantity, individual or type. */
  readonly symbol: string
  /** Its declaration as it would stand; where one line becomes two, both. */
  readonly line: string
  readonly reading: string
  readonly verdict: LogicVerdictName
  /** What else the line changes. */
  readonly also: readonly ChangedSentence[]
}

export interface FoundChoices {
  readonly readings: readonly { readonly printed: string; readonly verdict: LogicVerdictName }[]
  readonly lines: readonly OfferedLine[]
}

export interface ChoicesOptions {
  readonly asOf: string
  readonly solver: Solver
  readonly signal: AbortSignal
}

/** Sentences that are read again for each line, and milliseconds for all lines after which the rest is left. */
const MOST_SEEN = 4000
const LONGEST_LOOK = 4000

const printed = (reading: SentenceReading): string[] => reading.parts.flatMap((part) => part.alternatives.map((one) => one.printed))

/** The declaration with the line in it, and where it stands now; undefined where its text is not at hand. */
function declared(line: LineProposal, compiled: CompiledBase, texts: readonly RuleText[]): { file: string; line: string } | undefined {
  const { base } = compiled
  const place = base[line.group].get(line.symbol)?.place
  const text = texts.find(({ file }) => file === place?.file)?.text
  if (place === undefined || text === undefined) return undefined
  const edit = line.kind === 'says' ? addSays(text, place, line.text) : addAlso(text, place, line.symbol, line.text)
  const grown = edit.text.length - (edit.end - edit.start)
  return { file: place.file, line: declarationText(applyEdit(text, edit), { start: place.start, end: place.end + grown }) }
}

/** `seen` are past claims and the tests of the base, without the sentence itself. Throws the signal's reason when it is aborted. */
export async function choicesFor(compiled: CompiledBase, texts: readonly RuleText[], sentence: string, seen: readonly SeenSentence[], options: ChoicesOptions): Promise<FoundChoices> {
  const { asOf, solver, signal } = options
  const breathe = breathing(signal)
  const vocabulary = compileVocabulary(compiled.base)
  const readings: FoundChoices['readings'][number][] = []
  for (const one of otherReadings(sentence, vocabulary, { asOf })) {
    await breathe()
    readings.push({ printed: one.printed, verdict: (await decideFormula(compiled, one.formula, { asOf, solver })).verdict })
  }
  const proposals = proposeLines(sentence, vocabulary, { asOf })
  await breathe()
  const before = new Map<string, SentenceReading>()
  const others = [...new Map(seen.filter(({ text }) => text !== sentence).map((one) => [`${one.asOf} ${one.text}`, one])).values()].slice(0, MOST_SEEN)
  const lines: OfferedLine[] = []
  const began = performance.now()
  for (const proposal of proposals) {
    const place = declared(proposal, compiled, texts)
    if (place === undefined) continue
    const grown = compileVocabulary(withLine(compiled.base, proposal))
    const verdictOf = async (reading: SentenceReading, day: string): Promise<LogicVerdictName> =>
      reading.parts.every((part) => part.alternatives.length === 0) ? 'silent' : (await decideReading(compiled, reading, { asOf: day, solver })).verdict
    const also: ChangedSentence[] = []
    // Each line gets its share of the time that is left.
    const until = performance.now() + (LONGEST_LOOK - (performance.now() - began)) / (proposals.length - proposals.indexOf(proposal))
    for (const one of others) {
      await breathe()
      if (performance.now() > until) break
      const key = `${one.asOf} ${one.text}`
      const was = before.get(key) ?? readSentence(one.text, vocabulary, one)
      before.set(key, was)
      const is = readSentence(one.text, grown, one)
      if (printed(was).join(' | ') === printed(is).join(' | ')) continue
      also.push({ text: one.text, before: printed(was), after: printed(is), beforeVerdict: await verdictOf(was, one.asOf), afterVerdict: await verdictOf(is, one.asOf) })
    }
    const own = readSentence(sentence, grown, { asOf })
    lines.push({ kind: proposal.kind, symbol: proposal.symbol, ...place, reading: printed(own).join(' | '), verdict: await verdictOf(own, asOf), also })
  }
  return { readings, lines }
}
