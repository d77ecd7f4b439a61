/** Clients of a core: in this process, or over the WebSocket of one that is running elsewhere on this machine. */
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { WebSocket } from 'ws'
import type { Contract } from '../../shared/contract/contract.ts'
import { Problem, ProblemShape } from '../../shared/problem.ts'

export type CoreClient = ContractRouterClient<Contract>

export function clientOverSocket(socket: WebSocket): CoreClient {
  socket.binaryType = 'arraybuffer'
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
}

/** What a client throws, as the `Problem` that crossed; a call that was cut is `connection.lost`. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  if (error instanceof ORPCError) {
    const shape = ProblemShape.safeParse(error.data)
    return shape.success ? new Problem(shape.data.code, shape.data.detail, error) : new Problem('fault', error.message, error)
  }
  if (error.name === 'AbortError') return /closed/i.test(error.message) ? new Problem('connection.lost', undefined, error) : new Problem('cancelled', undefined, error)
  return error
}
