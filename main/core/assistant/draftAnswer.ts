/** Writes the answer, by the library or by a model, a piece at a time. */
import { type ModelServer, placeOf } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Attachment, LeftOut, RecalledPassage } from '../../../shared/model/turn.ts'
import type { PassageSearch } from '../checking/checker.ts'
import { MAX_IMAGE } from '../sources/imageType.ts'
import type { ModelImage, ModelPiece, Ports } from '../ports.ts'
import { answerFromNotes, usedNote } from '../notes/answerFromNotes.ts'
import { SAMPLE_SERVER } from '../models/sampleModel.ts'
import type { TurnRules } from '../rules/turnRules.ts'
import { earlierTurns } from './earlierTurns.ts'
import { saysAgain } from './helpedNotes.ts'
import type { LiveTurn } from './liveTurn.ts'
import { fitPrompt } from './prompt.ts'
import { recall, type Recalled } from './recall.ts'
import { recordedModels } from './recordedModels.ts'
import { untilAborted } from './untilAborted.ts'
import { untilFree } from './untilFree.ts'
import { knownOf, PER_IMAGE, roomIn } from './window.ts'

export interface LibraryAnswer {
  /** Cites its passages as [n]. */
  readonly text: string
  readonly passages: readonly RecalledPassage[]
  /** False when the text only says that the library does not say: that is no claim. */
  readonly says: boolean
}

/** Answers from the sources alone. */
export type LibraryAnswerer = (question: string, search: PassageSearch, signal: AbortSignal) => Promise<LibraryAnswer>

/** Characters of an answer, about a long book's chapter: a model that goes on for ever is stopped here. Of its reasoning as much is kept. */
const LONGEST = 400_000

type Surroundings = Pick<Ports, 'store' | 'models' | 'clock' | 'files'>
/** `aside`: shown as the answer, and no claim: that nothing was found. */
export type DraftPiece = Extract<ModelPiece, { kind: 'text' | 'reasoning' }> | { readonly kind: 'aside'; readonly text: string }

const staying = (what: LeftOut['what'], count: number, sources: LeftOut['sources'] = []): LeftOut[] =>
  count > 0 ? [{ what, why: 'local-only', count, ...(sources.length > 0 ? { sources: [...new Set(sources)] } : {}) }] : []

/** What a model in the cloud is not told, whatever room there is. */
const keptHere = ({ kept }: Recalled, earlier: number): LeftOut[] => [
  ...staying('passage', kept.passages.length, [...kept.passages]),
  ...staying('attachment', kept.attachments.length, [...kept.attachments]),
  ...staying('note', kept.notes),
  ...staying('earlier-turn', earlier),
]

/** The server of this name, that of the sample's played model among them, or the `model.none` Problem. */
export function serverNamed(name: string, { store }: Pick<Ports, 'store'>): ModelServer {
  const found = store.read.settings().servers.find((server) => server.name === name) ?? (name === SAMPLE_SERVER.name ? SAMPLE_SERVER : undefined)
  if (!found) throw new Problem('model.none', name)
  return found
}

/** The bytes of images that went along, as they are kept. */
const imagesOf = (pictures: readonly Attachment[], { files }: Pick<Ports, 'files'>): Promise<ModelImage[]> =>
  Promise.all(pictures.map(async ({ sha256, mediaType }) => ({ mediaType, base64: await files.readOriginal(sha256, MAX_IMAGE) })))

const isPicture = ({ source }: Attachment): boolean => source === undefined

/** Share of the room that images of earlier questions may take, the newest of them. */
const EARLIER_PICTURES = 0.3
const picturesIn = (room: number): number => Math.floor((room * EARLIER_PICTURES) / PER_IMAGE)

/** Its place in the queue is that of its question; what it is sent is gathered when it is its turn. */
async function* modelPieces(turn: LiveTurn, serverName: string, model: string, rules: TurnRules, ports: Surroundings): AsyncGenerator<DraftPiece> {
  const server = serverNamed(serverName, ports)
  const leave = await untilFree(turn, 'draft', { server, model }, ports.store, turn.signal)
  try {
    yield* askedModel(turn, server, model, rules, ports)
  } finally {
    leave()
  }
}

