/** Models whose every request is written down in a turn, word for word, before it is sent, and how it went after. */
import type { LeftOut, modelPurposes } from '../../../shared/model/turn.ts'
import { Problem, type ProblemShape } from '../../../shared/problem.ts'
import type { ModelPiece, ModelRequest, Models, Ports } from '../ports.ts'
import type { LiveTurn } from './liveTurn.ts'
import { untilFree } from './untilFree.ts'
import { piecesUntilAborted } from './untilAborted.ts'

export interface Recorded {
  readonly purpose: (typeof modelPurposes)[number]
  /** Tokens of the window that was reckoned with, and those that the messages were reckoned to take. */
  readonly window?: number
  readonly tokens?: number
  readonly leftOut?: readonly LeftOut[]
  /** The images of the last message, as they are kept. */
  readonly images?: readonly string[]
  /** It has had its turn in the server's queue already. */
  readonly admitted?: boolean
}

const shapeOf = (error: unknown, signal: AbortSignal): ProblemShape => {
  const reason: unknown = signal.aborted ? signal.reason : error
  return reason instanceof Problem ? reason.toShape() : { code: 'fault' }
}

/** Streams end as soon as the turn is stopped, even with a model that does not listen. What was told of the answer is kept together with its end. */
export function recordedModels(turn: LiveTurn, { purpose, window, tokens, leftOut = [], images = [], admitted = false }: Recorded, { models, clock, store }: Pick<Ports, 'models' | 'clock' | 'store'>): Pick<Models, 'stream'> {
  return {
    async *stream(request, signal): AsyncGenerator<ModelPiece> {
      const leave = admitted ? () => undefined : await untilFree(turn, purpose, request, store, signal)
      try {
        yield* asked(request, signal)
      } finally {
        leave()
      }
    },
  }
  async function* asked(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPiece> {
    const about = { purpose, server: request.server.name, model: request.model }
    const last = request.messages.length - 1
    turn.append([
      {
        kind: 'model.asked',
        ...about,
        messages: request.messages.map(({ role, text }, index) => ({ role, text, ...(index === last && images.length > 0 ? { images: [...images] as never[] } : {}) })),
        ...(window === undefined ? {} : { window }),
        ...(tokens === undefined ? {} : { tokens }),
        ...(leftOut.length > 0 ? { leftOut: [...leftOut] } : {}),
      },
    ])
    const began = clock.elapsed()
    let first: number | undefined
    let used: { inputTokens: number; outputTokens: number } | undefined
    const answered = (problem?: ProblemShape): void =>
      turn.keepText([
        {
          kind: 'model.answered',
          ...about,
          ...(used ?? {}),
          ...(first === undefined ? {} : { firstMs: Math.round(first) }),
          ms: Math.round(clock.elapsed() - began),
          ...(problem === undefined ? {} : { problem }),
        },
      ])
    let over = false
    try {
      for await (const piece of piecesUntilAborted(models.stream(request, signal), signal)) {
        if (piece.kind === 'usage') used = { inputTokens: Math.max(0, Math.round(piece.inputTokens)), outputTokens: Math.max(0, Math.round(piece.outputTokens)) }
        else if (piece.kind === 'waiting') turn.tellWaiting(piece.milliseconds, piece.why)
        else first ??= clock.elapsed() - began
        yield piece
      }
      over = true
      answered()
    } catch (error) {
      if (!over) {
        over = true
        answered(shapeOf(error, signal))
      }
      throw error
    } finally {
      // Whoever read had enough.
      if (!over) answered()
    }
  }
}
