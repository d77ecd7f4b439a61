/** The window: locked, opened where it was last time, and remembered as it is moved. */
import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { KeptFile } from './keptFile.ts'
import { PAGE_URL } from './pageProtocol.ts'
import { placeWindow, SMALLEST, type WindowState } from './windowState.ts'

/** The first paint has the page's background: `--background` of the screen, light and dark. */
const BACKGROUND = { light: '#fbfaf8', dark: '#17181a' } as const
/** Milliseconds after the last move that the place is kept. */
const SETTLED = 500

/** How every page of the app runs: apart from Node, apart from the preload, in the system's sandbox. */
export const webPreferences = {
  preload: join(import.meta.dirname, 'preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  spellcheck: true,
} as const

export interface MainWindowOptions {
  readonly state: KeptFile<WindowState>
  readonly tools: boolean
  readonly icon: string | undefined
  /** Before the page is loaded. */
  onCreated(window: BrowserWindow): void
}

const areas = () => {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea)
}

/** Shown as soon as it has something to show. */
export function openMainWindow({ state, tools, icon, onCreated }: MainWindowOptions): BrowserWindow {
  const { bounds, maximized, fullScreen } = state.read()
  const window = new BrowserWindow({
    ...placeWindow(bounds, areas()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Plumbline',
    ...(icon === undefined ? {} : { icon }),
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    webPreferences: { ...webPreferences, devTools: tools },
  })
  let planned: ReturnType<typeof setTimeout> | undefined
  const keep = (): void => {
    clearTimeout(planned)
    planned = undefined
    if (window.isDestroyed() || window.isMinimized()) return
    try {
      state.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized(), fullScreen: window.isFullScreen() })
    } catch {
      // A full disk must not be told about by a window that moves.
    }
  }
  const plan = (): void => {
    clearTimeout(planned)
    planned = setTimeout(keep, SETTLED)
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'] as const) window.on(event as 'resize', plan)
  window.on('close', keep)
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    if (fullScreen) window.setFullScreen(true)
    window.show()
  })
  onCreated(window)
  void window.loadURL(PAGE_URL)
  return window
}
