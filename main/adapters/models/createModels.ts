/** Chat models behind the port: OpenAI-compatible servers, Anthropic, Google and Ollama, through LangChain. */
import type { ModelFacts, ModelPiece, ModelRequest, Models, Secrets } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { shortfall } from './answerState.ts'
import { asMessages, chatModel } from './chatModel.ts'
import { describeModel } from './describeModel.ts'
import { guardFetch, LIMITS, type Limits } from './guardedFetch.ts'
import { listModels } from './listModels.ts'
import { modelProblem } from './modelProblem.ts'
import { passing } from './passing.ts'
import { readPieces } from './pieces.ts'
import { refusedStatus } from './refusal.ts'
import { withoutThinkTags } from './thinkTags.ts'
import { tryServer } from './tryServer.ts'
import { type KeyScrubber, withoutKey } from './withoutKey.ts'

export interface ModelsOptions {
  readonly secrets: Pick<Secrets, 'get'>
  readonly limits?: Limits
  /** Waits before the second and the third try, in milliseconds, where the server names none. */
  readonly backoff?: readonly number[]
  /** Milliseconds: a server that asks for a longer wait is not asked again. */
  readonly longestWait?: number
  /** Waits so many milliseconds, or rejects with `cancelled`; the real time where it is left out. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** How long what a server told of a model is believed, in milliseconds. */
const KNOWN_FOR = 5 * 60_000

/** What servers answer to a question that asks for more than they can. */
const REFUSES_MORE = new Set([400, 422, 501])

function realPause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new Problem('cancelled'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** How one try ended. */
interface Try {
  /** Something of the answer has been handed on: another try would say it twice. */
  told: boolean
  retryAfter: number | undefined
}

interface Parts {
  readonly key: string | undefined
  readonly scrub: KeyScrubber
  readonly limits: Limits
  readonly window: number | undefined
  /** Nothing is asked for but an answer. */
  readonly plain: boolean
}

/** One try. Throws a Problem; `tried` tells how far it came. */
async function* oneTry(request: ModelRequest, { key, scrub, limits, window, plain }: Parts, signal: AbortSignal, tried: Try): AsyncGenerator<ModelPiece> {
  const { protocol } = request.server
  const guard = guardFetch(signal, limits, protocol)
  let written = false
  try {
    const { model, options } = await chatModel({ request, key, fetch: guard.fetch, window, plain })
    try {
      const pieces = readPieces(await model.stream(asMessages(request.messages), { ...options, signal }))
      const apart = protocol === 'openai' || protocol === 'ollama' ? withoutThinkTags(pieces) : pieces
      for await (const piece of scrub.pieces(apart)) {
        tried.told = true
        written ||= piece.kind === 'text' && piece.text.trim() !== ''
        yield piece
      }
    } catch (error) {
      signal.throwIfAborted()
      // A client library may stumble over what follows the end; the answer is whole all the same.
      if (guard.problem() || !guard.state.finished) throw guard.problem() ?? modelProblem(error, written)
    }
    signal.throwIfAborted()
    if (guard.state.usage && guard.state.usage.outputTokens > 0) yield { kind: 'usage', ...guard.state.usage }
    const missing = guard.state.finished ? shortfall(guard.state, written) : (guard.problem() ?? shortfall(guard.state, written))
    if (missing) throw missing
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    tried.retryAfter = guard.retryAfter()
    const problem = scrub.problem(modelProblem(error, written))
    // Part of an answer is there and kept: to the person it broke off.
    throw written && problem.code !== 'model.timeout' && problem.code !== 'model.cut-off' ? new Problem('model.cut-off', problem.detail, error) : problem
  } finally {
    guard.release()
  }
}

export function createModels(options: ModelsOptions): Models {
  const { backoff = [500, 2000], longestWait = 30_000, limits = LIMITS, pause = realPause } = options
  const known = new Map<string, { at: number; facts: Promise<ModelFacts> }>()

  /** One look-up serves all who ask meanwhile: it is nobody's to cancel, and ends by its own limits of time. */
  const lookUp = (server: ModelRequest['server'], model: string): Promise<ModelFacts> => {
    const name = JSON.stringify([server.name, server.protocol, server.baseUrl, model])
    const before = known.get(name)
    if (before && performance.now() - before.at < KNOWN_FOR) return before.facts
    const facts = Promise.resolve(options.secrets.get(server.name)).then((key) => describeModel(server, model, key, new AbortController().signal))
    known.set(name, { at: performance.now(), facts })
    facts.catch(() => known.delete(name))
    return facts
  }
  const describe = (server: ModelRequest['server'], model: string, signal: AbortSignal): Promise<ModelFacts> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(new Problem('cancelled'))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      lookUp(server, model)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', stop))
    })

  const models: Models = {
    async *stream(asked, signal) {
      const key = await options.secrets.get(asked.server.name)
      const scrub = withoutKey(key)
      const window = asked.server.protocol === 'ollama' ? (asked.server.window ?? (await describe(asked.server, asked.model, signal)).window) : undefined
      let plain = false
      for (let tries = 0; ; ) {
        const tried: Try = { told: false, retryAfter: undefined }
        try {
          yield* oneTry(asked, { key, scrub, limits, window, plain }, signal, tried)
          return
        } catch (error) {
          const problem = error instanceof Problem ? error : modelProblem(error, tried.told)
          if (tried.told) throw problem
          if (!plain && REFUSES_MORE.has(refusedStatus(problem) ?? 0) && problem.code === 'model.failed') {
            // It cannot be held to a shape of JSON, or to tell its thoughts: the messages alone must do.
            plain = true
            continue
          }
          const why = passing(problem)
          const wait = backoff[tries]
          tries += 1
          if (why === undefined || wait === undefined || (tried.retryAfter ?? 0) > longestWait) throw problem
          const milliseconds = Math.max(wait, tried.retryAfter ?? 0)
          yield { kind: 'waiting', milliseconds, why }
          await pause(milliseconds, signal)
        }
      }
    },
    list: async (server, signal) => {
      const key = await options.secrets.get(server.name)
      const scrub = withoutKey(key)
      try {
        return (await listModels(server, key, signal)).map(({ id }) => scrub.text(id))
      } catch (error) {
        throw error instanceof Problem ? scrub.problem(error) : error
      }
    },
    describe,
    async tryOut(server, model, signal) {
      const key = await options.secrets.get(server.name)
      const scrub = withoutKey(key)
      const trial = await tryServer({ server, model, key, signal, aWord: () => aWord({ server, model: model ?? '' }, signal) })
      return { ...trial, say: scrub.text(trial.say), ...(trial.models ? { models: trial.models.map(scrub.text) } : {}) }
    },
  }

  /** Asks for the shortest answer and leaves with its first sign of life. */
  const aWord = async (asked: Pick<ModelRequest, 'server' | 'model'>, signal: AbortSignal): Promise<void> => {
    for await (const { kind } of models.stream({ ...asked, messages: [{ role: 'user', text: 'Answer with the one word: yes' }] }, signal)) if (kind !== 'waiting') return
  }
  return models
}
