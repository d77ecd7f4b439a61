/** The running desktop app: joins the core's process, the window, the menus, the tray and what the page may ask. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, nativeTheme, protocol, safeStorage, session, shell, utilityProcess } from 'electron'
import { DesktopPrefs, type DesktopEvent, type DesktopState } from '../../../shared/contract/desktop.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { Redaction } from '../../adapters/log/redact.ts'
import { systemClock } from '../../adapters/system.ts'
import type { Config } from '../../config.ts'
import type { Log } from '../../core/ports.ts'
import { appRoot, KEYS_FILE, screenFolder } from '../places.ts'
import { workspaceSecrets } from '../workspaceSecrets.ts'
import { addContextMenu } from './contextMenu.ts'
import { createCoreHost } from './coreHost.ts'
import { readDeepLink } from './deepLink.ts'
import { createDesktopSecrets } from './desktopSecrets.ts'
import { keptFile } from './keptFile.ts'
import { lockContents, lockSession } from './lockDown.ts'
import { openMainWindow } from './mainWindow.ts'
import { menuTemplate } from './menus.ts'
import { outwardLink } from './openOutside.ts'
import { PAGE_SCHEME, PAGE_URL, servePage } from './pageProtocol.ts'
import { type Answers, createPages } from './pages.ts'
import { createQuickAsk } from './quickAsk.ts'
import { refusedDialog } from './refusedDialog.ts'
import { saveDownloads } from './saveDownloads.ts'
import { createUpdates, type Updater } from './updates.ts'
import { WindowState } from './windowState.ts'

export interface DesktopOptions {
  readonly config: Config
  readonly folder: string
  readonly log: Log & { close(): void }
  readonly redaction: Redaction
}

export interface Desktop {
  /** Brings the window forward, opening it where it was closed. */
  show(): void
  /** Puts the link's text into a field; a link that is none of ours only shows the window. */
  openDeepLink(link: string): void
}

const GONE = {
  planned: 'The workspace is being opened again.',
  again: 'A part of Plumbline stopped and is being started again. Nothing that was saved is lost.',
  'given up': 'A part of Plumbline stopped several times in a row and is not started again by itself. Nothing that was saved is lost.',
} as const
const SPELLING = 'Turning this on fetches a dictionary for your language once, from a server of the Chromium project.'

/** Pictures are there in the sources and in the package alike; without one the system shows its own. */
const picture = (name: string): string | undefined => [join(appRoot, 'assets', name)].find((path) => existsSync(path))

/** Keys are for main alone: the core asks for each when it is needed. */
const withoutKeys = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !/KEY|TOKEN|SECRET/i.test(name)))

