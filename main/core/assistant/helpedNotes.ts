/** Which of the person's notes helped an answer: those that a verified claim of it says again. */
import type { NoteId } from '../../../shared/model/ids.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { tokens } from '../checking/token.ts'
import { withoutCitations } from '../checking/withoutCitations.ts'

/** Share of a note's content words that the claim must say; all of its numbers must be there. */
const SAYS = 0.8

interface Said {
  readonly keys: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

function saidIn(text: string): Said {
  const plain = withoutCitations(text)
  return {
    keys: new Set(tokens(plain).flatMap(({ stop, key }) => (stop ? [] : [key]))),
    numbers: new Set((plain.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []).map((number) => number.replaceAll(',', ''))),
  }
}

const shareOf = (asked: ReadonlySet<string>, found: ReadonlySet<string>): number => (asked.size === 0 ? 0 : [...asked].filter((key) => found.has(key)).length / asked.size)

/** Whether a text says what a note says. */
export function saysAgain(statement: string, text: string | Said): boolean {
  const [note, said] = [saidIn(statement), typeof text === 'string' ? saidIn(text) : text]
  return shareOf(note.keys, said.keys) >= SAYS && [...note.numbers].every((number) => said.numbers.has(number))
}

/** Each once, however often it is said. */
export function helpedNotes({ notes, claims }: Pick<TurnState, 'notes' | 'claims'>): NoteId[] {
  if (notes.length === 0) return []
  const verified = claims.filter(({ verdict }) => verdict === 'verified').map(({ resolved }) => saidIn(resolved))
  return notes
    .filter(({ statement }) => verified.some((claim) => saysAgain(statement, claim)))
    .map(({ id }) => id)
}
