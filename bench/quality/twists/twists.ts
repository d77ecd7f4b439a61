/** Changes one thing in a true sentence so that it becomes false, or says more than was said: one function for each kind of error. */

export interface Twist {
  readonly kind: string
  /** Every version that this kind of change can make of the sentence. */
  readonly of: (sentence: string, elsewhere: Elsewhere) => string[]
}

/** What else stands in the document of the sentence. */
export interface Elsewhere {
  readonly numbers: readonly string[]
  readonly names: readonly string[]
}

/** Each place of the pattern changed by itself; a change to nothing or to the same is none. */
function each(sentence: string, pattern: RegExp, change: (match: RegExpMatchArray) => string | readonly string[] | undefined): string[] {
  return [...sentence.matchAll(pattern)].flatMap((match) => {
    const said = change(match)
    return (said === undefined ? [] : typeof said === 'string' ? [said] : said)
      .filter((text) => text !== match[0])
      .map((text) => sentence.slice(0, match.index) + text + sentence.slice(match.index + match[0].length))
  })
}

/** One word exchanged for another, the case of its first letter kept. */
function exchange(pairs: string, both = true): (sentence: string) => string[] {
  const table = new Map<string, string>()
  for (const pair of pairs.split(',')) {
    const [a, b] = pair.split('>').map((side) => side.trim()) as [string, string]
    table.set(a, b)
    if (both) table.set(b, a)
  }
  const pattern = new RegExp(`\\b(?:${[...table.keys()].sort((a, b) => b.length - a.length).join('|')})\\b`, 'giu')
  return (sentence) => each(sentence, pattern, ([word]) => {
    const to = table.get(word.toLowerCase())
    return to === undefined ? undefined : word[0] === word[0]!.toUpperCase() ? to[0]!.toUpperCase() + to.slice(1) : to
  })
}