/** To be called once the app is ready. */
export function runDesktop({ config, folder, log, redaction }: DesktopOptions): Desktop {
  const own = app.getPath('userData')
  const mac = process.platform === 'darwin'
  const tools = !app.isPackaged
  const prefsFile = keptFile(join(own, 'desktop.json'), DesktopPrefs, () => DesktopPrefs.parse({ spelling: mac }), log)
  const windowFile = keptFile(join(own, 'window.json'), WindowState, () => WindowState.parse({}), log)
  let prefs = prefsFile.read()
  let window: BrowserWindow | undefined
  let quitting = false
  let closed = false
  let lastSaved: string | undefined
  let quickAskSays: string | undefined

  const otherwise = workspaceSecrets({ folder, env: process.env, log, onSecret: redaction.add })
  const secrets = createDesktopSecrets({ file: join(own, KEYS_FILE), safeStorage, otherwise, log, onSecret: redaction.add })
  const core = createCoreHost({
    fork: () => utilityProcess.fork(join(import.meta.dirname, 'coreProcess.js'), [], { serviceName: 'Plumbline core', stdio: 'pipe', env: withoutKeys(process.env) }),
    open: { folder, log: config.log, checker: config.checker },
    secrets,
    log,
    elapsed: () => systemClock.elapsed(),
    onReady: () => pages.connectAll(),
    onGone: (how) => pages.tellAll({ kind: 'core.gone', again: how !== 'given up', say: GONE[how] }),
    onRefused: (problem) => void refused(problem),
  })
  const updates = createUpdates({
    packaged: app.isPackaged,
    log,
    load: async () => (await import('electron-updater')).default.autoUpdater as unknown as Updater,
    onChange: () => pages.tellAll({ kind: 'state', state: state() }),
  })

  const state = (): DesktopState => ({
    prefs,
    platform: process.platform,
    updatesSay: updates.say(),
    ...(quickAskSays === undefined ? {} : { quickAskSays }),
    ...(mac ? {} : { spellingSays: SPELLING }),
  })
  function apply(): void {
    quickAskSays = quickAsk.set(prefs.quickAsk, prefs.quickAskKeys)
    updates.set(prefs.updates)
    session.defaultSession.setSpellCheckerEnabled(prefs.spelling)
  }
  function show(): void {
    if (window === undefined || window.isDestroyed()) {
      window = openMainWindow({ state: windowFile, tools, icon: picture('icons/256x256.png'), onCreated: prepareWindow })
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const tell = (event: DesktopEvent): void => {
    show()
    if (window !== undefined) pages.tell(window, event)
  }
  function prepareWindow(opened: BrowserWindow): void {
    pages.add(opened)
    addContextMenu(opened)
    opened.on('close', (event) => {
      // With the quick question on, the app stays in the tray until it is told to quit.
      if (quitting || !quickAsk.isOn()) return
      event.preventDefault()
      opened.hide()
    })
    opened.once('show', () => process.stdout.write(`ready ${PAGE_URL}\n`))
    opened.on('closed', () => {
      if (window === opened) window = undefined
    })
  }
  async function refused(problem: ProblemShape): Promise<void> {
    const chosen = await refusedDialog(window, problem, folder)
    if (chosen === 'again') core.start()
    else app.quit()
  }

  const answers: Answers = {
    'state.get': () => state(),
    'prefs.set': (change) => {
      prefs = { ...prefs, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
      prefsFile.write(prefs)
      apply()
      return state()
    },
    'files.import': async ({ folder: wantsFolder }, from) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(from, {
        title: wantsFolder ? 'Import a folder' : 'Import files',
        buttonLabel: 'Import',
        properties: wantsFolder ? ['openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
      })
      return canceled || filePaths.length === 0 ? undefined : core.importPaths(filePaths)
    },
    'saved.show': () => {
      if (lastSaved !== undefined) shell.showItemInFolder(lastSaved)
      return undefined
    },
    'core.restart': () => {
      core.start()
      return undefined
    },
    'appearance.set': ({ appearance }) => {
      nativeTheme.themeSource = appearance
      return undefined
    },
    'quick.ask': ({ text }) => {
      quickAsk.close()
      tell({ kind: 'ask', text })
      return undefined
    },
    'quick.close': () => {
      quickAsk.close()
      return undefined
    },
  }
  const pages = createPages({
    answers,
    log,
    isReady: core.isReady,
    serve: core.serve,
    openLink: (link) => {
      const outward = outwardLink(link)
      if (outward === undefined) return log.write('warn', 'shell.refused', { what: 'link', url: String(link).slice(0, 200) })
      shell.openExternal(outward).catch(() => log.write('warn', 'shell.linkFailed', { url: outward.slice(0, 200) }))
    },
  })
  const quickAsk = createQuickAsk({
    icon: picture(mac ? 'tray/plumbTemplate.png' : 'tray/tray.png') ?? '',
    tools,
    onCreated: (opened) => pages.add(opened),
    showMain: show,
    quit: () => app.quit(),
  })

  lockContents(app, log)
  lockSession(session.defaultSession, log)
  protocol.handle(PAGE_SCHEME, servePage(screenFolder))
  saveDownloads(session.defaultSession, () => app.getPath('downloads'), log, (path) => {
    lastSaved = path
    pages.tellAll({ kind: 'saved', name: path.split(/[\\/]/).pop() ?? path })
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ mac, tools, tell, showData: () => void shell.openPath(folder) })))

  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (!mac && !quickAsk.isOn()) app.quit()
  })
  app.on('before-quit', () => (quitting = true))
  app.on('will-quit', (event) => {
    if (closed) return
    // Turns that run are ended in the history before the core goes.
    event.preventDefault()
    void core.close().finally(() => {
      closed = true
      log.close()
      app.quit()
    })
  })
  let crashes = 0
  app.on('render-process-gone', (_event, contents, { reason }) => {
    log.write('error', 'shell.pageGone', { reason })
    // The page holds nothing of its own: it is loaded again and follows from the history.
    if (reason !== 'clean-exit' && ++crashes <= 5) contents.reload()
  })
  app.on('child-process-gone', (_event, { type, reason, name }) => {
    if (reason !== 'clean-exit') log.write('error', 'shell.processGone', { type, reason, name })
  })

  log.write('info', 'shell.started', { version: app.getVersion() })
  show()
  core.start()
  apply()
  return {
    show,
    openDeepLink: (link) => {
      const prefill = readDeepLink(link)
      if (prefill === undefined) {
        log.write('warn', 'shell.refused', { what: 'deep link' })
        return show()
      }
      tell({ kind: 'prefill', ...prefill })
    },
  }
}
