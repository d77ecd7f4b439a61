/** `BrowserWindow`: its place and state as the app sees them, and a page of Chromium behind it. */
import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { app, onEnd } from './app.ts'
import { closeBrowser, openBrowser } from './browser.ts'
import { cancellable } from './cancellable.ts'
import { note, onControl, tellTest } from './control.ts'
import { ipcMain, type Frame } from './ipc.ts'
import { createContents, type WebContents } from './webContents.ts'
import { toElectron } from './session.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
export interface WindowOptions extends Partial<Bounds> {
  title?: string
  show?: boolean
  webPreferences: { preload: string } & Record<string, unknown>
}

export const windows: BrowserWindow[] = []

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly options: WindowOptions
  private bounds: Bounds
  private state = { shown: false, maximized: false, fullScreen: false, minimized: false, destroyed: false }
  private readonly page: Promise<Page>

  constructor(options: WindowOptions) {
    super()
    this.options = options
    this.bounds = { x: options.x ?? 100, y: options.y ?? 80, width: options.width ?? 800, height: options.height ?? 600 }
    this.state.shown = options.show !== false
    this.webContents = createContents()
    windows.push(this)
    this.page = this.openPage()
    this.page.catch((error: unknown) => note('windowFailed', String(error)))
  }
  private async openPage(): Promise<Page> {
    const { context, endpoint } = await openBrowser(app.getPath('userData'))
    const page = await context.newPage()
    page.on('close', () => this.destroy())
    await page.setViewportSize({ width: this.bounds.width, height: this.bounds.height }).catch(() => undefined)
    await this.webContents.attach(page, this.options.webPreferences.preload)
    tellTest({ event: 'browser', endpoint })
    return page
  }

  async loadURL(url: string): Promise<void> {
    await this.page
    await this.webContents.load(url)
    if (this.state.destroyed) return
    this.emit('ready-to-show')
    tellTest({ event: 'loaded', url })
  }
  show(): void {
    if (this.state.destroyed) return
    this.state.shown = true
    this.emit('show')
    tellTest({ event: 'shown', title: this.options.title })
  }
  hide(): void {
    this.state.shown = false
    this.emit('hide')
  }
  focus(): void {
    note('focus', this.options.title)
  }
  restore(): void {
    this.state.minimized = false
  }
  close(): boolean {
    const event = cancellable({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    void this.page.then((page) => page.close()).catch(() => undefined)
    this.destroy()
    return true
  }
  private destroy(): void {
    if (this.state.destroyed) return
    this.state.destroyed = true
    windows.splice(windows.indexOf(this), 1)
    this.emit('closed')
    if (windows.length === 0 && !closingAll) app.emit('window-all-closed')
  }
  isDestroyed = (): boolean => this.state.destroyed
  isMinimized = (): boolean => this.state.minimized
  isMaximized = (): boolean => this.state.maximized
  isFullScreen = (): boolean => this.state.fullScreen
  getNormalBounds = (): Bounds => this.bounds
  maximize(): void {
    this.state.maximized = true
    this.emit('maximize')
  }
  setFullScreen(on: boolean): void {
    this.state.fullScreen = on
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen')
  }
  /** As the person drags it. */
  moveTo(bounds: Bounds): void {
    this.bounds = bounds
    this.emit('move')
  }
  seen(): unknown {
    return { id: this.webContents.id, title: this.options.title, url: this.webContents.getURL(), bounds: this.bounds, webPreferences: this.options.webPreferences, ...this.state }
  }
}

let closingAll = false
onEnd({
  closeWindows: () => {
    closingAll = true
    const all = [...windows].every((window) => window.close())
    closingAll = false
    return all
  },
  closeBrowser,
  openBrowser: () => openBrowser(app.getPath('userData')),
})

const first = (): BrowserWindow => {
  const window = windows[0]
  if (window === undefined) throw new Error('there is no window')
  return window
}
onControl('windows', () => windows.map((window) => window.seen()))
onControl('closeWindow', () => first().close())
onControl<Bounds>('moveWindow', (bounds) => first().moveTo(bounds))
onControl<{ url: string; name: string; path: string }>('downloaded', (done) => first().webContents.downloaded(done))
onControl('maximizeWindow', () => first().maximize())
onControl<{ event: string; details: object }>('contentsEvent', ({ event, details }) => {
  const happening = cancellable(details)
  first().webContents.emit(event, happening, details)
  return happening.defaultPrevented
})
/** A message to main from a frame that the test names: what a compromised page, a frame or a stranger could send. */
onControl<{ kind: 'send' | 'invoke'; channel: string; args: unknown[]; frame?: Frame | null; stranger?: boolean }>('forge', async ({ kind, channel, args, frame, stranger }) => {
  const sender = stranger ? Object.assign(new EventEmitter(), { id: 9999 }) : first().webContents
  const event = { sender, senderFrame: frame === undefined ? first().webContents.mainFrame : frame }
  if (kind === 'invoke') return ipcMain.invoke(channel, event, args)
  ipcMain.emit(channel, event, ...args)
  return undefined
})
onControl<string>('toElectron', (url) => toElectron(url))
