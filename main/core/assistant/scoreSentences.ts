/** How well each sentence answers a question: the share of the question it speaks of, by rarity, and whether it has the form of an answer. */
import type { Candidate } from './candidates.ts'
import type { Question, QuestionKey, QuestionKind } from './question.ts'

export interface ScoredSentence extends Candidate {
  /** Share of the question's content that the sentence and its surroundings speak of, from 0 to 1. */
  readonly coverage: number
  /** The same for the sentence alone. */
  readonly said: number
  readonly score: number
}

/** What a word counts that stands not in the sentence but near it. */
const WORTH = { asked: 0.9, heading: 0.75, title: 0.45, near: 0.5, around: 0.3 } as const

/** Rarity over the recalled passages; a word found in none of them weighs by what it is: a name weighs heavily. */
function rarities(keys: readonly QuestionKey[], all: readonly Candidate[]): Map<string, number> {
  const passages = new Map(all.map((candidate) => [candidate.rank, candidate]))
  const weights = new Map<string, number>()
  const missing: QuestionKey[] = []
  let sum = 0
  for (const { key, share } of keys) {
    let count = 0
    for (const { around, heading, title } of passages.values()) if (around.has(key) || heading.has(key) || title.has(key)) count++
    const weight = share * Math.log(1 + (passages.size + 1) / (count + 0.5))
    if (count === 0) missing.push(keys.find((each) => each.key === key)!)
    else {
      weights.set(key, weight)
      sum += weight / share
    }
  }
  const mean = weights.size === 0 ? 1 : sum / weights.size
  for (const { key, share, name } of missing) weights.set(key, share * mean * (name ? 2.5 : 1.4))
  return weights
}

const has = {
  number: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|billion|half|twice|unlimited)\b|[一二三四五六七八九十百千万]|(?:한|두|세|네|다섯) ?(?:개|번|가지)/iu,
  date: /\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\d ?년|\d ?月|\d ?年|\d ?일/u,
  person: /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|さん|氏|씨|님|教授|박사|\bby\b/u,
  place: /(?:^|[\s"'“(])[~/][\w./-]+|\b(?:in|at|under|located|directory|folder|file)\b|에 있|에서|にあり|ディレクトリ|フォルダ|ファイル|디렉터리|파일|目录/iu,
  reason: /\b(?:because|since|due to|so that|in order to|reason|therefore|causes?|otherwise)\b|때문|위해|이유|므로|ため|ので|から|理由|因为|由于/iu,
  howTo: /\b(?:use|run|type|enter|press|select|click|add|set|call|specify|edit|choose|you can|you should|you must|to \w+,|command|option|with the)\b|`|하십시오|합니다|하세요|사용|입력|실행|してください|します|使用|実行|入力|请|可以/iu,
  definition: /\b(?:is|are) (?:an?|the|used|one|designed|short)\b|\b(?:means|refers to|stands for|is called|consists of|describes|defines)\b|とは|です|である|를 말|을 말|입니다|이다|라고|是/iu,
} as const

/** A reward for the form that the question waits for; small beside what the sentence is about. */
function form(kind: QuestionKind, { text, position }: Candidate): number {
  switch (kind) {
    case 'number':
      return has.number.test(text) ? 0.14 : -0.04
    case 'date':
      return has.date.test(text) ? 0.18 : -0.04
    case 'person':
      return has.person.test(text) ? 0.1 : 0
    case 'place':
      return has.place.test(text) ? 0.1 : 0
    case 'reason':
      return has.reason.test(text) ? 0.12 : 0
    case 'how-to':
      return has.howTo.test(text) ? 0.08 : 0
    case 'definition':
      return (has.definition.test(text) ? 0.1 : 0) + (position === 0 ? 0.06 : 0)
    case 'other':
      return 0
  }
}

/** Share of neighbouring question words that are neighbours in the sentence too. */
function togetherness(question: Question, keys: readonly string[]): number {
  if (question.keys.length < 2) return 0
  const pairs = new Set(keys.slice(1).map((key, i) => `${keys[i]!} ${key}`))
  let together = 0
  for (let i = 1; i < question.keys.length; i++) if (pairs.has(`${question.keys[i - 1]!.key} ${question.keys[i]!.key}`)) together++
  return together / (question.keys.length - 1)
}

const copula = /^[\s"'”’)]*(?:\([^)]{1,60}\)\s*)?(?:(?:is|are|was|means?|denotes?|refers? to|stands? for|consists? of|allows?|lets)\b|とは|は|란|이란|은|는|是)/iu
const naming = /(?:called|known as|termed|named|defined as|refer(?:red)? to (?:\w+ )?as)\s+(?:an?\s+|the\s+)?["'“‘(]*$/iu

/** Does the sentence say what the subject is ("A checkpoint is …", "… is called a checkpoint") rather than only mention it? */
function defines(question: Question, { text, tokens }: Candidate): boolean {
  const subject = question.keys.filter(({ share }) => share > 0.3).map(({ key }) => key)
  const content = tokens.filter((token) => !token.stop)
  const at = content.findIndex((_, i) => subject.every((key, j) => content[i + j]?.key === key))
  if (subject.length === 0 || at < 0) return false
  const first = content[at]!
  const last = content[at + subject.length - 1]!
  return (at === 0 && copula.test(text.slice(last.end))) || naming.test(text.slice(0, first.start))
}

export function scoreSentences(question: Question, all: readonly Candidate[]): ScoredSentence[] {
  const weights = rarities(question.keys, all)
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  return all
    .map((candidate): ScoredSentence => {
      const { own } = candidate
      let spoken = 0
      let said = 0
      for (const [key, weight] of weights) {
        if (own.has(key)) said += weight
        else if (candidate.asked.has(key)) spoken += weight * WORTH.asked
        else if (candidate.heading.has(key)) spoken += weight * WORTH.heading
        else if (candidate.near.has(key)) spoken += weight * WORTH.near
        else if (candidate.title.has(key)) spoken += weight * WORTH.title
        else if (candidate.around.has(key)) spoken += weight * WORTH.around
      }
      const coverage = total === 0 ? 0 : (said + spoken) / total
      const lead = candidate.heading.size > 0 && spoken > 0 ? 0.08 / (1 + candidate.position) : 0
      let score = coverage + 0.12 * togetherness(question, candidate.keys) + form(question.kind, candidate) + lead + 0.12 / (1 + candidate.rank / 4)
      if (question.kind === 'definition' && defines(question, candidate)) score += 0.22
      if (candidate.keys.some((key) => question.hints.has(key))) score += 0.07
      if (candidate.label) score -= 0.45
      // A question in the text is answered by what follows it.
      if (candidate.isQuestion) score -= 1
      if (candidate.keys.length < 3 && !candidate.label) score -= 0.12
      if (candidate.text.length > 500) score -= 0.1
      return { ...candidate, coverage, said: total === 0 ? 0 : said / total, score }
    })
    .sort((a, b) => b.score - a.score || a.rank - b.rank || a.start - b.start)
}
