/** Cuts runs of Chinese, Japanese and Korean into what is compared: pairs of characters of stems, without endings and particles. */

/** `at` counts UTF-16 units in the run. A `stop` piece says little by itself; a negation is one too, and is kept. */
export interface CjkPiece {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly stop: boolean
}

const script = /(?<han>[\p{Script=Han}々〆]+)|(?<hangul>\p{Script=Hangul}+)|(?<katakana>[\p{Script=Katakana}ー]+)|(?<hiragana>\p{Script=Hiragana}+)/gu

/** What stands for "not": `denies` knows these keys. */
export const cjkNegations = { ko: '않', ja: 'ない', zh: '不' } as const

/** @param run letters of these scripts only; every piece's key is in NFKC, without endings */
export function cjkPieces(run: string): CjkPiece[] {
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run)
  const out: CjkPiece[] = []
  for (const match of run.matchAll(script)) {
    const { han, hangul, katakana, hiragana } = match.groups!
    const at = match.index
    if (hangul !== undefined) korean(hangul, at, out)
    else if (hiragana !== undefined) kana(hiragana, at, out)
    else if (katakana !== undefined) out.push({ key: katakana.normalize('NFKC'), start: at, end: at + katakana.length, stop: false })
    else if (han !== undefined) chinese(han, at, japanese, out)
  }
  return out.sort((a, b) => a.start - b.start)
}

/** Characters of Chinese grammar; pairs with one of them say little. */
const grammar = new Set('的了着过過是也都就而及与與和在被把将將对對于於由為为以之其此')
const chineseNegation = /[不没沒未無无勿]/u
/** Words in which they deny nothing. */
const notDenied = /不仅|不僅|不断|不斷|不过|不過|不久|不同|不少|未来|未來|无线|無線|无论|無論|没收|沒收/gu

/** Pairs are made as if a negation were not there, so that both sides hold the same words; the negation is a piece of its own. */
function chinese(han: string, at: number, japanese: boolean, out: CjkPiece[]): void {
  const spared = new Set(Array.from(japanese ? [] : han.matchAll(notDenied), (match) => match.index))
  const characters: { c: string; start: number }[] = []
  let offset = 0
  for (const c of han) {
    if (!japanese && chineseNegation.test(c) && !spared.has(offset) && han.length > 1) out.push({ key: cjkNegations.zh, start: at + offset, end: at + offset + c.length, stop: true })
    else characters.push({ c, start: at + offset })
    offset += c.length
  }
  characters.forEach(({ c, start }, i) => {
    const next = characters[i + 1]
    if (next !== undefined) out.push({ key: (c + next.c).normalize('NFKC'), start, end: next.start + next.c.length, stop: !japanese && (grammar.has(c) || grammar.has(next.c)) })
    else if (characters.length === 1) out.push({ key: c.normalize('NFKC'), start, end: start + c.length, stop: !japanese && grammar.has(c) })
  })
}

/** Japanese grammar is written in hiragana: only words that stand alone in it, and negations, are kept. */
function kana(hiragana: string, at: number, out: CjkPiece[]): void {
  const negation = /(?:な(?:い|く|かっ)|ませ|ず$|ぬ$)/u.exec(hiragana)
  if (negation !== null) out.push({ key: cjkNegations.ja, start: at + negation.index, end: at + negation.index + negation[0].length, stop: true })
  else out.push({ key: hiragana, start: at, end: at + hiragana.length, stop: true })
}

