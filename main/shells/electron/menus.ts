/** The native menus: every shortcut of the product stands here as well, beside what a desktop expects of any app. */
import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopEvent } from '../../../shared/contract/desktop.ts'

export interface MenuOptions {
  readonly mac: boolean
  /** A copy that runs from its sources has the developer tools. */
  readonly tools: boolean
  /** Brings the window forward and tells the page. */
  tell(event: DesktopEvent): void
  showData(): void
}

/** `Mod+K`, as the page names it, in the words of an accelerator. */
const accelerator = (keys: string): string => keys.replace('Mod', 'CommandOrControl')

export function menuTemplate({ mac, tools, tell, showData }: MenuOptions): MenuItemConstructorOptions[] {
  /** The page hears these keys itself: here they are shown, and registered with nobody, or they would count twice. */
  const keyed = (label: string, keys: string): MenuItemConstructorOptions => ({ label, accelerator: accelerator(keys), registerAccelerator: false, click: () => tell({ kind: 'keys', keys }) })
  const place = (label: string, to: Extract<DesktopEvent, { kind: 'go' }>['place']): MenuItemConstructorOptions => ({ label, click: () => tell({ kind: 'go', place: to }) })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const settings = keyed('Settings…', 'Mod+,')
  return [
    ...(mac
      ? [{ label: 'Plumbline', submenu: [{ role: 'about' }, line, settings, line, { role: 'services' }, line, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, line, { role: 'quit' }] } as MenuItemConstructorOptions]
      : []),
    {
      label: '&File',
      submenu: [
        keyed('New Chat', 'Mod+N'),
        place('Check a Text', '#/check'),
        line,
        { label: 'Import Files…', accelerator: 'CommandOrControl+O', click: () => tell({ kind: 'import', folder: false }) },
        { label: 'Import a Folder…', click: () => tell({ kind: 'import', folder: true }) },
        line,
        ...(mac ? [{ role: 'close' } as const] : [settings, line, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        line,
        { role: 'cut' },
        { role: 'copy' },
        keyed('Copy the Last Answer', 'Mod+Shift+C'),
        keyed('Copy It Without Citations', 'Mod+Shift+X'),
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
        line,
        keyed('Find on This Screen', 'Mod+F'),
        keyed('Search All Messages', 'Mod+Shift+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        keyed('Go Anywhere…', 'Mod+K'),
        keyed('Show or Hide the Sidebar', 'Mod+B'),
        line,
        place('Rules', '#/rules'),
        place('Sources', '#/sources'),
        place('Notes', '#/notes'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(tools ? [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { label: '&Window', role: 'windowMenu' },
    { label: '&Help', role: 'help', submenu: [keyed('Shortcuts', 'Mod+/'), { label: 'Show the Data Folder', click: showData }, ...(mac ? [] : [line, { role: 'about' } as const])] },
  ]
}
