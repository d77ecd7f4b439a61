/** Before the system is ready: the app's name and folder, one instance for each workspace, and what the system hands over so early. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, dialog, protocol } from 'electron'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { createLog } from '../../adapters/log/createLog.ts'
import { createRedaction } from '../../adapters/log/redact.ts'
import { systemClock } from '../../adapters/system.ts'
import { type Config, readConfig } from '../../config.ts'
import { workspaceFolder } from '../workspaceFolder.ts'
import { isDeepLink, LINK_SCHEME } from './deepLink.ts'
import { PAGE_PRIVILEGES } from './pageProtocol.ts'
import { type Desktop, runDesktop } from './runDesktop.ts'

/** The shell's own files and the browser engine's, apart from the person's data in the same workspace. */
const SHELL_FOLDER = 'desktop'

function configOf(argv: readonly string[]): Config {
  // Words of the browser engine stand among ours and are none of our business.
  const { values } = parseArgs({ args: [...argv], options: { workspace: { type: 'string' } }, strict: false, allowPositionals: true })
  return readConfig(typeof values.workspace === 'string' ? { workspace: values.workspace } : {})
}

function prepare(argv: readonly string[]): { config: Config; folder: string } {
  const config = configOf(argv)
  const { path: folder } = workspaceFolder(config)
  try {
    mkdirSync(join(folder, SHELL_FOLDER), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Problem('file.permission', folder, error)
  }
  return { config, folder }
}

/** Returns at once; the app lives until it quits. */
export function startDesktop(argv: readonly string[] = process.argv.slice(1)): void {
  // No crash reporter is started: a dump of memory could hold a key.
  protocol.registerSchemesAsPrivileged([PAGE_PRIVILEGES])
  app.enableSandbox()
  app.setName('Plumbline')
  let prepared: ReturnType<typeof prepare>
  try {
    prepared = prepare(argv)
  } catch (error) {
    dialog.showErrorBox('Plumbline cannot start', error instanceof Problem ? (error.detail ?? problemSentence(error.toShape())) : String(error))
    return app.exit(2)
  }
  const { config, folder } = prepared
  // The lock of the one instance lies in this folder: one window for each workspace.
  app.setPath('userData', join(folder, SHELL_FOLDER))
  if (!app.requestSingleInstanceLock()) return app.quit()

  const redaction = createRedaction()
  const log = createLog({ folder: join(folder, 'logs', SHELL_FOLDER), level: config.log, clock: systemClock, redaction })
  process.on('uncaughtException', (error) => log.write('error', 'shell.fault', { message: error.message, stack: error.stack }))
  process.on('unhandledRejection', (reason) => log.write('error', 'shell.fault', { reason: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) }))
  // Whoever started the app may have closed the other end of its output.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

  let desktop: Desktop | undefined
  const early: string[] = argv.filter(isDeepLink).slice(0, 1)
  const openLink = (link: string): void => {
    if (desktop === undefined) early.push(link)
    else desktop.openDeepLink(link)
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    openLink(url)
  })
  app.on('second-instance', (_event, words) => {
    desktop?.show()
    for (const link of words.filter(isDeepLink).slice(0, 1)) openLink(link)
  })
  // The installer registers the scheme too; a copy that runs from its sources leaves the system as it is.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)

  void app.whenReady().then(() => {
    desktop = runDesktop({ config, folder, log, redaction })
    for (const link of early.splice(0)) desktop.openDeepLink(link)
  })
}
