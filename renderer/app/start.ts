/** Where the page begins: over the desktop shell's port when it sends one, else over a WebSocket to where the page came from. */
import { connectPort } from '../core/connectPort.ts'
import { connectSocket } from '../core/connectSocket.ts'
import { mountApp } from './mountApp.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')

if (location.protocol === 'http:' || location.protocol === 'https:') {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/core`
  mountApp(connectSocket(() => new WebSocket(url)), root)
} else {
  // The desktop preload cannot hand over a port by itself; it posts it to the window.
  window.addEventListener('message', (event) => {
    const port = event.data === 'plumbline:port' ? event.ports[0] : undefined
    if (port && event.source === window) mountApp(connectPort(port), root)
  })
}
