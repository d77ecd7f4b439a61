/** Says a true sentence in other words that mean the same, so that what is true can be seen to stay supported. */

export interface Restatement {
  readonly kind: string
  readonly of: (sentence: string) => string | undefined
}

const small = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const lower = (text: string): string => (/^(?:The|A|An|It|They|He|She|We|This|These|Its|Their|His|Her|In|On|At|From|Most|All|Some|Many)\b/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text)
const upper = (text: string): string => text[0]!.toUpperCase() + text.slice(1)

function once(sentence: string, pattern: RegExp, to: (...groups: string[]) => string): string | undefined {
  const said = sentence.replace(pattern, (...groups) => to(...(groups as string[])))
  return said === sentence ? undefined : said
}

/** A number times a factor, written plainly; nothing when it does not come out even. */
function times(text: string, factor: number, digits: number): string | undefined {
  const value = Number((Number(text.replaceAll(',', '')) * factor).toPrecision(12))
  return Number.isInteger(Number((value * 10 ** digits).toPrecision(12))) ? String(value) : undefined
}

export const restatements: readonly Restatement[] = [
  { kind: 'as it stands', of: (s) => s },
  { kind: 'time moved to the end', of: (s) => once(s, /^((?:In|On|Since|From|During|By) [^,]{3,30}), (.{10,})\.$/u, (_, when, rest) => `${upper(rest)} ${lower(when)}.`) },
  { kind: 'time moved to the front', of: (s) => once(s, /^([^,]{10,}) ((?:in|on|since) (?:[A-Z]\p{Ll}+ )?(?:\d{1,2}, )?\d{4})\.$/u, (_, rest, when) => `${upper(when)}, ${lower(rest)}.`) },
  { kind: 'number spelled out', of: (s) => once(s, /(?<![\d.,$€£-])(?:[2-9]|1[0-2])(?=\s\p{Ll}{3,})/u, (n) => small[Number(n)]!) },
  { kind: 'spelled number in digits', of: (s) => once(s, new RegExp(`\\b(?:${small.slice(2).join('|')})\\b(?=\\s\\p{Ll}{3,})`, 'u'), (n) => String(small.indexOf(n))) },
  { kind: 'thousands mark dropped', of: (s) => once(s, /\b(\d{1,3}),(\d{3})\b/u, (_, a, b) => a + b) },
  { kind: 'scale in digits', of: (s) => once(s, /(?<![\d.,])(\d+(?:\.\d+)?) (million|billion)\b/u, (all, n, scale) => times(n, scale === 'million' ? 1e6 : 1e9, 0)?.replace(/\B(?=(?:\d{3})+$)/gu, ',') ?? all) },
  { kind: 'unit converted', of: (s) => once(s, /(?<![\d.,-])(\d+(?:,\d{3})*(?:\.\d+)?) (kW|MW|GW|MWh|GWh|TWh|km|kg|kilometers|kilometres|tonnes)\b(?!\/)/u, (all, n, unit) => {
      const [to, factor] = ({ kW: ['MW', 1e-3], MW: ['kW', 1e3], GW: ['MW', 1e3], MWh: ['kWh', 1e3], GWh: ['MWh', 1e3], TWh: ['GWh', 1e3], km: ['m', 1e3], kg: ['g', 1e3], kilometers: ['meters', 1e3], kilometres: ['metres', 1e3], tonnes: ['kg', 1e3] } as Record<string, [string, number]>)[unit]!
      const value = times(n, factor, 3)
      return value === undefined ? all : `${value} ${to}`
    }) },
  { kind: 'percent written out', of: (s) => once(s, /(?<=\d)\s?%/u, () => ' percent') },
  { kind: 'percent as a sign', of: (s) => once(s, /(?<=\d) (?:percent|per cent)\b/u, () => '%') },
  { kind: 'passive', of: (s) => once(s, /^(The \p{Ll}+|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*) (founded|acquired|bought|wrote|directed|released|published|invented|designed|painted|discovered|built|developed|created|produced|won|led|opened|signed|announced) (the [^,.]{4,60}|a [^,.]{4,60}|\p{Lu}[^,.]{4,60}?)\.$/u, (_, who, verb, what) => `${upper(what)} was ${verb === 'wrote' ? 'written' : verb} by ${lower(who)}.`) },
  { kind: 'aside dropped', of: (s) => once(s, /^([^,]{8,60}), (?:a|an|the|which|who) [^,]{5,60}, (.{10,})$/u, (_, a, b) => `${a} ${b}`) },
  { kind: 'first half alone', of: (s) => once(s, /^([^,;]{30,}?)(?:;|, (?:and|but|while)) (?:it|they|he|she|the|this|there)\b.*\.$/u, (_, first) => `${first}.`) },
  { kind: 'bracket dropped', of: (s) => once(s, / \([^()]{3,60}\)/u, () => '') },
  { kind: 'adverb dropped', of: (s) => once(s, /\b(?:however|also|therefore|moreover|furthermore|in addition|meanwhile),? /iu, () => '') },
  { kind: 'said without "that"', of: (s) => once(s, /\b(said|says|stated|reported) that\b/u, (_, verb) => verb) },
]
