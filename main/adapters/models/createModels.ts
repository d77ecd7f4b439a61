/** Chat models behind the port: OpenAI-compatible servers and Ollama, through LangChain. */
import type { ModelPiece, ModelRequest, Models, Secrets } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { asTuples, chatModel } from './chatModel.ts'
import { guardFetch, LIMITS, type Limits } from './guardedFetch.ts'
import { listModels } from './listModels.ts'
import { isPassing, modelProblem } from './modelProblem.ts'
import { readPieces, type StreamEnd } from './pieces.ts'
import { withoutKey } from './withoutKey.ts'

export interface ModelsOptions {
  readonly secrets: Pick<Secrets, 'get'>
  readonly limits?: Limits
  /** Waits before the second and the third try, in milliseconds. */
  readonly backoff?: readonly number[]
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
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

/** One try. Throws a Problem; `end` tells how far it came. */
async function* oneTry(request: ModelRequest, options: ModelsOptions, signal: AbortSignal, end: StreamEnd): AsyncGenerator<ModelPiece> {
  const key = await options.secrets.get(request.server.name)
  const scrub = withoutKey(key)
  const guard = guardFetch(signal, options.limits ?? LIMITS)
  try {
    const model = await chatModel(request, key, guard.fetch)
    const stream = await model.stream(asTuples(request.messages), { signal })
    yield* scrub.pieces(readPieces(stream, end))
    signal.throwIfAborted()
    const ended = guard.problem()
    if (ended) throw ended
    if (!end.began && end.finished) throw new Problem('model.empty')
    if (!end.began) throw new Problem('model.malformed')
    if (!end.finished) throw new Problem('model.cut-off')
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    const problem = scrub.problem(guard.problem() ?? modelProblem(error, end.began))
    // Part of an answer is there and kept: to the person it broke off.
    throw end.began && problem.code === 'model.malformed' ? new Problem('model.cut-off', problem.detail, error) : problem
  } finally {
    guard.release()
  }
}

export function createModels(options: ModelsOptions): Models {
  const backoff = options.backoff ?? [500, 2000]
  return {
    async *stream(request, signal) {
      for (let tries = 0; ; tries += 1) {
        const end: StreamEnd = { finished: false, began: false }
        try {
          yield* oneTry(request, options, signal, end)
          return
        } catch (error) {
          const problem = error instanceof Problem ? error : modelProblem(error, end.began)
          const wait = backoff[tries]
          if (end.began || wait === undefined || !isPassing(problem)) throw problem
          await pause(wait, signal)
        }
      }
    },
    list: async (server, signal) => {
      const key = await options.secrets.get(server.name)
      const scrub = withoutKey(key)
      try {
        return (await listModels(server, key, signal)).map(scrub.text)
      } catch (error) {
        throw error instanceof Problem ? scrub.problem(error) : error
      }
    },
  }
}
