/** What a page may not do, whatever runs in it: go elsewhere, open windows, embed, or be granted anything. */
import type { App, Session, WebContents } from 'electron'
import type { Log } from '../../core/ports.ts'
import { isDiagramUrl, isPageUrl } from './pageProtocol.ts'

/** The copy buttons write text; nothing is ever read. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** For every contents of the app, those that nobody thought of as well. */
export function lockContents(app: Pick<App, 'on'>, log: Pick<Log, 'write'>): void {
  const refuse = (what: string, url: string) => log.write('warn', 'shell.refused', { what, url: url.slice(0, 200) })
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      refuse('window', url)
      return { action: 'deny' }
    })
    // A reload is fine; every other place is not. Places inside the app are fragments and never come here.
    const stay = (event: { preventDefault(): void; url: string }): void => {
      if (isPageUrl(event.url) && event.url.split('#')[0] === contents.getURL().split('#')[0]) return
      event.preventDefault()
      refuse('navigation', event.url)
    }
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame && !isDiagramUrl(event.url)) stay(event)
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      refuse('webview', contents.getURL())
    })
  })
}

/** Permissions, devices and downloads of a session. */
export function lockSession(session: Session, log: Pick<Log, 'write'>): void {
  const allowed = (permission: string, url: string | undefined): boolean => GRANTED.has(permission) && url !== undefined && isPageUrl(url)
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    if (!allowed(permission, requestingUrl)) log.write('warn', 'shell.refused', { what: permission })
    answer(allowed(permission, requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler?.((_details, answer) => answer({ confirmed: false }))
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault()
    answer(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault()
    answer('')
  })
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault()
    answer()
  })
}