const number = /(?<![\p{L}\p{N}.,:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\p{N}:/]|[.,]\d|-?\p{L})/gu
const isYear = (text: string): boolean => /^(?:1[5-9]|20)\d\d$/u.test(text)
export const nameOf = /(?<=[\p{Ll}\d,)]['’s]*\s)\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}{2,})*/gu
const months = 'January February March April May June July August September October November December'.split(' ')
const words = 'two three four five six seven eight nine ten eleven twelve'.split(' ')
const ordinals = 'first second third fourth fifth sixth'.split(' ')
const auxiliary = /\b(?:is|are|was|were|will|can|has been|have been|does|do|must|should)\b(?! not|n['’]t| no\b)/gu

function swapped(sentence: string, pattern: RegExp, may: (between: string) => boolean = () => true): string[] {
  const found = [...sentence.matchAll(pattern)]
  return found.slice(1).flatMap((b, i) => {
    const a = found[i]!
    const between = sentence.slice(a.index + a[0].length, b.index)
    if (a[0] === b[0] || !may(between)) return []
    return [sentence.slice(0, a.index) + b[0] + between + a[0] + sentence.slice(b.index + b[0].length)]
  })
}

export const twists: readonly Twist[] = [
  { kind: 'another number', of: (s) => each(s, number, ([n]) => (isYear(n) ? undefined : n.includes('.') ? n.replace(/\d$/u, (d) => String((Number(d) + 3) % 10)) : String(Number(n.replaceAll(',', '')) + (Number(n.replaceAll(',', '')) > 20 ? 13 : 3)))) },
  { kind: 'number of another sentence', of: (s, { numbers }) => each(s, number, ([n]) => (isYear(n) ? undefined : numbers.filter((other) => !isYear(other) && !s.includes(other)).slice(0, 3))) },
  { kind: 'ten times', of: (s) => each(s, number, ([n]) => (isYear(n) ? undefined : n.includes('.') ? String(Number((Number(n.replaceAll(',', '')) * 10).toPrecision(6))) : `${n}0`)) },
  { kind: 'two numbers swapped', of: (s) => swapped(s, number, (between) => !/^\s*(?:and|or|,)\s*$/u.test(between)) },
  { kind: 'spelled number', of: (s) => each(s, new RegExp(`\\b(?:${words.join('|')})\\b`, 'gu'), ([n]) => words[(words.indexOf(n) + 3) % words.length]) },
  { kind: 'ordinal', of: (s) => each(s, new RegExp(`\\b(?:${ordinals.join('|')})\\b`, 'gu'), ([n]) => ordinals[(ordinals.indexOf(n) + 1) % ordinals.length]) },
  { kind: 'scale', of: exchange('million>billion,thousand>million,trillion>billion') },
  { kind: 'unit', of: (s) => each(s, /(?<=\d\s?)(?:kW|MW|GW|kWh|MWh|GWh|TWh|km|miles|metres|meters|kg|tonnes|hours|minutes|days|weeks|months|years)\b/gu, ([unit]) => ({ kW: 'MW', MW: 'kW', GW: 'MW', kWh: 'MWh', MWh: 'GWh', GWh: 'TWh', TWh: 'GWh', km: 'miles', miles: 'km', metres: 'feet', meters: 'feet', kg: 'tonnes', tonnes: 'kg', hours: 'minutes', minutes: 'hours', days: 'weeks', weeks: 'months', months: 'years', years: 'months' })[unit]) },
  { kind: 'percent', of: (s) => each(s, /(?<=\d)\s?(?:%|percent)(?! point)/gu, () => [' percentage points', ' million']) },
  { kind: 'currency', of: (s) => each(s, /[$€£](?=\d)/gu, ([c]) => (c === '$' ? '€' : '$')) },
  { kind: 'year', of: (s) => each(s, /\b(?:1[5-9]|20)\d\d\b/gu, ([y]) => [String(Number(y) + 1), String(Number(y) - 10)]) },
  { kind: 'month', of: (s) => each(s, new RegExp(`\\b(?:${months.filter((m) => m !== 'May' && m !== 'March').join('|')})\\b`, 'gu'), ([m]) => months[(months.indexOf(m) + 2) % 12]) },
  { kind: 'bound', of: exchange('more than>fewer than,at least>at most,over>under,up to>at least,less than>more than,above>below', false) },
  { kind: 'bound added', of: (s) => each(s, /(?<=\b(?:with|has|had|have|for|of|was|were|is|by) )(?=\d+(?:\.\d+)? (?!January|February|March|April|May|June|July|August))/gu, () => ['more than ', 'at most ']) },
  { kind: 'another name', of: (s, { names }) => each(s, nameOf, ([n]) => (months.includes(n) ? undefined : names.filter((other) => !s.includes(other) && other.split(' ').length === n.split(' ').length).slice(0, 3))) },
  { kind: 'two names swapped', of: (s) => swapped(s, nameOf, (between) => !/^['’s]*,?\s*(?:and|or|,|&)\s*$/u.test(between) && between.length > 4) },
  { kind: 'negation added', of: (s) => each(s, auxiliary, ([w]) => `${w} not`).concat(each(s, /\b(?:has|have|had)\b(?= (?:a|an|\d))/gu, ([w]) => ({ has: 'does not have', have: 'do not have', had: 'did not have' })[w])) },
  { kind: 'negation dropped', of: (s) => each(s, /(?<=\b(?:is|are|was|were|will|would|has|have|had|did|does|do|could|can|should|must)) not\b(?! only)/gu, () => '').concat(each(s, /\b(is|are|was|were|did|does|do|could|has|have|had|would|should)n['’]t\b/gu, ([, w]) => w), each(s, /\b(?:no|never) (?=\p{Ll})/gu, () => '')) },
  { kind: 'quantifier', of: exchange('some>all,most>all,many>all,several>all,few>most,often>always,sometimes>always,usually>always,most of>none of,all>no,half of>all of,majority>minority,nearly all>all,almost all>all,rarely>often', false) },
  { kind: 'only added', of: (s) => each(s, /(?<=\b(?:is|are|was|were)) (?=in|at|by|for|from|used|made|on)\b/gu, () => ' only ') },
  { kind: 'comparative', of: exchange('more>less,higher>lower,larger>smaller,bigger>smaller,better>worse,faster>slower,earlier>later,older>younger,longer>shorter,greater>smaller,warmer>colder,stronger>weaker,cheaper>dearer') },
  { kind: 'direction', of: exchange('increase>decrease,increased>decreased,increases>decreases,rose>fell,rises>falls,before>after,above>below,gained>lost,won>lost,up>down,grew>shrank,accepted>rejected,opened>closed,started>stopped,bought>sold,with>without,inside>outside') },
  { kind: 'superlative', of: exchange('largest>smallest,highest>lowest,best>worst,most>least,longest>shortest,oldest>youngest,biggest>smallest,earliest>latest') },
  { kind: 'superlative sharpened', of: (s) => each(s, /\b[Oo]ne of the (?:\p{L}+est|most \p{L}+|best)\b/gu, ([w]) => w.replace(/one of /iu, '')).concat(each(s, /\b(?:second|third)[- ](?=\p{L}+est\b)/gu, () => '')) },
  { kind: 'hedge dropped', of: (s) => each(s, /\b(?:may|might|could)\b(?! not)(?= \p{Ll})/gu, () => 'will').concat(each(s, /\b(?:possibly|probably|perhaps|likely|reportedly|allegedly|apparently|partly|almost|nearly) /gu, () => ''), each(s, /\b(?:may|might|could) (?:have|be)\b/gu, ([w]) => (w.endsWith('have') ? 'has' : 'is'))) },
  { kind: 'attribution dropped', of: (s) => each(s, /^[^,]{3,50} (?:claim(?:s|ed)?|alleg(?:es|ed)|den(?:ies|ied)|believ(?:es|ed)|argu(?:es|ed)|doubt(?:s|ed)?|suggest(?:s|ed)?|think(?:s)?|thought|hop(?:es|ed)|fear(?:s|ed)?) that (\p{Ll})/gu, ([, c]) => c?.toUpperCase()) },
  { kind: 'condition dropped', of: (s) => each(s, /^If [^,]{8,120}, (?:then )?(\p{Ll})/gu, ([, c]) => c?.toUpperCase()).concat(each(s, /,? (?:if|unless|provided that|as long as) [^,.]{8,120}(?=\.$)/gu, () => '')) },
  { kind: 'tense', of: (s) => each(s, /\bwill be\b(?! (?:able|going))/gu, () => ['was', 'is']).concat(each(s, /\b(?:was|were)\b(?= \p{L}+(?:ed|wn|en)\b)/gu, () => 'will be'), each(s, /\b(?:plans?|intends?|hopes?|expects?|wants?|aims?) to (?=\p{Ll})/gu, () => 'has managed to '), each(s, /\bis expected to be\b/gu, () => 'is')) },
  { kind: 'should to must', of: (s) => each(s, /\b(?:should|can|may)\b(?= \p{Ll})(?! not)/gu, () => 'must') },
  { kind: 'antonym', of: exchange('good>bad,positive>negative,strong>weak,early>late,new>old,public>private,male>female,north>south,northern>southern,east>west,eastern>western,left>right,easy>difficult,success>failure,successful>unsuccessful,possible>impossible,legal>illegal,present>absent,maximum>minimum,minimum>maximum,import>export,internal>external,supports>opposes,supported>opposed,agree>disagree,agreed>refused,guilty>innocent,true>false,open>closed,winter>summer,day>night,hot>cold') },
]
