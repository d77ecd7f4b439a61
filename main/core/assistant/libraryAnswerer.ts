/** Answers from the library alone: the sentences of the person's own sources that answer the question, word for word, in order and cited. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { RecalledPassage } from '../../../shared/model/turn.ts'
import type { FoundPassage, PassageSearch } from '../checking/checker.ts'
import { candidates } from './candidates.ts'
import type { LibraryAnswerer } from './draftAnswer.ts'
import { type Question, readQuestion } from './question.ts'
import { type ScoredSentence, scoreSentences } from './scoreSentences.ts'

/** Characters of a question that are read; a pasted megabyte has said by then what it is about. */
const READ = 2000
const RECALLED = 40
const MOST_SENTENCES = 5
/** Below this share of the question's content no sentence is called an answer. */
const LEAST_COVERAGE = { spaced: 0.55, cjk: 0.4 } as const
/** A further sentence is worth saying from this share of the best one's score, and of what it says itself. */
const WORTH_SAYING = 0.84
const WORTH_ALONE = 0.6
/** Sentences that share more of their words than this say the same. */
const SAME = 0.75
/** Headings named when the library does not say. */
const TOPICS = 3

/** Share of the words of the shorter that stand in the longer. */
function alike(a: ScoredSentence, b: ScoredSentence): number {
  const [short, long] = a.keys.length < b.keys.length ? [a, b] : [b, a]
  const words = new Set(long.keys)
  return short.keys.filter((key) => words.has(key)).length / short.keys.length
}

