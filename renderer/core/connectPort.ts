/** A client over a MessagePort, handed in by the desktop shell. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { createStore } from 'zustand/vanilla'
import type { Client, Connection, ConnectionState } from './client.ts'

export function connectPort(port: MessagePort): Connection {
  const state = createStore<ConnectionState>(() => 'open')
  port.addEventListener('close', () => state.setState('lost', true))
  port.start()
  return { client: createORPCClient<Client>(new RPCLink({ port })), state, whenOpen: () => Promise.resolve() }
}
