/** Reads a question: what it is about, and what kind of answer it waits for. */
import { type Token, tokens } from '../checking/token.ts'
import { cjkWords, hints, pairsOf, withoutAsking } from './questionWords.ts'

export const questionKinds = ['number', 'date', 'person', 'place', 'definition', 'how-to', 'reason', 'other'] as const
export type QuestionKind = (typeof questionKinds)[number]

export interface QuestionKey {
  readonly key: string
  /** 1 for a word; less for each of the character pairs that together make one. */
  readonly share: number
  /** A name, a number or an identifier: an answer without it is about something else. */
  readonly name: boolean
}

export interface Question {
  readonly kind: QuestionKind
  /** Content words in the order of the question, each once. */
  readonly keys: readonly QuestionKey[]
  /** Words that an answer of this kind often has, though the question has not. */
  readonly hints: ReadonlySet<string>
  /** Mostly in Chinese, Japanese or Korean: its grammar stays part of its words, so less of it can be found again. */
  readonly cjk: boolean
  /** What is asked of the search. */
  readonly query: string
}

const kinds: readonly [QuestionKind, RegExp][] = [
  ['date', /\b(?:when|what (?:year|date|day|time)|which year|since when)\b|언제|며칠|몇 ?년|いつ|何年|何日|何时|什么时候|哪一?年/iu],
  ['number', /\b(?:how (?:many|much|long|large|big|far|fast|often|old|high|deep|wide)|what (?:number|percentage|size|version|port)|which (?:version|port)|maximum|minimum|limit|default value)\b|몇|얼마|최대|최소|いくつ|いくら|どれくらい|何[個人回台本枚桁番%メ]|最大|最小|多少|几个?|多大|多长/iu],
  ['person', /\b(?:who|whom|whose)\b|누가|누구|誰|だれ|谁/iu],
  ['place', /\b(?:where|which (?:file|directory|folder))\b|어디|どこ|どのファイル|哪里|哪儿|在哪/iu],
  ['reason', /\bwhy\b|\bwhat (?:causes|is the reason)\b|왜|이유|なぜ|理由|どうして|为什么|为何/iu],
  ['how-to', /\bhow (?:do|does|can|could|should|to|is|are|would|may|must)\b|\b(?:what|which) (?:command|option|key)\b|어떻게|방법|하려면|どうやって|どのように|どうすれば|方法|するには|コマンド|如何|怎么|怎样/iu],
  ['definition', /^\s*(?:what (?:is|are|was|does .{1,60} mean)|define|explain|describe)\b|\bmean(?:s|ing)?\b|무엇|뭐|(?:이란|란)\b|とは|何です|何でしょう|什么是|是什么/iu],
]

const isName = (token: Token, question: string): boolean => token.is === 'number' || (token.capital && token.start > 0) || /[\p{Lu}_\d]/u.test(question.slice(token.start + 1, token.end))

const generic = new Set('tell explain describ defin giv list nam pleas know want ne us using way thing kind typ mean happen work document manual guid text mani much'.split(' '))

export function readQuestion(text: string): Question {
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
  const rest = withoutAsking(text)
  const keys = new Map<string, QuestionKey>()
  const add = (key: string, share: number, name: boolean): void => void (keys.has(key) || keys.set(key, { key, share, name }))
  for (const token of tokens(rest)) if (!token.stop && token.is !== 'cjk') add(token.key, generic.has(token.key) ? 0.4 : 1, isName(token, rest))
  const words = cjkWords(rest)
  for (const word of words) {
    const pairs = pairsOf(word)
    // A single character is half a word at best.
    for (const pair of pairs) add(pair, [...word].length === 1 ? (/\p{Script=Han}/u.test(word) ? 0.3 : 0.1) : 1 / Math.sqrt(pairs.length), false)
  }
  return {
    kind,
    keys: [...keys.values()],
    hints: new Set(hints.filter(([pattern]) => pattern.test(text)).flatMap(([, stems]) => stems)),
    cjk: words.length > 0,
    // A question of nothing but question words is searched as it stands.
    query: keys.size > 0 ? rest.replace(/[?？!！]/g, ' ') : text,
  }
}
