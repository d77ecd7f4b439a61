/** The one client: typed by the contract, the same over a WebSocket, a MessagePort and in memory. */
import { ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { StoreApi } from 'zustand/vanilla'
import type { Contract } from '../../shared/contract/contract.ts'
import { ProblemShape } from '../../shared/problem.ts'

export type Client = ContractRouterClient<Contract>

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** A client, and whether the core can be reached just now. */
export interface Connection {
  readonly client: Client
  readonly state: StoreApi<ConnectionState>
  /** Resolves once calls get through again. */
  whenOpen(): Promise<void>
}

/** Thrown by a connection whose other end is gone. */
export class ConnectionLost extends Error {
  constructor() {
    super('connection lost')
    this.name = 'ConnectionLost'
  }
}

/** Whatever was thrown, as the problem a person is told. */
export function problemOf(error: unknown): ProblemShape {
  if (error instanceof ConnectionLost) return { code: 'connection.lost' }
  if (error instanceof ORPCError) {
    const shape = ProblemShape.safeParse(error.data)
    if (shape.success) return shape.data
    if (error.code === 'BAD_REQUEST') return { code: 'input.invalid' }
    return { code: 'fault', detail: error.message }
  }
  if (error instanceof Error) {
    if (error.name === 'AbortError') return { code: 'cancelled' }
    // The peer of oRPC closes its open calls with such an error when the socket goes.
    if (/closed|not open|aborted/i.test(error.message)) return { code: 'connection.lost' }
    return { code: 'fault', detail: error.message }
  }
  return { code: 'fault' }
}
