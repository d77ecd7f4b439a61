/** Writes the answer, by the library or by a model, a piece at a time. */
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { Problem } from '../../../shared/problem.ts'
import type { RecalledPassage } from '../../../shared/model/turn.ts'
import type { PassageSearch } from '../checking/checker.ts'
import type { Ports } from '../ports.ts'
import type { TurnRules } from '../rules/turnRules.ts'
import type { LiveTurn } from './liveTurn.ts'
import { type EarlierTurn, prompt } from './prompt.ts'
import { recall } from './recall.ts'

export interface LibraryAnswer {
  /** Cites its passages as [n]. */
  readonly text: string
  readonly passages: readonly RecalledPassage[]
  /** False when the text only says that the library does not say: that is no claim. */
  readonly says: boolean
}

/** Answers from the sources alone. */
export type LibraryAnswerer = (question: string, search: PassageSearch, signal: AbortSignal) => Promise<LibraryAnswer>

/** Turns of the conversation that are looked at for what was said before. */
const EARLIER_TURNS = 12
/** Characters of an answer, about a long book's chapter: a model that goes on for ever is stopped here. */
const LONGEST = 400_000

function earlierTurns(turn: LiveTurn, { store }: Pick<Ports, 'store'>): EarlierTurn[] {
  const conversation = turn.state.started?.conversation
  if (!conversation) return []
  const { turns } = store.read.turnsOf(conversation, EARLIER_TURNS, turn.id)
  const replaced = new Set([turn.state.started?.retryOf])
  return turns.flatMap(({ id, events }) => {
    const { started, answer } = foldAll(id, events)
    return started && answer.trim() !== '' && !replaced.has(id) ? [{ question: started.question, answer }] : []
  })
}

async function* modelPieces(turn: LiveTurn, question: string, server: string, model: string, rules: TurnRules, ports: Pick<Ports, 'store' | 'models'>): AsyncGenerator<string> {
  const found = ports.store.read.settings().servers.find(({ name }) => name === server)
  if (!found) throw new Problem('model.none', server)
  const passages = recall(question, ports.store.read)
  turn.append([{ kind: 'source.recalled', passages }])
  const told = await rules.relevant(question)
  let length = 0
  let written = false
  for await (const piece of ports.models.stream({ server: found, model, messages: prompt({ question, passages, rules: told, earlier: earlierTurns(turn, ports), nonce: turn.id }) }, turn.signal)) {
    if (piece.kind !== 'text') continue
    written ||= piece.text.trim() !== ''
    length += piece.text.length
    if (length > LONGEST) {
      yield piece.text.slice(0, piece.text.length - (length - LONGEST))
      throw new Problem('model.cut-off', `the answer was longer than ${LONGEST} characters`)
    }
    yield piece.text
  }
  if (!written) throw new Problem('model.empty')
}

/** The pieces of the answer in order. Fails with a `model.*` Problem; `source.recalled` is appended before the first piece. */
export async function* draftAnswer(turn: LiveTurn, library: PassageSearch, rules: TurnRules, answerFromLibrary: LibraryAnswerer, ports: Pick<Ports, 'store' | 'models'>): AsyncGenerator<string> {
  const { question, answerer } = turn.state.started!
  if (answerer.kind === 'model') {
    yield* modelPieces(turn, question, answerer.server, answerer.model, rules, ports)
    return
  }
  const [{ text, passages, says }, derived] = await Promise.all([answerFromLibrary(question, library, turn.signal), rules.derive(question, turn.signal)])
  turn.append([{ kind: 'source.recalled', passages: [...passages] }])
  // What the person's own rules give comes first, each statement a claim that they prove; then what the sources say.
  if (derived.length > 0) yield `${derived.map((one) => one.says.replace(/^\p{Ll}/u, (first) => first.toUpperCase())).join('\n\n')}${says ? '\n\n' : ''}`
  if (says) yield text
  else if (derived.length === 0) turn.tellText(text)
}