/** Speaks of what the sentence before it said, and cannot stand alone. */
const leansBack = /^[(（]?(?:(?:this|these|those|it|they|such|however|therefore|thus|for example|otherwise|also|in this case|note that|the default)\b|이(?:것|는|를|렇게)|그(?:것|러면|리고|러나|래서)|또한|다만|これ|それ|この|その|また|ただし|しかし|例えば|这|该|其|此|但|例如)/iu
/** Announces what comes next: a list, a command. */
const leansOn = /(?:[:：]|\b(?:as follows|following|e\.g\.|for example|for instance|this way)[.,]?|以下[^。]{0,70}。|次の(?:よう|通り|とおり)[^。]{0,12}。|다음과 같[^.]{0,12}\.|如下[。：]?)$/u

const follows = (a: ScoredSentence, b: ScoredSentence): boolean => a.passage === b.passage && b.start >= a.end && b.start - a.end < 12

/** The best sentences, no two alike, and with each what it needs to be understood. */
function choose(scored: readonly ScoredSentence[]): ScoredSentence[] {
  const best = scored[0]
  if (!best) return []
  const chosen: ScoredSentence[] = []
  const add = (sentence: ScoredSentence): boolean => {
    if (chosen.length >= MOST_SENTENCES || chosen.some((other) => other === sentence || alike(other, sentence) > SAME)) return false
    chosen.push(sentence)
    return true
  }
  const addWithNeighbours = (sentence: ScoredSentence): void => {
    if (!add(sentence)) return
    const inOrder = scored.filter(({ passage }) => passage === sentence.passage).sort((a, b) => a.start - b.start)
    const at = inOrder.indexOf(sentence)
    const [before, after, next] = [inOrder[at - 1], inOrder[at + 1], inOrder[at + 2]]
    if (before && leansBack.test(sentence.text) && !before.label && follows(before, sentence)) add(before)
    if (after && leansOn.test(sentence.text)) {
      add(after)
      if (next && after.text.length < 60 && follows(after, next) && !next.isQuestion) add(next)
    } else if (after && !after.label && leansBack.test(after.text) && follows(sentence, after)) add(after)
  }
  addWithNeighbours(best)
  for (const sentence of scored.slice(1, 40)) {
    if (sentence.score < best.score * WORTH_SAYING || sentence.said < best.said * WORTH_ALONE || sentence.label || sentence.isQuestion) continue
    if (chosen.length < 3) addWithNeighbours(sentence)
    else if (chosen.length < MOST_SENTENCES - 1) add(sentence)
  }
  return chosen
}

/** Passages in the order of their best sentence, sentences within one as they stand. */
function ordered(chosen: readonly ScoredSentence[]): ScoredSentence[][] {
  const groups = new Map<FoundPassage, ScoredSentence[]>()
  for (const sentence of chosen) groups.set(sentence.passage, [...(groups.get(sentence.passage) ?? []), sentence])
  return [...groups.values()].map((group) => group.sort((a, b) => a.start - b.start))
}

const ends = /[.!?。！？]["'”’)」』）]*$/

/** The mark stands within the sentence's own reach, so that it is one claim with it: `It is 1.3.[1]`, `a line without a stop [1]`. */
function cited(sentence: ScoredSentence, n: number): string {
  const text = sentence.text.replace(/\s+/g, ' ')
  return ends.test(text) ? `${text}[${n}]` : `${text} [${n}]`
}

/** Sentences that flow stand on one line; a command or list item stands on its own, or it would run into its neighbour. */
const joined = (group: readonly ScoredSentence[], n: number): string =>
  group.map((sentence, i) => cited(sentence, n) + (i === group.length - 1 ? '' : ends.test(sentence.text) && ends.test(group[i + 1]!.text) ? ' ' : '\n\n')).join('')

const toRecalled = ({ source, start, end, text, title, page, heading }: FoundPassage, n: number): RecalledPassage => ({
  source: source as SourceId, start, end, text, title: title ?? '', n,
  ...(page === undefined ? {} : { page }),
  ...(heading === undefined ? {} : { heading }),
})

/** What the library has that comes nearest: last headings, or titles, each once. */
function nearestTopics(passages: readonly FoundPassage[]): string[] {
  const telling = (heading: string | undefined): string | undefined => heading?.split(' › ').findLast((label) => label.length > 3 && !/^(?:syntax|examples?|notes?|warning|see also|참고|주의|注意|注記|ティップ|警告)[:.]?$/i.test(label))
  const topics = passages.map(({ heading, title }) => telling(heading) ?? title ?? '').filter((topic) => topic !== '')
  return [...new Set(topics)].slice(0, TOPICS)
}

function doesNotSay(passages: readonly FoundPassage[]): string {
  const topics = nearestTopics(passages)
  return topics.length === 0 ? 'Your library does not say.' : `Your library does not say. What comes nearest in it: ${topics.map((topic) => `“${topic}”`).join(', ')}.`
}

export interface RankedAnswer {
  readonly question: Question
  readonly recalled: readonly FoundPassage[]
  /** Every sentence, best first. */
  readonly scored: readonly ScoredSentence[]
  /** What is said; empty when the library does not say. */
  readonly chosen: readonly ScoredSentence[]
}

/** The ranking behind the answer, for the answer itself and for measuring it. */
export async function rankAnswer(text: string, search: PassageSearch, signal?: AbortSignal): Promise<RankedAnswer> {
  const question = readQuestion(text.slice(0, READ))
  const recalled = await search.search(question.query, RECALLED, signal)
  const scored = scoreSentences(question, candidates(recalled))
  const answers = question.keys.length > 0 && (scored[0]?.coverage ?? 0) >= LEAST_COVERAGE[question.cjk ? 'cjk' : 'spaced']
  return { question, recalled, scored, chosen: answers ? choose(scored) : [] }
}

export const answerFromLibrary: LibraryAnswerer = async (text, search, signal) => {
  const { recalled, chosen } = await rankAnswer(text, search, signal)
  if (chosen.length === 0) return { text: doesNotSay(recalled), passages: [], says: false }
  const groups = ordered(chosen)
  const passages = groups.map(([first], i) => toRecalled(first!.passage, i + 1))
  return { text: groups.map((group, i) => joined(group, i + 1)).join('\n\n'), passages, says: true }
}
