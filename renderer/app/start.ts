/** Where the page begins: over the desktop shell's ports where there is a desktop, else over a WebSocket to where the page came from. */
import { connectPort } from '../core/connectPort.ts'
import { connectSocket } from '../core/connectSocket.ts'
import { desktop, onDesktop } from '../core/desktop.ts'
import { listenToDesktop } from './listenToDesktop.ts'
import { mountApp } from './mountApp.tsx'

/** Milliseconds before a lost line is asked for again. */
const RECONNECT = 250

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')

if (desktop) {
  const connection = connectPort(window)
  onDesktop(({ kind }) => {
    if (kind === 'core.gone') connection.lost()
  })
  listenToDesktop(desktop, mountApp(connection, root))
  // A line that ended for another reason than the core's end is asked for anew; while there is no core nothing comes, and afterwards it comes by itself.
  connection.state.subscribe((now) => {
    if (now !== 'lost') return
    setTimeout(() => {
      if (connection.state.getState() === 'lost') desktop?.connect()
    }, RECONNECT)
  })
  desktop.connect()
} else {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/core`
  mountApp(connectSocket(() => new WebSocket(url)), root)
}
