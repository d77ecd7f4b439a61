/** What a policy keeps, in plain words. */
import type { KeepPolicy } from '../../../shared/model/note.ts'

export const verdictWords = { verified: 'Verified', contradicted: 'Contradicted', unverified: 'Unverified' } as const
export const byWords = { rules: 'by your rules', embedded: 'by your sources' } as const
export const tierWords = { primary: 'primary', reviewed: 'reviewed', published: 'published', informal: 'informal', unknown: 'of unknown weight' } as const
export const kindWords = { fact: 'facts', quantity: 'quantities', definition: 'definitions' } as const

const either = (words: readonly string[]): string => words.join(' or ')

/** One sentence with every condition that is stated. */
export function policySentence({ when, topic, tags }: Pick<KeepPolicy, 'when' | 'topic' | 'tags'>): string {
  const parts = [
    `Keeps ${either(when.verdicts.map((one) => verdictWords[one].toLowerCase()))} ${when.kinds?.length ? either(when.kinds.map((one) => kindWords[one])) : 'claims'}`,
    when.by?.length ? `judged ${either(when.by.map((one) => byWords[one]))}` : '',
    when.sources === undefined ? '' : when.sources === 1 ? 'that a source supports' : `that at least ${when.sources} sources support`,
    when.tiers?.length ? `whose weightiest source is ${either(when.tiers.map((one) => tierWords[one]))}` : '',
    when.support === undefined ? '' : `with a support of at least ${Math.round(when.support * 100)} %`,
    when.words?.length ? `where the claim or the question says ${either(when.words.map((word) => `“${word}”`))}` : '',
  ]
  const filed = [topic ? `under “${topic}”` : '', tags.length ? `tagged ${tags.map((tag) => `#${tag}`).join(' ')}` : ''].filter(Boolean).join(', ')
  return `${parts.filter(Boolean).join(', ')}${filed ? `; ${filed}` : ''}.`
}
