/** Where the page begins: over the desktop shell's ports where there is a desktop, else over a WebSocket to where the page came from. */
import { connectPort } from '../core/connectPort.ts'
import { connectSocket } from '../core/connectSocket.ts'
import { desktop, onDesktop } from '../core/desktop.ts'
import { listenToDesktop } from './listenToDesktop.ts'
import { mountApp } from './mountApp.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')

if (desktop) {
  const connection = connectPort(window)
  onDesktop(({ kind }) => {
    if (kind === 'core.gone') connection.lost()
  })
  listenToDesktop(desktop, mountApp(connection, root))
  desktop.connect()
} else {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/core`
  mountApp(connectSocket(() => new WebSocket(url)), root)
}
