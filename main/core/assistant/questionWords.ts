/** The words that only ask, in each script, and the grammar grown onto the words that say what is asked about. */

/** Blanked before anything is compared: they stand in questions and not in answers. */
const asking: readonly RegExp[] = [
  /무엇(?:입니까|인가요?|이에요|이며|을|이|인지)?|뭐(?:예요|인가요|가)?|어떻게|어떤|어느|언제(?:부터|까지)?|어디(?:에서|에|서|로)?|누가|누구(?:를|의|인가|입니까)?|왜(?=\s)|몇|얼마(?:나|입니까|인가요?)?|방법(?:은|을|이)?|이유(?:는|가)?|(?:[가-힣]니까|[가-힣]나요|(?:은|는|한|인)가요?|[을할될]까요|이란|란|주세요|알려|설명해)(?=[\s?？.。]|$)/gu,
  /何(?:です|でしょう)?か?|ですか|ますか|ましたか|でしょうか|ませんか|どのように|どうやって|どうすれば(?:よい|いい)?|どうして|どんな|どう|いつ|どこ(?:に|で)?|誰(?:が|の)?|なぜ|どの|どれ(?:くらい)?|いくつ|いくら|とは|について|教えて|ください|するには|するため|する方法|したい|方法|理由/gu,
  /什么是|是什么|什么|如何|怎么样?|怎样|哪里|哪个|哪些|谁|何时|多少|几个|为什么|为何|请问|吗|呢/gu,
]

/** Korean particles and endings at the end of a word; what is left of it is the word. */
const korean =
  /(?:으로부터|에서는|에게서|이라고|이라는|하려면|으려면|하면서|되나요|됩니다|합니다|습니다|입니다|이어야|여야|어야|해야|하면|하는|하고|하기|되는|되면|되고|있는|에서|에게|까지|부터|처럼|보다|으로|이나|라고|라는|들은|들을|들이|려면|은|는|이|가|을|를|에|의|도|만|와|과|로|나|들|한|할|된|될|해|면|고)$/u

const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu

/** The text with its asking words blanked; offsets stay. */
export function withoutAsking(text: string): string {
  let rest = text.normalize('NFKC')
  for (const pattern of asking) rest = rest.replace(pattern, (match) => ' '.repeat(match.length))
  return rest
}

/** A Korean word without what is grown onto it, once or twice, never shorter than two characters. */
function koreanStem(word: string): string {
  let stem = word
  for (let i = 0; i < 2; i++) {
    const shorter = stem.replace(korean, '')
    if (shorter.length < 2) break
    stem = shorter
  }
  return stem
}

/** The words in scripts written without spaces: Korean ones bare, of Japanese the runs of kanji and of katakana, of Chinese the runs. */
export function cjkWords(text: string): string[] {
  return Array.from(text.matchAll(runs), ([run]) => run).flatMap((run) => {
    if (/\p{Script=Hangul}/u.test(run)) return [koreanStem(run)]
    if (!/\p{Script=Hiragana}|\p{Script=Katakana}/u.test(run) && !/\p{Script=Hiragana}/u.test(text)) return [run]
    return run.match(/[\p{Script=Han}々]+|[\p{Script=Katakana}ー]+/gu) ?? []
  })
}

/** Neighbouring characters of a word in twos; of a single one, itself. */
export function pairsOf(word: string): string[] {
  const characters = [...word.normalize('NFKC')]
  return characters.length === 1 ? characters : characters.slice(1).map((character, i) => characters[i]! + character)
}

/** What an answer to "how large" speaks of, by the question word: stems. */
export const hints: readonly [RegExp, readonly string[]][] = [
  [/\bhow (?:large|big)\b/iu, ['size', 'siz', 'limit', 'larg', 'maximum']],
  [/\bhow (?:many)\b/iu, ['number', 'count', 'total', 'type', 'kind']],
  [/\bhow (?:long|old)\b/iu, ['second', 'minut', 'hour', 'dai', 'year', 'month', 'length', 'ag']],
  [/\bhow (?:much)\b/iu, ['amount', 'cost', 'size', 'price']],
  [/\bhow (?:fast|often)\b/iu, ['speed', 'rat', 'interv', 'everi', 'per']],
  [/\bwhere\b/iu, ['file', 'directori', 'fold', 'path', 'locat', 'stor']],
  [/\bwhy\b|\bcauses?\b/iu, ['becaus', 'reason', 'caus', 'sinc', 'du']],
]
