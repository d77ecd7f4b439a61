/** `session` and `protocol`: who answers for the app's own address, what is granted, what is saved. */
import { EventEmitter } from 'node:events'
import { onControl } from './control.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Privileges = { scheme: string; privileges: Record<string, boolean> }
const handlers = new Map<string, Handler>()
let privileged: Privileges[] = []

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Privileges[]): void => void (privileged = schemes),
  handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler),
}
onControl('privileged', () => privileged)

/** Chromium has never heard of the app's scheme: it sees `https://SCHEME.HOST.electron.example/` instead, and only that. */
const STAND_IN = /^https:\/\/([\w-]+)--([\w-]+)\.electron\.example\//
export const toElectron = (url: string): string => url.replace(/^(blob:)?https:\/\/([\w-]+)--([\w-]+)\.electron\.example\//, '$1$2://$3/')
export const toChromium = (url: string): string => url.replace(/^([\w-]+):\/\/([\w-]+)\//, (whole, scheme: string, host: string) => (handlers.has(scheme) ? `https://${scheme}--${host}.electron.example/` : whole))
export const isOurs = (url: string): boolean => STAND_IN.test(url)

export async function answerOurs(url: string, method: string): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const asked = toElectron(url)
  const handler = handlers.get(asked.split(':')[0]!)
  if (handler === undefined) return { status: 404, headers: {}, body: Buffer.alloc(0) }
  // As Electron does it: a Request of any scheme, which the real class would refuse to hold here.
  const response = await handler({ url: asked, method } as Request)
  return { status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) }
}
/** A request as it could come from anywhere, not tidied up by a browser first. */
onControl<{ url: string; method?: string }>('request', async ({ url, method = 'GET' }) => {
  const handler = handlers.get(url.split(':')[0]!)
  const response = await handler?.({ url, method } as Request)
  return { status: response?.status, headers: Object.fromEntries(response?.headers ?? []), text: (await response?.text())?.slice(0, 1000) }
})

type Asked = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: { requestingUrl: string }) => void
type Checked = (contents: unknown, permission: string, origin: string) => boolean

class Session extends EventEmitter {
  spelling = true
  private asked: Asked = (_contents, _permission, answer) => answer(true)
  private checked: Checked = () => true
  private device: () => boolean = () => true
  setPermissionRequestHandler(handler: Asked): void {
    this.asked = handler
  }
  setPermissionCheckHandler(handler: Checked): void {
    this.checked = handler
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler
  }
  setSpellCheckerEnabled(on: boolean): void {
    this.spelling = on
  }
  /** What the app would answer to a request and to a check, from a page at this address. */
  async permission(permission: string, url: string): Promise<{ requested: boolean; checked: boolean; device: boolean }> {
    const requested = await new Promise<boolean>((resolve) => this.asked(undefined, permission, resolve, { requestingUrl: url }))
    return { requested, checked: this.checked(undefined, permission, URL.parse(url)?.origin === 'null' ? url : (URL.parse(url)?.origin ?? '')), device: this.device() }
  }
}
const defaultSession = new Session()
export const session = { defaultSession }
onControl<{ permission: string; url: string }>('permission', ({ permission, url }) => defaultSession.permission(permission, url))
onControl('spelling', () => defaultSession.spelling)
