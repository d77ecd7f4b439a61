/** Reads the citations of a claim, `[1]`, `[1, 2]`, `【3】`, and holds each against the very passage that it names. */
import type { FoundClaim, RecalledPassage } from '../../../shared/model/turn.ts'
import type { Claim } from '../../../shared/model/claim.ts'
import type { Citation } from '../../../shared/model/turn.ts'
import type { Checker, CheckedClaim } from '../checking/checker.ts'

/** A number that was cited, and where: `answer.slice(start, end)`. */
export type CitedNumber = Pick<Citation, 'n' | 'start' | 'end'>

/** A range of more passages than that is no citation. */
const LONGEST_RANGE = 20
/** Above this a number in brackets is a year or an amount. */
const LARGEST = 999

const DIGITS = '[0-9０-９]{1,6}'
const WORD = '(?:(?:passages?|sources?|refs?\\.?|no\\.?|出典|資料|来源|资料|출처)\\s*)?'
const BRACKETS = new RegExp(`(?:\\[|【|［|〔)\\s*${WORD}#?(${DIGITS}(?:\\s*(?:[,，、;；]|[-–—‑~〜])\\s*${DIGITS})*)(?:†[^\\]】］〕]{0,40})?\\s*(?:\\]|】|］|〕)`, 'giu')
/** What is code, a formula or a link: brackets in it cite nothing. */
const APART = /(`+)[\s\S]*?\1|\$\$[\s\S]*?\$\$|\$(?!\s)[^$\n]*?(?<!\s)\$(?!\d)|!?\[[^\]]*\]\([^)]*\)|\[[^\]]*\]\[[^\]\d][^\]]*\]|https?:\/\/\S+/g

const plainDigits = (text: string): number => Number(text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)))

/** An identifier that is indexed: `a[1]`, `row_2[3]`, `itemList[1]`, `argv[1]`, or anything that is assigned to or goes on after it. */
function isIndexed(before: string, after: string): boolean {
  const name = /[A-Za-z_][\w.]*$/.exec(before)?.[0]
  if (name === undefined) return false
  if (/^(?:\s*(?:[-+*/]?=(?!=)|\+\+|--)|\.[A-Za-z_]|\()/.test(after)) return true
  return name.length === 1 || /_|\d$|[a-z][A-Z]/.test(name) || /^(?:arr|array|args?|argv|items?|list|idx|index|vec|vector|buf|buffer|matrix|tuple|dict|self|this)$/i.test(name)
}

const isInterval = (before: string, inner: string): boolean => /,/.test(inner) && (/(?:^|\D)0\s*,/.test(inner) || /(?:interval|range|between|within|from|in|구간|범위|区间|范围|区間|範囲|∈)\s*$/iu.test(before))

/** The citations written in a claim, in order. A list gives each number its own place; the numbers of a range share the range's. */
export function citedNumbers({ text, start }: Pick<Claim, 'text' | 'start'>): CitedNumber[] {
  const open = text.replace(APART, (part) => ' '.repeat(part.length))
  const found: CitedNumber[] = []
  for (const match of open.matchAll(BRACKETS)) {
    const [whole, inner = ''] = match
    const at = match.index
    const [before, after] = [open.slice(Math.max(0, at - 60), at), text.slice(at + whole.length, at + whole.length + 20)]
    if (whole.startsWith('[') !== whole.endsWith(']') || /^\(|^:\s*(?:https?|<)/.test(after)) continue
    if (whole.startsWith('[') && (isIndexed(before, after) || isInterval(before, inner))) continue
    const innerAt = start + at + whole.indexOf(inner)
    const items = [...inner.matchAll(new RegExp(`(${DIGITS})(?:\\s*[-–—‑~〜]\\s*(${DIGITS}))?`, 'g'))]
    const lone = items.length === 1
    const numbers = items.flatMap((item): CitedNumber[] => {
      const [written, from = '', to] = item
      const place = lone ? { start: start + at, end: start + at + whole.length } : { start: innerAt + item.index, end: innerAt + item.index + written.length }
      const [first, last] = [plainDigits(from), to === undefined ? plainDigits(from) : plainDigits(to)]
      if (last < first || last - first > LONGEST_RANGE) return []
      return Array.from({ length: last - first + 1 }, (_, i) => ({ n: first + i, ...place }))
    })
    // A year or an amount stands in brackets too.
    if (numbers.length === 0 || numbers.some(({ n }) => n > LARGEST)) continue
    found.push(...numbers)
  }
  return found
}

/** The clause in which a citation stands, where the claim has several; a citation behind a clause belongs to it. */
function ownPart(claim: Claim, cited: CitedNumber): Claim['parts'][number] | undefined {
  return claim.parts.length < 2 ? undefined : (claim.parts.find((part) => part.start <= cited.start && cited.start < part.end) ?? claim.parts.findLast((part) => part.end <= cited.start))
}

const clashes = (checked: CheckedClaim | undefined): boolean => checked?.sources.verdict === 'contradicted' || checked?.sources.verdict === 'disputed'

/** `alone`: no other clause of the claim has a citation. Where another has, a clash counts for the citation of the clause that it stands in. */
function saysOf(whole: CheckedClaim, part: CheckedClaim | undefined, alone: boolean): Citation['says'] {
  if (whole.sources.verdict === 'supported' || part?.sources.verdict === 'supported') return 'supports'
  return clashes(part) || (alone && clashes(whole)) ? 'contradicts' : 'not-found'
}

/**
 * Every citation of a claim, in order, each held by the checker against the passage of its number and no other.
 * `undefined` where nothing is cited. A number that no passage has is `missing`. Rejects with the signal's reason when aborted.
 */
export async function checkCitations(claim: FoundClaim, passages: readonly RecalledPassage[], checker: Pick<Checker, 'check'>, signal: AbortSignal): Promise<Citation[] | undefined> {
  const cited = citedNumbers(claim)
  if (cited.length === 0) return undefined
  const alone = new Set(cited.map((one) => ownPart(claim, one))).size === 1
  const known = new Map<string, Citation['says']>()
  const citations: Citation[] = []
  for (const one of cited) {
    const passage = passages.find(({ n }) => n === one.n)
    if (!passage) {
      citations.push({ ...one, says: 'missing' })
      continue
    }
    const part = ownPart(claim, one)
    const key = `${one.n} ${part?.start ?? ''}`
    let says = known.get(key)
    if (says === undefined) {
      const claims: Claim[] = [claim, ...(part ? [{ kind: claim.kind, ...part, resolved: part.text, parts: [part], ...(claim.under ? { under: claim.under } : {}) }] : [])]
      const [whole, own] = await checker.check({ claims, evidence: { library: { search: () => Promise.resolve([passage]) } } }, signal)
      says = saysOf(whole!, own, alone)
      known.set(key, says)
    }
    citations.push({ ...one, says })
  }
  return citations
}
