/** What happened, in a few words: the line that the history shows for an event. */
import type { HistoryEvent } from '../../../shared/model/history.ts'

/** Characters of somebody's own words in such a line. */
const SHOWN = 160
const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`)
const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Empty where the kind says it all. */
export function describeEvent(event: HistoryEvent): string {
  switch (event.kind) {
    case 'turn.started':
      return cut(event.question)
    case 'claim.found':
      return many(event.claims.length, 'claim')
    case 'claim.judged':
      return `${event.claim}: ${event.verdict}`
    case 'turn.ended':
      return `${event.outcome}: ${event.verdict}`
    case 'text':
      return cut(event.text)
    case 'source.imported':
      return cut(event.source.title)
    case 'note.kept':
    case 'note.edited':
      return cut(event.note.statement)
    case 'note.filed':
      return cut([event.topic, ...event.tags.map((tag) => `#${tag}`)].filter(Boolean).join(' '))
    case 'notes.leftApart':
      return `${many(event.ids.length, 'note')}${event.apart ? '' : ', taken back'}`
    case 'note.staled':
      return event.reasons.length === 0 ? 'current again' : cut(event.reasons.map(({ says }) => says).join('; '))
    case 'ruleSet.saved':
      return `${cut(event.title)}, version ${event.number}: ${cut(event.summary)}`
    case 'ruleSet.switched':
      return event.on ? 'switched on' : 'switched off'
    case 'ruleSet.renamed':
      return event.file
    case 'contradiction.found':
      return `“${cut(event.contradiction.says)}” against “${cut(event.contradiction.against)}”`
    case 'contradiction.decided':
      return event.reason === undefined ? event.what : `${event.what}: ${cut(event.reason)}`
    case 'conversation.created':
    case 'conversation.renamed':
      return cut(event.title)
    case 'keeping.changed':
      return many(event.policies.length, 'policy').replace(/policys$/, 'policies')
    default:
      return ''
  }
}
