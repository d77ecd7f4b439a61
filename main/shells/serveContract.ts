/** Serves the core's contract to a WebSocket or a MessagePort; whoever speaks out of turn is shown the door. */
import { ORPCError } from '@orpc/client'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import type { ProblemShape } from '../../shared/problem.ts'

/** Bytes of one frame: the longest question, with every character escaped. */
export const MAX_FRAME = 14 * 1024 * 1024
/** A listener that reads slower than this many bytes makes the sender wait. */
const MAX_WAITING = 1024 * 1024
const LONGEST_PATH = 200

/** RFC 6455 section 7.4.1. */
const CLOSE = { unsupported: 1003, malformed: 1007, policy: 1008 } as const

type PortHandlerOptions = NonNullable<ConstructorParameters<typeof PortHandler>[1]>
export type AnyPort = Parameters<PortHandler<Record<never, never>>['upgrade']>[0]

/** What the core itself never sees, because no handler was reached, is a `Problem` all the same. */
const problem = (shape: ProblemShape) => new ORPCError('PROBLEM', { defined: true, data: shape })
const options = {
  interceptors: [
    async ({ next }) => {
      const result = await next()
      if (!result.matched) throw problem({ code: 'not-found', detail: 'there is no such procedure' })
      return result
    },
  ],
} satisfies PortHandlerOptions

/** A frame of the protocol: a numbered request, a message of a stream, or its end. */
function isFrame(text: string): boolean {
  try {
    const frame = JSON.parse(text) as { i?: unknown; t?: unknown; p?: { u?: unknown; m?: unknown } } | null
    if (typeof frame !== 'object' || frame === null) return false
    if ((typeof frame.i !== 'string' && typeof frame.i !== 'number') || String(frame.i).length > 40) return false
    if (frame.t !== undefined && frame.t !== 1) return frame.t === 3 || frame.t === 4
    const path = frame.p?.u
    return typeof path === 'string' && /^\/[\w/]+$/.test(path) && path.length <= LONGEST_PATH && frame.p?.m === undefined
  } catch {
    return false
  }
}

function closePort(port: AnyPort): void {
  if ('close' in port && typeof port.close === 'function') (port.close as () => void).call(port)
}

export interface ContractServer {
  /** Answers until the socket closes; streams that it followed are left then. */
  serveSocket(socket: WebSocket): void
  servePort(port: AnyPort): void
}

export function contractServer(router: AnyRouter): ContractServer {
  const sockets = new SocketHandler(router, options)
  const ports = new PortHandler(router, options)
  return {
    servePort: (port) => {
      const closing: (() => void)[] = []
      const guarded = {
        postMessage: (data: unknown) => port.postMessage(data as string),
        on: (type: string, listener: (event: { data: unknown }) => void): void => {
          const hear = (event: unknown): void => {
            const { data } = event as { data: unknown }
            // Our own pages send frames and nothing else: whoever does not is not one of them.
            if (typeof data === 'string' && data.length <= MAX_FRAME && isFrame(data)) listener({ data })
            else {
              closePort(port)
              // This end hears nothing of its own closing: what it followed is left.
              for (const end of closing) end()
            }
          }
          const end = (): void => listener({ data: undefined })
          if (type !== 'message') closing.push(end)
          if ('addEventListener' in port) port.addEventListener(type, type === 'message' ? hear : end)
          else if ('on' in port) port.on(type, type === 'message' ? hear : end)
        },
      }
      ports.upgrade(guarded as unknown as AnyPort, {})
    },
    serveSocket: (socket) => {
      const send = (data: string | ArrayBufferLike | Uint8Array): Promise<void> | undefined => {
        // A reader that left is noticed by its close event.
        if (socket.readyState !== socket.OPEN) return undefined
        if (socket.bufferedAmount < MAX_WAITING) {
          socket.send(data)
          return undefined
        }
        return new Promise((resolve) => socket.send(data, () => resolve()))
      }
      const addEventListener = (type: string, listener: (event: { data: unknown }) => void): void => {
        if (type !== 'message') socket.on(type, listener)
        else {
          socket.on('message', (data: Buffer, isBinary) => {
            if (isBinary) return socket.close(CLOSE.unsupported, 'only text is understood')
            const text = data.toString('utf8')
            if (!isFrame(text)) return socket.close(CLOSE.malformed, 'not a message of this protocol')
            listener({ data: text })
          })
        }
      }
      socket.on('error', () => socket.terminate())
      void sockets.upgrade({ addEventListener, send } as unknown as Pick<WebSocket, 'addEventListener' | 'send'>, {})
    },
  }
}
