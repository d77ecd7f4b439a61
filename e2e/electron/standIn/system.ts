/** What stands for the system around the app: dialogs, the shell, menus, tray, shortcuts, displays, the protected storage. The test answers for the person. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { note, onControl } from './control.ts'

const { env } = process

/** Answers that the test has laid out, in order; without one a dialog is closed. */
const answers: unknown[] = []
onControl<unknown>('answerDialog', (answer) => void answers.push(answer))
const dialogOf = <T>(kind: string, otherwise: T) => async (...given: unknown[]): Promise<T> => {
  note(`dialog.${kind}`, given.at(-1))
  return Promise.resolve((answers.shift() as T | undefined) ?? otherwise)
}
export const dialog = {
  showOpenDialog: dialogOf('open', { canceled: true, filePaths: [] as string[] }),
  showSaveDialog: dialogOf('save', { canceled: true, filePath: '' }),
  // A question of the app waits for the person.
  showMessageBox: (...given: unknown[]): Promise<unknown> => {
    note('dialog.message', given.at(-1))
    return answers.length > 0 ? Promise.resolve(answers.shift()) : new Promise(() => undefined)
  },
  showErrorBox: (title: string, text: string): void => {
    note('dialog.error', { title, text })
    process.stderr.write(`${title}: ${text}\n`)
  },
}

export const shell = {
  openExternal: async (url: string): Promise<void> => Promise.resolve(note('openExternal', url)),
  openPath: async (path: string): Promise<string> => Promise.resolve((note('openPath', path), '')),
  showItemInFolder: (path: string): void => note('showItemInFolder', path),
}

interface Item {
  label?: string
  role?: string
  type?: string
  accelerator?: string
  registerAccelerator?: boolean
  enabled?: boolean
  submenu?: Item[]
  click?: () => void
}
let applicationMenu: Item[] = []
const plain = (items: readonly Item[]): unknown => items.map(({ click, submenu, ...rest }) => ({ ...rest, ...(submenu ? { submenu: plain(submenu) } : {}), clicks: click !== undefined }))
const find = (items: readonly Item[], label: string): Item | undefined => {
  for (const item of items) {
    const found = item.label === label ? item : find(item.submenu ?? [], label)
    if (found !== undefined) return found
  }
  return undefined
}
function click(items: readonly Item[], label: string): void {
  const item = find(items, label)
  if (item?.click === undefined) throw new Error(`no menu item “${label}” that can be clicked`)
  item.click()
}
let popped: Item[] = []
export const Menu = {
  buildFromTemplate: (template: Item[]) => ({
    template,
    popup: () => {
      popped = template
      note('popup', plain(template))
    },
  }),
  setApplicationMenu: (menu: { template: Item[] }): void => void (applicationMenu = menu.template),
}
onControl('menu', () => plain(applicationMenu))
onControl<string>('clickMenu', (label) => click(applicationMenu, label))
onControl<string>('clickPopup', (label) => click(popped, label))

const trays: Tray[] = []
export class Tray extends EventEmitter {
  private items: Item[] = []
  private readonly picture: { path: string }
  constructor(picture: { path: string }) {
    super()
    this.picture = picture
    trays.push(this)
  }
  setToolTip(): void {
    // Nobody hovers here.
  }
  setContextMenu(menu: { template: Item[] }): void {
    this.items = menu.template
  }
  destroy(): void {
    trays.splice(trays.indexOf(this), 1)
  }
  seen(): unknown {
    return { menu: plain(this.items), picture: existsSync(this.picture.path) }
  }
  choose(label: string): void {
    click(this.items, label)
  }
}
onControl('tray', () => trays[0]?.seen())
onControl<string>('clickTray', (label) => (label === '' ? trays[0]?.emit('click') : trays[0]?.choose(label)))

const shortcuts = new Map<string, () => void>()
/** Keys that another program of the machine holds. */
const taken = new Set(env['PLUMBLINE_STAND_IN_TAKEN']?.split(','))
export const globalShortcut = {
  register: (keys: string, run: () => void): boolean => {
    if (taken.has(keys) || shortcuts.has(keys)) return false
    shortcuts.set(keys, run)
    return true
  },
  unregister: (keys: string): void => void shortcuts.delete(keys),
}
onControl('shortcuts', () => [...shortcuts.keys()])
onControl<string>('pressGlobal', (keys) => {
  const run = shortcuts.get(keys)
  if (run === undefined) return false
  run()
  return true
})

export const nativeImage = { createFromPath: (path: string) => ({ path }) }
export const nativeTheme = { shouldUseDarkColors: false, themeSource: 'system' }
onControl('themeSource', () => nativeTheme.themeSource)

interface Display {
  id: number
  workArea: { x: number; y: number; width: number; height: number }
}
const displays = (): Display[] => JSON.parse(env['PLUMBLINE_STAND_IN_DISPLAYS'] ?? '[{"id":1,"workArea":{"x":0,"y":0,"width":1600,"height":1000}}]') as Display[]
export const screen = {
  getAllDisplays: displays,
  getPrimaryDisplay: () => displays()[0]!,
  getDisplayNearestPoint: () => displays()[0]!,
  getCursorScreenPoint: () => ({ x: 10, y: 10 }),
}

/** The secret of the keyring: with another one, what was encrypted before cannot be read. */
const secret = createHash('sha256').update(env['PLUMBLINE_STAND_IN_SECRET'] ?? 'the keyring of this person').digest()
const backend = env['PLUMBLINE_STAND_IN_KEYRING'] ?? 'gnome_libsecret'
export const safeStorage = {
  isEncryptionAvailable: () => backend !== 'none',
  getSelectedStorageBackend: () => (backend === 'none' ? 'unknown' : backend),
  encryptString: (text: string): Buffer => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', secret, iv)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed])
  },
  decryptString: (sealed: Buffer): string => {
    const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
  },
}
