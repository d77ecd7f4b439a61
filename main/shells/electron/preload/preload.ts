/** The preload of every window, in a world of its own: carries asks and events, hands the core's port on, and reports clicks on links that lead out. */
import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge, DesktopEvent } from '../../../../shared/contract/desktop.ts'
import { CHANNELS, DESKTOP_BRIDGE, PORT_MESSAGE } from '../../../../shared/contract/desktopChannels.ts'

let listener: ((event: DesktopEvent) => void) | undefined
let waiting: DesktopEvent[] = []

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  ask: (name, input) => ipcRenderer.invoke(CHANNELS.ask, name, input),
  listen: (given) => {
    listener = given
    for (const event of waiting) given(event)
    waiting = []
  },
}
contextBridge.exposeInMainWorld(DESKTOP_BRIDGE, bridge)

ipcRenderer.on(CHANNELS.event, (_event, told: DesktopEvent) => {
  if (listener === undefined) waiting.push(told)
  else listener(told)
})

// The bridge cannot carry a port: it goes to the page by a message of the window to itself.
ipcRenderer.on(CHANNELS.port, (event) => window.postMessage(PORT_MESSAGE, location.origin, [...event.ports]))

/** A page's script cannot forge a trusted click, and cannot send on this channel: links leave only by the person's hand. */
function onClick(event: MouseEvent): void {
  if (!event.isTrusted || event.button > 1) return
  const link = event.composedPath().find((at) => at instanceof HTMLAnchorElement && at.href !== '') as HTMLAnchorElement | undefined
  if (link === undefined || (link.protocol === location.protocol && link.host === location.host) || link.protocol === 'blob:') return
  event.preventDefault()
  ipcRenderer.send(CHANNELS.link, link.href)
}
window.addEventListener('click', onClick, true)
window.addEventListener('auxclick', onClick, true)
