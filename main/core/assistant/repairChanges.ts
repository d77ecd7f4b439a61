/** Turns what a model wrote in the place of sentences into changes of the answer: only their own text gives way. */
import type { AnswerChange } from '../../../shared/model/turn.ts'
import type { TurnClaim, TurnState } from '../../../shared/turn/foldTurn.ts'

/** Characters from which a text that stands in another is a sentence of it. */
const SENTENCE = 12

/** A text as it is compared with another: letters and digits only, in one case. */
export const bare = (text: string): string => (text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}.,%°-]+/gu) ?? []).join(' ').replace(/[.,]+(?= |$)/g, '')

const terminal = /[.!?。！？…]["'”’)\]」』]*$/u

/** One line of plain text that cannot change how the rest of the answer is read. */
function tidied(text: string, claim: TurnClaim, line: { before: string }): string {
  const inTable = line.before.trimStart().startsWith('|')
  let plain = text.replace(/[\u0000-\u001f\u007f-\u009f\s\u2028\u2029]+/gu, ' ').replace(/`{3,}|~{3,}/g, '').trim()
  plain = plain.replace(/^(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+/, '')
  if (/^["“].*["”]$/u.test(plain) && !/^["“]/u.test(claim.text)) plain = plain.slice(1, -1).trim()
  if (inTable) return plain.replaceAll('|', '/')
  const stop = terminal.exec(claim.text)?.[0][0]
  return plain === '' || stop === undefined || terminal.test(plain) ? plain : `${plain}${/[。！？]/u.test(stop) ? '。' : '.'}`
}

/** Where a sentence is taken out and nothing comes in its place: its list line goes as a whole, a table cell keeps a dash, elsewhere one space goes along. */
function removal(answer: string, claim: TurnClaim, from: number): Pick<AnswerChange, 'start' | 'end' | 'text'> {
  const lineStart = answer.lastIndexOf('\n', claim.start - 1) + 1
  const nextLine = answer.indexOf('\n', claim.end)
  const lineEnd = nextLine === -1 ? answer.length : nextLine
  const [before, after] = [answer.slice(lineStart, claim.start), answer.slice(claim.end, lineEnd)]
  if (before.trimStart().startsWith('|')) return { start: claim.start, end: claim.end, text: '—' }
  const alone = after.replace(/[*_\s]/g, '') === ''
  if (alone && /^\s*(?:[-*+]|\d{1,3}[.)])\s+[*_]*$/.test(before) && lineStart >= from) return { start: lineStart, end: Math.min(answer.length, lineEnd + 1), text: '' }
  if (answer[claim.end] === ' ') return { start: claim.start, end: claim.end + 1, text: '' }
  return { start: claim.start - (answer[claim.start - 1] === ' ' && claim.start - 1 >= from ? 1 : 0), end: claim.end, text: '' }
}

type Why = 'same' | 'no-progress' | 'unreadable'

export interface Replaced {
  /** In order; none overlaps another. */
  readonly changes: readonly AnswerChange[]
  /** The stretches of the revised answer that are new. */
  readonly written: readonly { readonly start: number; readonly end: number }[]
  /** For these there was nothing better. */
  readonly givenUp: ReadonlyMap<Why, readonly TurnClaim[]>
}

/**
 * `asked` in order of their place. A sentence that comes back as it was is `same`, one that was withdrawn before goes in a circle (`no-progress`),
 * one without a replacement is `unreadable`, and so is one that repeats other sentences or would leave the answer empty.
 */
export function repairChanges({ answer, claims, withdrawn }: Pick<TurnState, 'answer' | 'claims' | 'withdrawn'>, asked: readonly TurnClaim[], replacements: ReadonlyMap<string, string>): Replaced {
  // A model that writes its whole answer once more would say everything twice.
  const repeats = (text: string, own: TurnClaim): boolean => claims.some(({ id, text: other }) => id !== own.id && other.length >= SENTENCE && text.includes(other) && !own.text.includes(other))
  const tried = new Set(withdrawn.map(({ claim }) => bare(claim.text)))
  const givenUp = new Map<Why, TurnClaim[]>()
  const giveUp = (why: Why, claim: TurnClaim): void => void givenUp.set(why, [...(givenUp.get(why) ?? []), claim])
  const changes: AnswerChange[] = []
  let left = answer
  for (const claim of asked) {
    const given = replacements.get(claim.id)
    const before = answer.slice(answer.lastIndexOf('\n', claim.start - 1) + 1, claim.start)
    const text = given === undefined ? '' : tidied(given, claim, { before })
    if (given === undefined || repeats(given, claim)) giveUp('unreadable', claim)
    else if (text !== '' && bare(text) === bare(claim.text)) giveUp('same', claim)
    else if (text !== '' && tried.has(bare(text))) giveUp('no-progress', claim)
    else {
      const change = text === '' ? removal(answer, claim, changes.at(-1)?.end ?? 0) : { start: claim.start, end: claim.end, text }
      const after = left.replace(claim.text, () => text)
      if (!/[\p{L}\p{N}]/u.test(after)) {
        giveUp('unreadable', claim)
        continue
      }
      left = after
      changes.push({ ...change, withdrawn: [claim.id] })
    }
  }
  let shift = 0
  const written = changes.map(({ start, end, text }) => {
    const stretch = { start: start + shift, end: start + shift + text.length }
    shift += text.length - (end - start)
    return stretch
  })
  return { changes, written: written.filter(({ start, end }) => end > start), givenUp }
}