async function* askedModel(turn: LiveTurn, server: ModelServer, model: string, rules: TurnRules, ports: Surroundings): AsyncGenerator<DraftPiece> {
  const { question, asOf, within, attachments = [], carried = [], as } = turn.state.started!
  const { signal } = turn
  const place = placeOf(server, model)
  const [told, { window, images: sees }] = await untilAborted(Promise.all([rules.relevant(question), knownOf(server, model, ports.models, signal)]), signal)
  const recalled = recall({ question, within, attachments: [...attachments, ...carried], place, room: roomIn(window), asOf }, ports.store.read)
  const own = attachments.filter(isPicture)
  const before = carried.filter(isPicture)
  const shown = sees ? [...before.slice(before.length - Math.min(before.length, picturesIn(roomIn(window)))), ...own] : []
  const images = await imagesOf(shown, ports)
  const earlier = earlierTurns(turn.state, place, ports)
  const fitted = fitPrompt({ question, passages: recalled.passages, notes: recalled.notes, rules: told, earlier: earlier.turns, nonce: turn.id, asOf, instructions: as?.instructions, images, window })
  turn.append([{ kind: 'source.recalled', passages: [...fitted.passages], ...(fitted.notes.length > 0 ? { notes: fitted.notes.map(usedNote) } : {}) }])
  const unseen: LeftOut[] = own.length + before.length > shown.length ? [{ what: 'image', why: sees ? 'window' : 'no-images', count: own.length + before.length - shown.length }] : []
  const leftOut = [...fitted.leftOut, ...keptHere(recalled, earlier.kept), ...unseen]
  const recorded = recordedModels(turn, { purpose: 'draft', window, tokens: fitted.tokens, leftOut, images: shown.map(({ sha256 }) => sha256), admitted: true }, ports)
  let length = 0
  let reasoned = 0
  let written = false
  for await (const piece of recorded.stream({ server, model, messages: fitted.messages }, signal)) {
    if (piece.kind === 'reasoning') {
      const text = piece.text.slice(0, LONGEST - reasoned)
      reasoned += text.length
      if (text !== '') yield { kind: 'reasoning', text }
    }
    if (piece.kind !== 'text') continue
    written ||= piece.text.trim() !== ''
    length += piece.text.length
    if (length > LONGEST) {
      yield { kind: 'text', text: piece.text.slice(0, piece.text.length - (length - LONGEST)) }
      throw new Problem('model.cut-off', `the answer was longer than ${LONGEST} characters`)
    }
    yield piece
  }
  if (!written) throw new Problem('model.empty')
}

/** The pieces of the answer in order. Fails with a `model.*` Problem; `source.recalled` is appended before the first piece. */
export async function* draftAnswer(turn: LiveTurn, library: PassageSearch, rules: TurnRules, answerFromLibrary: LibraryAnswerer, ports: Surroundings): AsyncGenerator<DraftPiece> {
  const { question, answerer } = turn.state.started!
  if (answerer.kind === 'model') {
    yield* modelPieces(turn, answerer.server, answerer.model, rules, ports)
    return
  }
  const written = Promise.all([answerFromLibrary(question, library, turn.signal), rules.derive(question, turn.signal)])
  const [{ text, passages, says }, all] = await untilAborted(written, turn.signal)
  const kept = answerFromNotes(question, ports.store.read, passages.length + 1, text, turn.state.started!.asOf, turn.state.started!.within)
  const derived = all.filter((one) => !kept.notes.some(({ statement }) => saysAgain(statement, one.says)))
  // A turn that is taken up again has them already.
  if (turn.state.answer === '' && turn.state.passages.length === 0) {
    turn.append([{ kind: 'source.recalled', passages: [...passages, ...kept.passages], ...(kept.notes.length > 0 ? { notes: [...kept.notes] } : {}) }])
  }
  // Notes that were verified and still stand come first: they cost nothing and are checked again like everything else.
  if (kept.text !== '') yield { kind: 'text', text: `${kept.text}${says || derived.length > 0 ? '\n\n' : ''}` }
  // What the person's own rules give comes first, each statement a claim that they prove; then what the sources say.
  if (derived.length > 0) yield { kind: 'text', text: `${derived.map((one) => one.says.replace(/^\p{Ll}/u, (first) => first.toUpperCase())).join('\n\n')}${says ? '\n\n' : ''}` }
  if (says) yield { kind: 'text', text }
  else if (derived.length === 0 && kept.text === '') yield { kind: 'aside', text }
}
