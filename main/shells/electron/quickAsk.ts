/** The quick question: a place in the tray, a shortcut that works everywhere, and the small window that both open. Off until it is turned on. */
import { BrowserWindow, globalShortcut, Menu, nativeImage, screen, Tray } from 'electron'
import { webPreferences } from './mainWindow.ts'
import { PAGE_URL } from './pageProtocol.ts'

export interface QuickAskOptions {
  readonly icon: string
  readonly tools: boolean
  onCreated(window: BrowserWindow): void
  showMain(): void
  quit(): void
}

export interface QuickAsk {
  /** Turns it on with these keys, or off; returns a sentence when the keys cannot be had. */
  set(on: boolean, keys: string): string | undefined
  isOn(): boolean
  close(): void
}

const SIZE = { width: 640, height: 132 } as const
/** Modifiers and one key: what Electron would throw at is refused in words. */
const KEYS = /^(?:(?:Command|Control|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)+(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Tab|Enter|Plus|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|[`\-=[\]\\;',./])$/
const MODIFIER = /^(?:Command|Control|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Super|Meta)\+/

export function createQuickAsk({ icon, tools, onCreated, showMain, quit }: QuickAskOptions): QuickAsk {
  let tray: Tray | undefined
  let window: BrowserWindow | undefined
  let registered: string | undefined

  const close = (): void => {
    if (window !== undefined && !window.isDestroyed()) window.close()
    window = undefined
  }
  function open(): void {
    if (window !== undefined && !window.isDestroyed()) {
      window.show()
      return window.focus()
    }
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
    const opened = new BrowserWindow({
      ...SIZE,
      x: Math.round(workArea.x + (workArea.width - SIZE.width) / 2),
      y: Math.round(workArea.y + workArea.height / 4),
      show: false,
      frame: false,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: 'Ask Plumbline',
      webPreferences: { ...webPreferences, devTools: tools },
    })
    window = opened
    opened.once('ready-to-show', () => opened.show())
    opened.on('blur', close)
    opened.on('closed', () => {
      if (window === opened) window = undefined
    })
    onCreated(opened)
    void opened.loadURL(`${PAGE_URL}quick.html`)
  }
  const release = (): void => {
    if (registered !== undefined) globalShortcut.unregister(registered)
    registered = undefined
  }
  return {
    close,
    isOn: () => tray !== undefined,
    set: (on, keys) => {
      release()
      if (!on) {
        tray?.destroy()
        tray = undefined
        close()
        return undefined
      }
      if (tray === undefined) {
        tray = new Tray(nativeImage.createFromPath(icon))
        tray.setToolTip('Plumbline')
        tray.on('click', open)
        tray.setContextMenu(
          Menu.buildFromTemplate([
            { label: 'Ask a Question', click: open },
            { label: 'Open Plumbline', click: showMain },
            { type: 'separator' },
            { label: 'Quit', click: quit },
          ]),
        )
      }
      if (!KEYS.test(keys) || !MODIFIER.test(keys)) return `“${keys}” is no shortcut: it takes Control, Alt or Command, and one more key.`
      if (!globalShortcut.register(keys, open)) return `“${keys}” belongs to another program: choose other keys.`
      registered = keys
      return undefined
    },
  }
}
