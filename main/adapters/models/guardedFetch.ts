/** A fetch that always ends: limits of time and size on every model request, and an abort that reaches the socket. */
import { Problem } from '../../../shared/problem.ts'

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

interface Guard {
  readonly fetch: typeof globalThis.fetch
  /** Why the guard ended the request, where it did. */
  problem(): Problem | undefined
  /** Clears every timer and closes what is still open. */
  release(): void
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** One guard serves one model call, with all its retries inside the client library. */
export function guardFetch(signal: AbortSignal, limits: Limits): Guard {
  const controller = new AbortController()
  let problem: Problem | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  const give = (reason: Problem) => {
    problem ??= reason
    controller.abort(reason)
  }
  const total = setTimeout(() => give(new Problem('model.timeout', `no end after ${limits.total / 1000} s`)), limits.total)
  const stop = () => controller.abort(signal.reason)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })

  const rearm = (milliseconds: number) => {
    clearTimeout(idle)
    idle = setTimeout(() => give(new Problem('model.timeout', `silent for ${milliseconds / 1000} s`)), milliseconds)
  }

  const counted = (body: ReadableStream<Uint8Array>) => {
    let bytes = 0
    return body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, out) {
          bytes += piece.byteLength
          rearm(limits.idle)
          if (bytes > limits.bytes) give(new Problem('model.malformed', `more than ${limits.bytes} bytes`))
          else out.enqueue(piece)
        },
        flush() {
          clearTimeout(idle)
        },
      }),
    )
  }

  /** A client that skips a broken line would lose words in silence: here a broken line ends the answer. */
  const wholeLines = (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    let rest = ''
    return body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, out) {
          const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
          rest = lines.pop() ?? ''
          if (lines.some((line) => line.trim() !== '' && !isJson(line))) give(new Problem('model.malformed', 'a line that is not JSON'))
          else out.enqueue(piece)
        },
      }),
    )
  }

  return {
    fetch: async (input, init) => {
      rearm(limits.firstByte)
      const signals = init?.signal ? AbortSignal.any([controller.signal, init.signal]) : controller.signal
      const response = await globalThis.fetch(input, { ...init, signal: signals, redirect: 'error' })
      if (!response.body) return response
      const body = counted(response.body)
      const checked = response.headers.get('content-type')?.includes('ndjson') ? wholeLines(body) : body
      return new Response(checked, { status: response.status, statusText: response.statusText, headers: response.headers })
    },
    problem: () => problem,
    release() {
      clearTimeout(idle)
      clearTimeout(total)
      signal.removeEventListener('abort', stop)
      if (!controller.signal.aborted) controller.abort(new Problem('cancelled'))
    },
  }
}
