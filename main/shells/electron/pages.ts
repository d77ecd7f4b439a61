/** The line between main and its pages: who may speak, what may be asked, and what is told; a port to the core for each page that wants one. */
import { type BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, MessageChannelMain, type MessagePortMain } from 'electron'
import type { z } from 'zod'
import { type DesktopAsk, type DesktopAsks, desktopAsks, type DesktopEvent } from '../../../shared/contract/desktop.ts'
import { CHANNELS } from '../../../shared/contract/desktopChannels.ts'
import type { Log } from '../../core/ports.ts'
import { isPageUrl } from './pageProtocol.ts'

export type Answers = { readonly [A in DesktopAsk]: (input: z.output<DesktopAsks[A]['input']>, from: BrowserWindow) => z.input<DesktopAsks[A]['output']> | Promise<z.input<DesktopAsks[A]['output']>> }

export interface PagesOptions {
  readonly answers: Answers
  readonly log: Pick<Log, 'write'>
  /** The core is there and can be handed a port. */
  isReady(): boolean
  serve(port: MessagePortMain): void
  openLink(link: unknown): void
}

export interface Pages {
  /** From now on this window may speak. */
  add(window: BrowserWindow): void
  /** Told at once, or as soon as the page listens. */
  tell(window: BrowserWindow, event: DesktopEvent): void
  tellAll(event: DesktopEvent): void
  /** Hands every page that wants one a new port. */
  connectAll(): void
}

interface Page {
  readonly window: BrowserWindow
  listening: boolean
  waiting: DesktopEvent[]
}

export function createPages({ answers, log, isReady, serve, openLink }: PagesOptions): Pages {
  const pages = new Map<number, Page>()

  /** The page that speaks: a window of ours, its main frame, and that at our address. Anyone else is refused and logged. */
  function pageOf(event: IpcMainEvent | IpcMainInvokeEvent): Page | undefined {
    const { sender, senderFrame } = event
    const page = pages.get(sender.id)
    if (page !== undefined && senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url)) return page
    log.write('warn', 'shell.refused', { what: 'sender', url: senderFrame?.url.slice(0, 200) })
    return undefined
  }

  function connect({ window }: Page): void {
    if (!isReady() || window.isDestroyed()) return
    const { port1, port2 } = new MessageChannelMain()
    serve(port1)
    window.webContents.postMessage(CHANNELS.port, null, [port2])
  }

  ipcMain.on(CHANNELS.connect, (event) => {
    const page = pageOf(event)
    if (page === undefined) return
    page.listening = true
    for (const told of page.waiting.splice(0)) page.window.webContents.send(CHANNELS.event, told)
    connect(page)
  })
  ipcMain.on(CHANNELS.link, (event, link: unknown) => {
    if (pageOf(event) !== undefined) openLink(link)
  })
  ipcMain.handle(CHANNELS.ask, async (event, name: unknown, input: unknown) => {
    const page = pageOf(event)
    if (page === undefined) throw new Error('This page may not ask.')
    // `Object.hasOwn`: an ask called `constructor` is unknown.
    if (typeof name !== 'string' || !Object.hasOwn(desktopAsks, name)) throw new Error('There is no such ask.')
    const asked = name as DesktopAsk
    const read = desktopAsks[asked].input.safeParse(input)
    if (!read.success) throw new Error('That is not how it is asked.')
    const answer = answers[asked] as (input: unknown, from: BrowserWindow) => unknown
    return desktopAsks[asked].output.parse(await answer(read.data, page.window))
  })

  const tell = (window: BrowserWindow, event: DesktopEvent): void => {
    const page = pages.get(window.webContents.id)
    if (page === undefined) return
    if (page.listening) window.webContents.send(CHANNELS.event, event)
    else page.waiting.push(event)
  }
  return {
    add: (window) => {
      const { id } = window.webContents
      pages.set(id, { window, listening: false, waiting: [] })
      window.on('closed', () => pages.delete(id))
    },
    tell,
    tellAll: (event) => {
      for (const { window } of pages.values()) tell(window, event)
    },
    connectAll: () => {
      for (const page of pages.values()) if (page.listening) connect(page)
    },
  }
}
