/** A turn with a faulty model through the real core, and the turn after it: how both ended and what was kept. */
import { createModels, type ModelsOptions } from '../../main/adapters/models/createModels.ts'
import { type Limits, LIMITS } from '../../main/adapters/models/guardedFetch.ts'
import { testCore } from '../../fixtures/core/testCore.ts'
import { followToEnd } from '../../main/core/assistant/followToEnd.ts'
import type { Models, Ports } from '../../main/core/ports.ts'
import { modelProtocols, type ModelServer } from '../../shared/model/settings.ts'
import type { TurnEvent } from '../../shared/model/turn.ts'
import type { TurnState } from '../../shared/turn/foldTurn.ts'
import { ENDLESS, type Ending, type Kept, modelOf, SILENT_FAULT, WHOLE } from './faultCases.ts'

/** Milliseconds of silence after which a server that is played as silent is given up; the others have as long as a busy machine needs. */
const SILENT = 700
const PATIENT = { ...LIMITS, firstByte: 60_000, idle: 60_000 }

const TEXTS = { '01ARYZ6S41000000000000000A': WHOLE }
export const QUESTION = 'What did the North hall draw?'
export const KEY = 'sk-a-key-that-must-not-be-seen'

/** The limits under which each fault of silence or of no end is played. */
const impatient: readonly [models: RegExp, limits: Limits][] = [
  [new RegExp(`^${modelOf(SILENT_FAULT)}$`), { ...PATIENT, firstByte: SILENT }],
  // Before the first event only the head of the answer has come.
  [/^stall-0$/, { ...PATIENT, firstByte: SILENT }],
  // Longer than a person takes to stop it, and than a restart.
  [/^pauses$/, { ...PATIENT, idle: 10 * SILENT }],
  [/^stall-/, { ...PATIENT, idle: SILENT }],
  [new RegExp(`^${modelOf(ENDLESS)}$`), { ...PATIENT, bytes: 20_000 }],
]

/** Real adapters with short limits where a fault needs them; `waited` is told of each wait, which takes no time. */
export function faultModels(waited: (model: string, milliseconds: number) => void = () => undefined): Models {
  const options: ModelsOptions = { secrets: { get: () => KEY }, limits: PATIENT, pause: () => Promise.resolve() }
  const usual = createModels(options)
  const others = impatient.map(([models, limits]) => ({ models, by: createModels({ ...options, limits }) }))
  return {
    ...usual,
    async *stream(request, signal) {
      const { by } = others.find(({ models }) => models.test(request.model)) ?? { by: usual }
      for await (const piece of by.stream(request, signal)) {
        if (piece.kind === 'waiting') waited(request.model, piece.milliseconds)
        yield piece
      }
    },
  }
}

export type Core = ReturnType<typeof testCore>

/** A core whose servers are called after their protocols, and by more names where `addresses` gives them. */
export async function faultCore(folder: string, url: (protocol: ModelServer['protocol']) => string, addresses: readonly ModelServer[] = [], models = faultModels(), changed: Partial<Ports> = {}): Promise<Core> {
  const core = testCore(folder, TEXTS, { models, ...changed })
  await core.client.settings.set({ repairs: 0, servers: [...modelProtocols.map((protocol) => ({ name: protocol, protocol, baseUrl: url(protocol) })), ...addresses] })
  return core
}

export function keptOf({ answer }: Pick<TurnState, 'answer'>): Kept {
  if (answer === '') return 'nothing'
  if (answer === WHOLE) return 'whole'
  return WHOLE.startsWith(answer) ? 'part' : 'other'
}

export const endingOf = (state: TurnState): Ending => `${state.status === 'failed' ? (state.problem?.code ?? 'failed') : state.status}, ${keptOf(state)}`

export interface Ran {
  readonly ending: Ending
  /** How the question after it, in the same conversation, to a model that works, ended; where it was asked. */
  readonly next: Ending | undefined
  readonly state: TurnState
  /** A sentence for what is not as it must be. */
  readonly wrong: readonly string[]
}

export interface FaultRun {
  /** May act as soon as an event is kept. */
  readonly onEvent?: (event: TurnEvent, stop: () => Promise<unknown>) => void
  /** The server of the next question; `null`: none is asked. */
  readonly next?: string | null
}

export async function runFault(core: Core, server: string, model: string, { onEvent = () => undefined, next: working = server }: FaultRun = {}): Promise<Ran> {
  const { client } = core
  const { turn, conversation } = await client.turn.start({ question: QUESTION, answerer: { kind: 'model', server, model } })
  const updates = await client.turn.follow({ turn })
  const watched = async function* () {
    for await (const update of updates) {
      if ('event' in update) onEvent(update.event, () => client.turn.cancel({ turn }))
      yield update
    }
  }
  const state = await followToEnd(turn, watched())
  const seen = { ending: endingOf(state), state, wrong: faultsOf(state) }
  if (working === null) return { ...seen, next: undefined }
  const after = await client.turn.start({ question: QUESTION, conversation: conversation!, answerer: { kind: 'model', server: working, model: 'works' } })
  const next = await followToEnd(after.turn, await client.turn.follow({ turn: after.turn }))
  return { ...seen, next: endingOf(next) }
}

function faultsOf({ status, problem, claims, answer }: TurnState): string[] {
  const wrong: string[] = []
  if (status === 'running') wrong.push('it has not ended')
  if (status === 'failed' && problem === undefined) wrong.push('it failed without a reason')
  if (problem?.detail && /[\n\r]|<html|at \w+ \(/.test(problem.detail)) wrong.push(`its reason is no sentence: ${problem.detail}`)
  if (JSON.stringify(problem ?? {}).includes(KEY)) wrong.push('its reason tells the key')
  for (const claim of claims) {
    if (claim.verdict === undefined && status !== 'cancelled') wrong.push(`“${claim.text}” has no verdict`)
    if (answer.slice(claim.start, claim.end) !== claim.text) wrong.push(`“${claim.text}” does not stand in the answer`)
  }
  return wrong
}

/** Runs `work` for all of them, so many at a time; results in order. */
export async function pooled<T, R>(all: readonly T[], most: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at]!)
  }
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker))
  return results
}
