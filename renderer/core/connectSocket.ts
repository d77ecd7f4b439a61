/** A client over a WebSocket that comes back by itself: calls made while it is away fail in words, followers go on from where they were. */
import { createORPCClient } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { createStore } from 'zustand/vanilla'
import { type Client, type Connection, ConnectionLost, type ConnectionState } from './client.ts'

const FIRST_WAIT = 150
const LONGEST_WAIT = 3000

/** `open` makes a fresh socket for each attempt. */
export function connectSocket(open: () => WebSocket): Connection {
  const state = createStore<ConnectionState>(() => 'connecting')
  let wait = FIRST_WAIT
  let current: Promise<RPCLink<ClientContext>>

  function attempt(): Promise<RPCLink<ClientContext>> {
    const socket = open()
    socket.binaryType = 'arraybuffer'
    const link = new RPCLink<ClientContext>({ websocket: socket })
    const opened = new Promise<RPCLink<ClientContext>>((resolve, reject) => {
      socket.addEventListener('open', () => {
        wait = FIRST_WAIT
        state.setState('open', true)
        resolve(link)
      })
      socket.addEventListener('close', () => {
        state.setState('lost', true)
        reject(new ConnectionLost())
        setTimeout(() => {
          current = attempt()
        }, wait)
        wait = Math.min(wait * 2, LONGEST_WAIT)
      })
    })
    // A failed attempt is told by `state`; nobody may be waiting for it.
    opened.catch(() => undefined)
    return opened
  }

  current = attempt()
  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      const live = await current
      return await live.call(path, input, options)
    },
  }
  return {
    client: createORPCClient<Client>(link),
    state,
    whenOpen: () =>
      new Promise((resolve) => {
        if (state.getState() === 'open') return resolve()
        const stop = state.subscribe((now) => {
          if (now !== 'open') return
          stop()
          resolve()
        })
      }),
  }
}
