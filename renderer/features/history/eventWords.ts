/** What happened, in words: the name of each kind of event, what it belongs to, and rows of one turn taken together. */
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'

/** Kinds whose own name, taken apart, would not be plain words. */
const names: Readonly<Record<string, string>> = {
  text: 'Text arrived',
  reasoning: 'Reasoning arrived',
  'turn.started': 'Question asked',
  'turn.ended': 'Answer ended',
  'turn.timed': 'Time taken noted',
  'claim.found': 'Claims found',
  'rule.decided': 'Rules decided',
  'source.found': 'Quotes found',
  'source.recalled': 'Passages recalled',
  'source.adopted': 'Source taken into the library',
  'source.marked': 'Source marked',
  'ruleSet.saved': 'Rule set saved',
  'note.kept': 'Note kept',
  'note.staled': 'Note looked at again',
  'note.filed': 'Topic and tags of a note changed',
  'notes.leftApart': 'Notes that say the same left apart',
  'note.helped': 'Note helped an answer',
  'keeping.changed': 'Policies of keeping changed',
  'knowledge.settled': 'What leaned on it was looked at',
  'conversation.created': 'Conversation begun',
  'conversation.ruleSetsChosen': 'Rule sets chosen',
  'history.erased': 'Erased for good',
  'history.cut': 'Rows were cut off',
  'history.headMissing': 'The head was missing',
  'history.anchored': 'Said to be right as it stands',
  'history.restored': 'Put back to a backup',
}

export function kindInWords(kind: string): string {
  const words = names[kind] ?? kind.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[.-]/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `turn:01K` taken apart. */
export function streamOf(stream: string): { readonly what: string; readonly id: string } {
  const at = stream.indexOf(':')
  return at < 0 ? { what: stream, id: '' } : { what: stream.slice(0, at), id: stream.slice(at + 1) }
}

const places: Readonly<Record<string, (id: string) => string>> = {
  note: (id) => `#/notes/${id}`,
  source: (id) => `#/sources/${id}`,
  ruleSet: (id) => `#/rules/${id}`,
  conversation: (id) => `#/chat/${id}`,
  check: (id) => `#/check/${id}`,
  answerer: (id) => `#/experts/${id}`,
  settings: () => '#/settings',
}

/** Where the thing is; a turn has to be looked up and has none. */
export function placeOf(stream: string): string | undefined {
  const { what, id } = streamOf(stream)
  return places[what]?.(encodeURIComponent(id))
}

/** Where all that happened to the thing is listed. */
export function historyPlaceOf(stream: string): string | undefined {
  const { what, id } = streamOf(stream)
  const of = ({ note: 'note', source: 'source', ruleSet: 'set' } as const)[what]
  return of === undefined ? undefined : `#/history/${of}/${encodeURIComponent(id)}`
}

/** Neighbouring rows of the same turn, of which there may be dozens, as one; every other row by itself. */
export function grouped(rows: readonly HistoryRow[]): HistoryRow[][] {
  const groups: HistoryRow[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0]?.stream === row.stream && row.stream.startsWith('turn:')) last.push(row)
    else groups.push([row])
  }
  return groups
}
