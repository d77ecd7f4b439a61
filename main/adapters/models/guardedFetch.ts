/** A fetch that always ends: limits of time and size on every model request, an abort that reaches the socket, and nothing lost that had arrived. */
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { type AnswerState, newAnswerState, readEvent } from './answerState.ts'
import { modelProblem } from './modelProblem.ts'
import { plainDelta } from './plainDelta.ts'
import { refusal } from './refusal.ts'
import { asSse, wireCutter } from './wireEvents.ts'

export interface Limits {
  /** Milliseconds until the first byte of the answer: a local model may have to load first. */
  readonly firstByte: number
  /** Milliseconds between two pieces. */
  readonly idle: number
  /** Milliseconds for the whole answer. */
  readonly total: number
  /** Bytes of the whole answer. */
  readonly bytes: number
}

export const LIMITS: Limits = { firstByte: 120_000, idle: 60_000, total: 30 * 60_000, bytes: 32 * 1024 * 1024 }

/** Bytes of a refusal that are read. */
const REFUSAL_BYTES = 64 * 1024

export interface Guard {
  readonly fetch: typeof globalThis.fetch
  /** What the wire told of a streamed answer. */
  readonly state: AnswerState
  /** Why the guard ended the request, where it did. */
  problem(): Problem | undefined
  /** Milliseconds that the server asked to wait. */
  retryAfter(): number | undefined
  /** Clears every timer and closes what is still open. */
  release(): void
}

async function beginningOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  if (body) for await (const piece of body) if ((text += decoder.decode(piece, { stream: true })).length > REFUSAL_BYTES) break
  return text
}

/** One guard serves one request. `streamed`: the answer is a stream of events of this protocol, and is read along; else it is handed on as it comes. */
export function guardFetch(signal: AbortSignal, limits: Limits, streamed?: ModelServer['protocol']): Guard {
  const controller = new AbortController()
  const state = newAnswerState()
  let problem: Problem | undefined
  let retryAfter: number | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  const give = (reason: Problem) => {
    problem ??= reason
    controller.abort(reason)
  }
  const total = setTimeout(() => give(new Problem('model.timeout', `no end after ${limits.total / 1000} s`)), limits.total)
  const stop = () => controller.abort(signal.reason)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })

  let heard = 0
  const rearm = (milliseconds: number) => {
    clearTimeout(idle)
    heard += 1
    const then = heard
    idle = setTimeout(() => {
      // A thread that was held up hears its timers first: what had arrived meanwhile is taken in before anybody is called silent.
      setImmediate(() => {
        if (heard === then) give(new Problem('model.timeout', `silent for ${milliseconds / 1000} s`))
      })
    }, milliseconds)
  }
  const rest = () => {
    clearTimeout(idle)
    heard += 1
  }

  /** What of these bytes may go on; a client library would skip a broken line and lose words in silence: here it ends the answer. */
  const readAlong = (protocol: ModelServer['protocol'], contentType: string) => {
    const encoder = new TextEncoder()
    const cutter = wireCutter(protocol === 'ollama' ? 'lines' : protocol === 'google' && contentType.includes('application/json') ? 'list' : 'sse')
    let first = true
    return (piece: Uint8Array): Uint8Array => {
      let whole = ''
      for (const { raw, value, broken, done } of cutter.add(piece)) {
        if (done) state.finished = true
        problem ??= broken === undefined ? readEvent(protocol, state, value) : new Problem('model.malformed', broken)
        if (problem) break
        const plain = protocol === 'openai' && value !== undefined ? plainDelta(value, first) : undefined
        first &&= value === undefined
        whole += plain === undefined ? raw : asSse(plain)
      }
      return encoder.encode(whole)
    }
  }

  /** Read as it comes and never given up half read: an error of the connection would throw away what is waiting in between. */
  const pumped = (body: ReadableStream<Uint8Array>, contentType: string) => {
    const reader = body.getReader()
    const pass = streamed === undefined ? (piece: Uint8Array) => piece : readAlong(streamed, contentType)
    const pump = async (out: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
      let bytes = 0
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        bytes += value.byteLength
        rearm(limits.idle)
        const good = pass(value)
        if (good.byteLength > 0) out.enqueue(good)
        if (bytes > limits.bytes) problem ??= new Problem('model.malformed', `more than ${limits.bytes} bytes`)
        if (problem) return
      }
    }
    return new ReadableStream<Uint8Array>({
      start(out) {
        void pump(out)
          .catch((error: unknown) => {
            if (!controller.signal.aborted) problem ??= modelProblem(error, true)
          })
          .finally(() => {
            rest()
            reader.cancel().catch(() => undefined)
            try {
              out.close()
            } catch {
              // Whoever read it has left.
            }
          })
      },
      cancel: () => reader.cancel(),
    })
  }

  return {
    state,
    fetch: async (input, init) => {
      rearm(limits.firstByte)
      const signals = init?.signal ? AbortSignal.any([controller.signal, init.signal]) : controller.signal
      let response: Response
      try {
        response = await globalThis.fetch(input, { ...init, signal: signals, redirect: 'manual' })
      } catch (error) {
        if (!signals.aborted) problem ??= modelProblem(error, false)
        throw error
      }
      if (!response.ok) {
        const refused = refusal(response.status, response.headers, await beginningOf(response.body).catch(() => ''))
        const { status, headers } = response
        problem ??= status >= 300 && status < 400 ? new Problem('model.malformed', `the address leads elsewhere (${status}${originOf(headers.get('location'))})`) : refused.problem
        retryAfter = refused.retryAfter
        throw problem
      }
      if (!response.body) return response
      const contentType = response.headers.get('content-type') ?? ''
      if (streamed !== undefined && contentType.includes('text/html')) {
        give(new Problem('model.malformed', 'a web page where an answer should be'))
        throw problem ?? new Problem('model.malformed')
      }
      return new Response(pumped(response.body, contentType), { status: response.status, statusText: response.statusText, headers: response.headers })
    },
    problem: () => problem,
    retryAfter: () => retryAfter,
    release() {
      rest()
      clearTimeout(total)
      signal.removeEventListener('abort', stop)
      if (!controller.signal.aborted) controller.abort(new Problem('cancelled'))
    },
  }
}

/** Where a redirect leads, without what it may carry. */
function originOf(location: string | null): string {
  const url = location === null ? null : URL.parse(location)
  return url ? ` to ${url.origin}` : ''
}