/** Longest first; what is left of a word without them is its stem. */
const endings = (
  '하였습니다 되었습니다 이었습니다 했습니다 됐습니다 였습니다 었습니다 았습니다 겠습니다 있습니다 합니다 됩니다 입니다 습니다 니다 하였다 되었다 이었다 했다 됐다 였다 었다 았다 한다 된다 있다 이다 는다 ㄴ다 ' +
    '하였으며 되었으며 했으며 됐으며 이었으며 였으며 었으며 았으며 있으며 하면서 되면서 으면서 면서 하지만 되지만 지만 하였고 되었고 했고 됐고 였고 었고 았고 하고 되고 있고 이고 고 하며 되며 이며 으며 며 하여 되어 해서 돼서 어서 아서 하는 되는 있는 었던 았던 던 는 하기 되기 기 하지 되지 지 하면 되면 으면 면 했던 됐던 한 된 할 될 함 됨 ' +
    '에서는 에서도 에게서 으로는 으로도 으로서 으로써 에서 에게 에는 에도 께서 한테 까지 부터 보다 처럼 만큼 마다 조차 마저 밖에 이나 이라는 이라고 라는 라고 이란 으로 로서 로써 로는 로 와 과 은 는 이 가 을 를 의 에 도 만 나 란 랑 요 다'
).split(' ').sort((a, b) => b.length - a.length)
/** What stands alone behind a number or a Latin word: "1.32이다", "PUE는". */
const bare = new Set('입니다 이다 이었다 였다 이며 이고 였습니다 이었습니다 이라고 으로 에서 까지 부터 에 의 를 을 은 는 이 가 와 과 로 도 만 이나 보다 에는 에서는 으로는 다 임 인'.split(' '))
const negative = /^(?:않|못|없|아니|아닙|아닌)/u

function korean(hangul: string, at: number, out: CjkPiece[]): void {
  if (negative.test(hangul) || hangul === '안') {
    out.push({ key: cjkNegations.ko, start: at, end: at + hangul.length, stop: true })
    return
  }
  if (bare.has(hangul)) {
    out.push({ key: hangul, start: at, end: at + hangul.length, stop: true })
    return
  }
  const stem = koreanStem(hangul)
  const characters = [...stem]
  if (characters.length === 1) out.push({ key: stem, start: at, end: at + Math.min(hangul.length, stem.length), stop: false })
  for (let i = 0; i + 1 < characters.length; i++) out.push({ key: characters[i]! + characters[i + 1]!, start: at + i, end: at + i + 2, stop: false })
}

/** "운영합니다", "운영했다", "운영하는" and "운영은" are all 운영; "갔다" and "갑니다" are 가. */
export function koreanStem(word: string): string {
  let stem = word.normalize('NFC')
  let verbal = false
  // A particle may stand behind an ending ("운영하기에는"): twice is enough.
  for (let round = 0; round < 2; round++) {
    const ending = endings.find((each) => stem.length > each.length && stem.endsWith(each))
    if (ending === undefined || (stem.length - ending.length < 2 && round > 0)) break
    // One letter left over and one cut off is as likely a word by itself ("도로", "나이").
    if (ending.length === 1 && stem.length === 2 && !/[은는을를의에]/u.test(ending) && !(ending === '다' && withoutBatchim(stem[0]!) !== stem[0])) break
    stem = stem.slice(0, -ending.length)
    if (/[다며고]$/u.test(ending)) {
      verbal = !/^[하되했됐한된합됩이입였있]/u.test(ending)
      break
    }
  }
  return verbal ? withoutBatchim(stem) : stem
}

/** The last syllable of a verb without what tense and politeness put under it: 갔, 갑 and 간 are 가; 였 is 이. */
function withoutBatchim(stem: string): string {
  const code = stem.charCodeAt(stem.length - 1) - 0xac00
  if (code < 0 || code >= 11172) return stem
  const final = code % 28
  // Only ㄴ (4), ㅂ (17) and ㅆ (20) are put there.
  if (final !== 4 && final !== 17 && final !== 20) return stem
  const vowel = Math.floor(code / 28) % 21
  // Contractions: ㅕ (6) is ㅣ (20), ㅘ (9) is ㅗ (8), ㅝ (14) is ㅜ (13).
  const plain = final === 20 ? ({ 6: 20, 9: 8, 14: 13 }[vowel] ?? vowel) : vowel
  const initial = Math.floor(code / 588)
  return stem.slice(0, -1) + String.fromCharCode(0xac00 + (initial * 21 + plain) * 28)
}
