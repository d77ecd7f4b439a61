/** Tells whether two numbers may both be right: one rounded, one named as a bound, or both the same in other words. */

interface Place {
  readonly key: string
  readonly start: number
  readonly end: number
}

const about = /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.|~|≈|close to|up to|as many as)\s*[$€£]?\s*$/iu
const over = /(?:over|more than|at least|above|exceed(?:s|ed|ing)?|upwards? of|greater than|beyond|no (?:less|fewer) than|>)\s*[$€£]?\s*$/iu
const under = /(?:under|less than|fewer than|at most|below|no more than|up to|<)\s*[$€£]?\s*$/iu
const scales: Record<string, number> = { thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9, b: 1e9, trillion: 1e12, 천: 1e3, 만: 1e4, 억: 1e8, 조: 1e12, 千: 1e3, 万: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 }

/** The claim's number by its text, and the source's by its own. A bound is only a bound against a plain number. */
export function bothRight(claim: string, ours: Place, source: string, theirs: Place): boolean {
  const a = value(claim, ours)
  const b = value(source, theirs)
  if (a === undefined || b === undefined) return ours.key === theirs.key
  if (a === b) return true
  if (/^(?:1[5-9]|20)\d\d$/u.test(ours.key) && /^(?:1[5-9]|20)\d\d$/u.test(theirs.key)) return false
  const lead = (text: string, at: number): string => text.slice(Math.max(0, at - 24), at)
  const [mine, its] = [lead(claim, ours.start), lead(source, theirs.start)]
  if ((about.test(mine) || about.test(its)) && Math.abs(a - b) <= 0.1 * Math.max(Math.abs(a), Math.abs(b))) return true
  if (over.test(mine) && !over.test(its) && !under.test(its) && b >= a && b <= a * 2) return true
  if (under.test(mine) && !over.test(its) && !under.test(its) && b <= a && b >= a / 2) return true
  return isRounded(a, ours.key, b) || isRounded(b, theirs.key, a)
}

/** 4.0 for 3.95, 12 for 11.7: the shorter one is the longer one at its own number of digits. */
function isRounded(short: number, key: string, long: number): boolean {
  const digits = /\.(\d+)/u.exec(key)?.[1]?.length ?? 0
  if (Number.isInteger(long * 10 ** digits) && Math.abs(long) < 1e6 && Math.abs(short) < 1000) return false
  return Math.abs(short) >= 1000 ? Math.abs(short - long) / Math.abs(short) < 0.005 : Number(long.toFixed(digits)) === short
}

function value(text: string, { key, end }: Place): number | undefined {
  if (!/^\d+(?:\.\d+)?$/u.test(key)) return undefined
  const scale = /^\s?(thousand|million|billion|trillion|mn|bn|[kmb천만억조千万亿億兆])(?![\p{L}\p{N}])|^([천만억조千万亿億兆])/iu.exec(text.slice(end, end + 12))
  return Number(key) * (scale === null ? 1 : (scales[(scale[1] ?? scale[2] ?? '').toLowerCase()] ?? 1))
}
