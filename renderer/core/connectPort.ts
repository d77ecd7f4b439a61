/** A client over the ports that the desktop shell hands to the page: a new one after each restart of the core, and followers go on from where they were. */
import { createORPCClient } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { createStore } from 'zustand/vanilla'
import { PORT_MESSAGE } from '../../shared/contract/desktopChannels.ts'
import { type Client, type Connection, ConnectionLost, type ConnectionState } from './client.ts'

/** `lost` is to be called when the core is known to be gone, before its port has noticed. */
export function connectPort(page: Pick<Window, 'addEventListener'>): Connection & { lost(): void } {
  const state = createStore<ConnectionState>(() => 'connecting')
  let current: { port: MessagePort; link: RPCLink<ClientContext> } | undefined

  const leave = (): void => {
    const gone = current
    current = undefined
    if (gone === undefined) return
    // Calls that wait for an answer are told so by the port's own event, which a closed port does not give.
    gone.port.dispatchEvent(new Event('close'))
    gone.port.close()
  }
  const lost = (): void => {
    if (current === undefined) return
    leave()
    state.setState('lost', true)
  }
  page.addEventListener('message', (event) => {
    const port = event.data === PORT_MESSAGE && event.source === page ? event.ports[0] : undefined
    if (port === undefined) return
    leave()
    current = { port, link: new RPCLink<ClientContext>({ port }) }
    port.addEventListener('close', () => {
      if (current?.port === port) lost()
    })
    port.start()
    state.setState('open', true)
  })
  const whenOpen = (): Promise<void> =>
    new Promise((resolve) => {
      if (state.getState() === 'open') return resolve()
      const stop = state.subscribe((now) => {
        if (now !== 'open') return
        stop()
        resolve()
      })
    })
  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      // The first port is waited for; while a core is being started again, calls fail in words at once.
      if (state.getState() === 'connecting') await whenOpen()
      if (current === undefined) throw new ConnectionLost()
      return await current.link.call(path, input, options)
    },
  }
  return { client: createORPCClient<Client>(link), state, whenOpen, lost }
}
