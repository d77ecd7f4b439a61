/** What runs in a window: a page of Chromium with the real preload in a world of its own, and the events by which the app holds it back. */
import { EventEmitter } from 'node:events'
import { copyFileSync, readFileSync } from 'node:fs'
import type { CDPSession, Page, Route } from 'playwright-core'
import { app } from './app.ts'
import { cancellable } from './cancellable.ts'
import { note } from './control.ts'
import { dialog } from './system.ts'
import { type Frame, ipcMain } from './ipc.ts'
import type { MessagePortMain } from './ports.ts'
import { answerOurs, isOurs, session, toChromium, toElectron } from './session.ts'
import { BINDING, pageScript, PRELOAD_WORLD, preloadScript } from './worlds.ts'

type FromPage =
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'port'; port: number; data: unknown }
  | { kind: 'closed'; port: number }

const revive = (args: readonly unknown[]): unknown[] => args.map((arg) => ((arg as { $undefined?: boolean } | null)?.$undefined ? undefined : arg))

let contents = 0
let ports = 0

export class WebContents extends EventEmitter {
  readonly id = ++contents
  readonly session = session.defaultSession
  private url = ''
  private line: CDPSession | undefined
  private page: Page | undefined
  private context: number | undefined
  private mainFrameId = ''
  private readonly handedOver = new Map<number, ReturnType<MessagePortMain['handOver']>>()
  private openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  /** What main itself loads is no navigation of the page. */
  private expected: string | undefined

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
  getURL(): string {
    return this.url
  }
  get mainFrame(): Frame {
    return { url: this.url, parent: null }
  }
  send(channel: string, ...args: unknown[]): void {
    this.deliver({ kind: 'send', channel, args, ports: [] })
  }
  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ids = transfer.map((port) => {
      const id = ++ports
      this.handedOver.set(id, port.handOver({ send: (data) => this.deliver({ kind: 'port', port: id, data }), close: () => this.deliver({ kind: 'closed', port: id }) }))
      return id
    })
    this.deliver({ kind: 'send', channel, args: [message], ports: ids })
  }
  replaceMisspelling(word: string): void {
    note('replaceMisspelling', word)
  }
  reload(): void {
    void this.page?.reload()
  }

  /** Joins this to a page of Chromium; the page is empty still. */
  async attach(page: Page, preload: string): Promise<void> {
    this.page = page
    const line = await page.context().newCDPSession(page)
    this.line = line
    line.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string }
      if (context.name === PRELOAD_WORLD && frameId === this.mainFrameId) this.context = context.id
    })
    line.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === this.context) this.hear(JSON.parse(payload) as FromPage)
    })
    await Promise.all([line.send('Page.enable'), line.send('Runtime.enable')])
    this.mainFrameId = (await line.send('Page.getFrameTree')).frameTree.frame.id
    await line.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD })
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript })
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(readFileSync(preload, 'utf8')), worldName: PRELOAD_WORLD })
    await page.route('**/*', (route) => this.answer(route))
    line.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.mainFrameId) this.url = toElectron(url)
    })
    line.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.url = toElectron(frame.url)
      for (const afar of this.handedOver.values()) afar.goneAfar()
      this.handedOver.clear()
    })
    page.on('popup', (popup) => void this.opened(popup))
    for (const permission of ['clipboard-read', 'clipboard-write', 'geolocation', 'notifications', 'camera', 'microphone']) {
      const electronName = permission === 'clipboard-write' ? 'clipboard-sanitized-write' : permission
      const { checked } = await this.session.permission(electronName, 'plumbline-app://app/')
      if (checked) await page.context().grantPermissions([permission], { origin: new URL(toChromium('plumbline-app://app/')).origin })
    }
  }

  async load(url: string): Promise<void> {
    this.expected = toChromium(url)
    this.url = url
    await this.page?.goto(this.expected).catch((error: unknown) => note('loadFailed', String(error)))
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request()
    const url = request.url()
    if (request.isNavigationRequest() && url !== this.expected) {
      const isMainFrame = request.frame() === this.page?.mainFrame()
      const event = cancellable({ url: toElectron(url), isMainFrame, isSameDocument: false })
      if (isMainFrame) this.emit('will-navigate', event)
      this.emit('will-frame-navigate', event)
      note('navigation', { url: event.url, stopped: event.defaultPrevented })
      if (event.defaultPrevented) return route.abort('aborted')
    }
    this.expected = undefined
    if (isOurs(url)) return route.fulfill(await answerOurs(url, request.method()))
    note('network', url)
    return route.abort('blockedbyclient')
  }

  /** Chromium has opened it already; Electron would have asked first. What is denied is gone before it has loaded. */
  private async opened(popup: Page): Promise<void> {
    const { action } = this.openHandler({ url: toElectron(popup.url()) })
    const url = toElectron(popup.url())
    if (action === 'deny') {
      await popup.close().catch(() => undefined)
      await this.page?.bringToFront()
    }
    note('windowOpen', { url, action })
  }

  /** A download that the browser has finished into `path`: asked about and put where the person says, as Electron does. */
  async downloaded({ url, name, path }: { url: string; name: string; path: string }): Promise<void> {
    const item = Object.assign(new EventEmitter(), {
      options: {} as { defaultPath?: string },
      path: '',
      getURL: () => toElectron(url),
      getFilename: () => name,
      getSavePath: () => item.path,
      setSaveDialogOptions: (options: { defaultPath?: string }) => void (item.options = options),
    })
    const event = cancellable({})
    this.session.emit('will-download', event, item, this)
    if (event.defaultPrevented) return
    const { canceled, filePath } = await dialog.showSaveDialog(undefined, item.options)
    if (canceled) return
    item.path = filePath
    copyFileSync(path, filePath)
    item.emit('done', {}, 'completed')
  }

  /** A message as the preload sent it, or as the test says that somebody else did. */
  hear(message: FromPage, frame: Frame = this.mainFrame): void {
    if (message.kind === 'port') this.handedOver.get(message.port)?.fromAfar(message.data)
    else if (message.kind === 'closed') {
      this.handedOver.get(message.port)?.goneAfar()
      this.handedOver.delete(message.port)
    } else if (message.kind === 'send') ipcMain.emit(message.channel, { sender: this, senderFrame: frame }, ...revive(message.args))
    else {
      ipcMain.invoke(message.channel, { sender: this, senderFrame: frame }, revive(message.args)).then(
        (value) => this.deliver({ kind: 'answer', id: message.id, value }),
        (error: unknown) => this.deliver({ kind: 'answer', id: message.id, error: String(error) }),
      )
    }
  }
  private deliver(message: unknown): void {
    if (this.context === undefined) return
    const expression = `__deliver(JSON.parse(${JSON.stringify(JSON.stringify(message))}))`
    this.line?.send('Runtime.evaluate', { expression, contextId: this.context }).catch(() => undefined)
  }
}

export function createContents(): WebContents {
  const made = new WebContents()
  app.emit('web-contents-created', {}, made)
  return made
}
