/** Reads a question: what it is about, and what kind of answer it waits for. */
import { type Token, tokens } from '../checking/token.ts'

export const questionKinds = ['number', 'date', 'person', 'place', 'definition', 'how-to', 'reason', 'other'] as const
export type QuestionKind = (typeof questionKinds)[number]

export interface QuestionKey {
  readonly key: string
  /** 1 for a word; less for each of the character pairs that together make one. */
  readonly share: number
  /** A name, a number or an identifier: an answer without it is about something else. */
  readonly name: boolean
  readonly cjk: boolean
}

export interface Question {
  readonly kind: QuestionKind
  /** Content words in the order of the question, each once. */
  readonly keys: readonly QuestionKey[]
  /** What is asked of the search. */
  readonly query: string
}

const kinds: readonly [QuestionKind, RegExp][] = [
  ['date', /\b(?:when|what (?:year|date|day|time)|which year|since when)\b|언제|며칠|몇 ?년|いつ|何年|何日|何时|什么时候|哪一?年/iu],
  ['number', /\b(?:how (?:many|much|long|large|big|far|fast|often|old|high|deep|wide)|what (?:number|percentage|size|version|port)|maximum|minimum|limit|default value)\b|몇|얼마|최대|최소|いくつ|いくら|どれくらい|何[個人回台本枚桁番%]|最大|最小|多少|几个?|多大|多长/iu],
  ['person', /\b(?:who|whom|whose)\b|누가|누구|誰|だれ|谁/iu],
  ['place', /\b(?:where|which (?:file|directory|folder))\b|어디|どこ|哪里|哪儿|在哪/iu],
  ['reason', /\bwhy\b|\bwhat (?:causes|is the reason)\b|왜|이유|なぜ|理由|どうして|为什么|为何/iu],
  ['how-to', /\bhow (?:do|does|can|could|should|to|is|are|would|may|must)\b|\bwhat (?:command|option|key)\b|어떻게|방법|하려면|どうやって|どのように|どうすれば|方法|するには|如何|怎么|怎样/iu],
  ['definition', /^\s*(?:what (?:is|are|was|does .{1,60} mean)|define|explain|describe)\b|\bmean(?:s|ing)?\b|무엇|뭐|(?:이란|란)\b|とは|何です|何でしょう|什么是|是什么/iu],
]

/** Words that ask and do not say what is asked about, in scripts where they are not set apart by spaces. */
const asking: readonly RegExp[] = [
  /무엇(?:입니까|인가요?|이에요|이며|을|이|인지)?|뭐(?:예요|인가요|가)?|어떻게|어떤|어느|언제(?:부터|까지)?|어디(?:에서|에|서|로)?|누가|누구(?:를|의|인가)?|왜|몇|얼마(?:나|입니까|인가요?)?|방법(?:은|을|이)?/gu,
  /(?:해야 ?)?(?:합니까|하나요|하는가|할까요|한가요|됩니까|되나요|되는가|인가요|입니까|있습니까|있나요|있는가|하려면|되어야|해야|주세요|알려|설명해|이란|란)(?=[\s?？.。]|$)/gu,
  /何(?:です|でしょう)?か?|ですか|ますか|でしょうか|ませんか|どのように|どうやって|どうすれば(?:よい|いい)?|どうして|どう|いつ|どこ(?:に|で)?|誰(?:が|の)?|なぜ|どの|どれ(?:くらい)?|いくつ|いくら|とは|について|教えて|ください|するには|するため|する方法|したい|方法/gu,
  /什么是|是什么|什么|如何|怎么样?|怎样|哪里|哪个|哪些|谁|何时|多少|几个|为什么|为何|请问|吗|呢/gu,
]

const isName = (token: Token, question: string): boolean => token.is === 'number' || (token.capital && token.start > 0) || /[\p{Lu}_\d]/u.test(question.slice(token.start + 1, token.end))

const generic = new Set('tell explain describe define give list name please know want need use used using way thing kind type mean happen work document manual guide text'.split(' '))

export function readQuestion(text: string): Question {
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
  let rest = text.normalize('NFKC')
  for (const pattern of asking) rest = rest.replace(pattern, (match) => ' '.repeat(match.length))
  const content = tokens(rest).filter((token) => !token.stop)
  const runs = new Map<number, number>()
  let run = 0
  const runOf = content.map((token, i) => {
    const before = content[i - 1]
    if (!before || token.is !== 'cjk' || before.is !== 'cjk' || token.start > before.start + 1) run++
    runs.set(run, (runs.get(run) ?? 0) + 1)
    return run
  })
  const keys = new Map<string, QuestionKey>()
  content.forEach((token, i) => {
    if (keys.has(token.key)) return
    const cjk = token.is === 'cjk'
    // Pairs of kana alone are mostly grammar; a generic word says little.
    const share = cjk ? (/^[ぁ-ゖ]+$/u.test(token.key) ? 0.2 : 1) / Math.sqrt(runs.get(runOf[i]!)!) : generic.has(token.key) ? 0.4 : 1
    keys.set(token.key, { key: token.key, share, name: !cjk && isName(token, rest), cjk })
  })
  // A question of nothing but question words is searched as it stands.
  return { kind, keys: [...keys.values()], query: keys.size > 0 ? rest.replace(/[?？!！]/g, ' ') : text }
}
