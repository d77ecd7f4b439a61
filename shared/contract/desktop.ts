/** Everything that crosses between the page and the desktop around it: what the page may ask, and what it is told. The core is not asked this way. */
import { z } from 'zod'

/** The person's choices that belong to this machine's desktop and not to the workspace. */
export const DesktopPrefs = z.object({
  /** A place in the tray and a shortcut that works everywhere. */
  quickAsk: z.boolean().default(false),
  /** In the words of Electron's accelerators: `CommandOrControl+Shift+Space`. */
  quickAskKeys: z.string().min(1).max(60).default('CommandOrControl+Shift+Space'),
  /** Whether a new version is looked for; nothing is asked of any server before. */
  updates: z.boolean().default(false),
  /** Words that are spelled wrongly are underlined while one writes. */
  spelling: z.boolean().default(false),
})
export type DesktopPrefs = z.infer<typeof DesktopPrefs>

/** A place in the app that the desktop may open. */
export const DesktopPlace = z.enum(['#/chat', '#/check', '#/rules', '#/sources', '#/notes', '#/settings'])

export const DesktopState = z.object({
  prefs: DesktopPrefs,
  platform: z.string(),
  /** One sentence each, where there is something to say. */
  quickAskSays: z.string().optional(),
  updatesSay: z.string(),
  spellingSays: z.string().optional(),
})
export type DesktopState = z.infer<typeof DesktopState>

const none = z.undefined()

/** What the page may ask; the answer crosses as it is. */
export const desktopAsks = {
  'state.get': { input: none, output: DesktopState },
  'prefs.set': {
    // No defaults here: what is not named stays as it is.
    input: z.object({ quickAsk: z.boolean(), quickAskKeys: z.string().min(1).max(60), updates: z.boolean(), spelling: z.boolean() }).partial(),
    output: DesktopState,
  },
  /** Shows the system's dialog for files or for a folder, and begins to import what was chosen; nothing when it was closed. */
  'files.import': { input: z.object({ folder: z.boolean() }), output: z.object({ import: z.string(), refused: z.array(z.object({ name: z.string(), reason: z.string() })) }).optional() },
  /** Shows the file that was saved last in the system's file browser. */
  'saved.show': { input: none, output: none },
  /** Starts the core again after it was given up. */
  'core.restart': { input: none, output: none },
  /** The title bar and the menus go with the page. */
  'appearance.set': { input: z.object({ appearance: z.enum(['system', 'light', 'dark']) }), output: none },
  /** From the window of the quick question: opens a new chat with it. */
  'quick.ask': { input: z.object({ text: z.string().min(1).max(20_000) }), output: none },
  'quick.close': { input: none, output: none },
} as const
export type DesktopAsks = typeof desktopAsks
export type DesktopAsk = keyof DesktopAsks

/** What the page is told without asking. */
export const DesktopEvent = z.discriminatedUnion('kind', [
  /** A menu item whose keys the page knows: it does what the keys do. */
  z.object({ kind: z.literal('keys'), keys: z.string() }),
  z.object({ kind: z.literal('go'), place: DesktopPlace }),
  /** `import` was chosen in the menu. */
  z.object({ kind: z.literal('import'), folder: z.boolean() }),
  /** Text from a link elsewhere: put into the field and left there. */
  z.object({ kind: z.literal('prefill'), screen: z.enum(['ask', 'check']), text: z.string() }),
  /** The person typed this into the window of the quick question and sent it. */
  z.object({ kind: z.literal('ask'), text: z.string() }),
  /** The core has ended; `again` when it is being started, and otherwise the person is asked. */
  z.object({ kind: z.literal('core.gone'), say: z.string(), again: z.boolean() }),
  z.object({ kind: z.literal('saved'), name: z.string() }),
  z.object({ kind: z.literal('state'), state: DesktopState }),
])
export type DesktopEvent = z.infer<typeof DesktopEvent>

/** What the preload puts on the page's `window` under `DESKTOP_BRIDGE`. */
export interface DesktopBridge {
  /** Asks for a line to the core; it comes as a window message `PORT_MESSAGE` with a port, again after each restart of the core. */
  connect(): void
  ask<A extends DesktopAsk>(name: A, input: z.input<DesktopAsks[A]['input']>): Promise<z.output<DesktopAsks[A]['output']>>
  /** Events come to one listener; those that came before it are kept for it. */
  listen(listener: (event: DesktopEvent) => void): void
}
