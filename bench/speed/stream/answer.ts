/** The answer that streams in the bench: 16,000 characters of Markdown in which every sentence is a claim, as 1000 updates. */
import { seeded } from '../../../fixtures/demo/demoId.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { TurnEvent, TurnUpdate } from '../../../shared/model/turn.ts'
import type { ClaimVerdict } from '../../../shared/model/verdict.ts'

export const CHARACTERS = 16_000
export const UPDATES = 1000
/** Milliseconds between updates: 125 a second, 2,000 characters a second, faster than most models write. */
export const PACE = 8

const words = 'the site draws power cooling water rack hall winter average measured total share limit return supply air liquid pump fan chiller load hour year report standard value range sensor'.split(' ')

interface Sentence {
  readonly start: number
  readonly end: number
}

/** Headings, paragraphs, lists, code and a table, in turns. Seeded. */
export function markdownAnswer(): { text: string; sentences: Sentence[] } {
  const next = seeded(7)
  const pick = (): string => words[Math.floor(next() * words.length)] ?? ''
  const sentences: Sentence[] = []
  let text = ''
  const sentence = (): void => {
    const body = Array.from({ length: 9 + Math.floor(next() * 9) }, (_one, i) => (i === 4 ? `**${pick()}**` : i === 7 ? String(Math.floor(next() * 900) / 10) : pick())).join(' ')
    const start = text.length
    text += `${body.charAt(0).toUpperCase()}${body.slice(1)}.`
    sentences.push({ start, end: text.length })
  }
  for (let section = 0; text.length < CHARACTERS; section += 1) {
    text += `${section ? '\n\n' : ''}## Part ${section + 1}\n\n`
    for (let paragraph = 0; paragraph < 3; paragraph += 1) {
      for (let i = 0; i < 4; i += 1) {
        if (i) text += ' '
        sentence()
      }
      text += '\n\n'
    }
    for (let item = 0; item < 4; item += 1) {
      text += '- '
      sentence()
      text += '\n'
    }
    text += section % 2 ? '\n```ts\nconst pue = total / it\n```' : '\n| Site | PUE |\n| --- | --- |\n| North | 1.32 |\n| South | 1.41 |'
  }
  const cut = text.slice(0, CHARACTERS)
  return { text: cut, sentences: sentences.filter(({ end }) => end <= CHARACTERS) }
}

const verdicts: readonly ClaimVerdict[] = ['verified', 'verified', 'unverified', 'verified', 'contradicted', 'verified', 'not-checkable']

/** Each update: the text that came, and the claims whose sentence it ended, found and judged with the next update. */
export function updates(): TurnUpdate[][] {
  const { text, sentences } = markdownAnswer()
  const size = CHARACTERS / UPDATES
  const list: TurnUpdate[][] = []
  let seq = 0
  let found = 0
  let judged = 0
  const kept = (event: TurnEvent): TurnUpdate => ({ seq: (seq += 1), at: '2026-11-23T09:00:00.000Z', event })
  for (let i = 0; i < UPDATES; i += 1) {
    const at = i * size
    const update: TurnUpdate[] = [kept({ kind: 'text', at, text: text.slice(at, at + size) })]
    for (; judged < found; judged += 1) {
      const claim = `c${judged}` as ClaimId
      update.push(
        kept({ kind: 'source.found', claim, sources: { verdict: 'supported', support: 0.9, evidence: [] }, parts: [] }),
        kept({ kind: 'claim.judged', claim, verdict: verdicts[judged % verdicts.length] ?? 'unverified', by: 'embedded' }),
      )
    }
    for (let sentence = sentences[found]; sentence && sentence.end <= at + size; sentence = sentences[found]) {
      const { start, end } = sentence
      const words = text.slice(start, end)
      update.push(kept({ kind: 'claim.found', claims: [{ id: `c${found}` as ClaimId, text: words, start, end, kind: 'fact', resolved: words, parts: [] }] }))
      found += 1
    }
    list.push(update)
  }
  return list
}
