/** A verdict in words, in a mark, and as a screen reader says it. */
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import type { ClaimVerdict, LogicResult } from '../../../shared/model/verdict.ts'

/** ✓ a source supports it, ∴ the logic proves it, ? open, ✕ contradicted; nothing where nothing could be checked. */
export function markOf(verdict: ClaimVerdict, by: TurnClaim['by']): string {
  switch (verdict) {
    case 'verified':
      return by === 'rules' ? '∴' : '✓'
    case 'unverified':
      return '?'
    case 'contradicted':
      return '✕'
    case 'not-checkable':
      return ''
  }
}

export const verdictName: Record<ClaimVerdict, string> = {
  verified: 'Verified',
  unverified: 'Unverified',
  contradicted: 'Contradicted',
  'not-checkable': 'Not checkable',
}

/** A claim's words without the marks of Markdown and without citations. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/\s*[[【［]\s*(?:passage\s+)?\d{1,3}(?:\s*[,;、，–-]\s*\d{1,3})*(?:†[^\]】］\s]*)?\s*[\]】］]/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(^|[\s(])[*_](\S(?:.*?\S)?)[*_](?=[\s).,;:!?]|$)/g, '$1$2')
    .trim()

/** A rule's own words, and apart from them the values it was used with: `PUE can never be below 1 (pue(North) = 0.95)`. */
export function wordingOf(says: string): { readonly words: string; readonly values: string } {
  const found = /^(.+?) \(([^"“”]*[=<>≥≤≈].*)\)$/su.exec(says)
  return { words: found?.[1] ?? says, values: found?.[2] ?? '' }
}

/** What the person wrote decides; a fact is named only where no rule is. */
const firstRule = (logic: LogicResult | undefined): { readonly name: string; readonly words: string } | undefined => {
  const entry = logic?.because.find(({ kind, says }) => says && kind !== 'fact') ?? logic?.because.find(({ says }) => says)
  return entry && { name: entry.kind === 'fact' ? 'fact' : entry.kind === 'define' ? 'definition' : 'rule', words: wordingOf(entry.says).words }
}

/** Who says so, to stand after the verdict: `by your rule “PUE can never be below 1”, and by a source`. */
export function verdictGround(claim: Pick<TurnClaim, 'verdict' | 'logic' | 'sources'>): string {
  const { logic, sources, verdict } = claim
  const rule = firstRule(logic)
  const byRule = rule ? `by your ${rule.name} “${rule.words}”` : 'by your logic'
  const inSource = sources?.evidence[0]?.title ? `by “${sources.evidence[0].title}”` : 'by a source'
  switch (verdict) {
    case 'verified': {
      const grounds = [logic?.verdict === 'proved' ? `proved ${byRule}` : '', sources?.verdict === 'supported' ? `supported ${inSource}` : '']
      return grounds.filter(Boolean).join(', and ')
    }
    case 'contradicted': {
      const grounds = [logic?.verdict === 'refuted' ? byRule : '', sources?.verdict === 'contradicted' ? inSource : '']
      return grounds.filter(Boolean).join(', and ')
    }
    case 'unverified':
      if (sources?.verdict === 'disputed') return 'your sources disagree about it'
      if (logic?.verdict === 'inconsistent') return 'your rules contradict one another here'
      if (logic?.verdict === 'presumed') return 'usually so, by your logic, but not certain'
      return sources?.evidence.length ? 'related passages were found, none that settles it' : 'nothing in your library speaks of it'
    case 'not-checkable':
      return 'an opinion, a question or an instruction states nothing that could be true or false'
    default:
      return 'still being checked'
  }
}

/** The accessible name of a claim's mark. */
export function markLabel(claim: TurnClaim): string {
  if (!claim.verdict) return 'Being checked'
  return `${verdictName[claim.verdict]}: ${verdictGround(claim)}.${claim.stubborn ? ' The model did not put it right.' : ''} Show the evidence.`
}

/** The heading over what the logic says; silent says nothing and shows nothing. */
export const logicHeading: Record<LogicResult['verdict'], string> = {
  proved: 'Your logic proves it',
  refuted: 'Your logic refutes it',
  presumed: 'Your logic presumes it',
  possible: 'Your logic leaves it open',
  silent: '',
  ambiguous: 'Your logic reads it in more than one way',
  inconsistent: 'Your rules contradict one another here',
  undecided: 'Your logic found no answer in time',
}

const figures = new Intl.NumberFormat('en')
/** `10,000`: made once, because making a format takes longer than using it a hundred times. */
export const figure = (value: number): string => figures.format(value)

/** `4 verified · 1 unverified · 1 contradicted`, only what there is; the words for the strip and for lists. */
export function tallyWords(tally: { verified: number; unverified: number; contradicted: number; notCheckable: number }): string[] {
  const words: string[] = []
  if (tally.verified) words.push(`${figure(tally.verified)} verified`)
  if (tally.unverified) words.push(`${figure(tally.unverified)} unverified`)
  if (tally.contradicted) words.push(`${figure(tally.contradicted)} contradicted`)
  if (tally.notCheckable) words.push(`${figure(tally.notCheckable)} not checkable`)
  return words
}

/** `84 ms`, `2.4 s`, `1 min 12 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
