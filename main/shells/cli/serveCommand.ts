/** `plumbline serve`: the app in a browser, until it is told to stop; a second one hands out a link to the first. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '../../../shared/problem.ts'
import { type BrowserShell, startBrowserShell } from '../browser/startBrowserShell.ts'
import { openBrowser } from '../openBrowser.ts'
import { openCore, type OpenCore } from '../openCore.ts'
import { appVersion, screenFolder } from '../places.ts'
import { askForLink, readRuntime, writeRuntime } from '../runtimeFile.ts'
import { contractServer } from '../serveContract.ts'
import { workspaceFolder } from '../workspaceFolder.ts'
import type { Call, Command, ExitCode } from './command.ts'

/** A core that holds the workspace may just be starting, or be a command that ends soon. */
const LOCKED_TRIES = 50
const LOCKED_PAUSE = 200

async function tell({ io, config }: Call, link: string): Promise<void> {
  await io.out(`ready ${link}\n`)
  if (config.open) openBrowser(link)
}

/** The core that now belongs to this process, or the link of the one that is running. */
async function openOrFind(folder: string, { config, io }: Call): Promise<OpenCore | string> {
  for (let tries = 0; ; tries += 1) {
    io.signal.throwIfAborted()
    const runtime = readRuntime(folder)
    const link = runtime === undefined ? undefined : await askForLink(runtime)
    if (link !== undefined) return link
    try {
      return await openCore(folder, config)
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'workspace.locked') || tries >= LOCKED_TRIES) throw error
      await wait(LOCKED_PAUSE)
    }
  }
}

/** A port that was asked for is taken or refused; the usual one gives way to a free one. */
async function listen(core: OpenCore, { config, io }: Call): Promise<BrowserShell> {
  const options = { contract: contractServer(core.router), screen: screenFolder }
  try {
    return await startBrowserShell({ ...options, port: config.port })
  } catch (error) {
    if (config.portChosen || !(error instanceof Problem && error.code === 'port.taken')) throw error
    io.say(`Port ${config.port} is in use by another program; a free one is used.`)
    return startBrowserShell({ ...options, port: 0 })
  }
}

export const serveCommand: Command = {
  run: async (call): Promise<ExitCode> => {
    const { config, io } = call
    const folder = workspaceFolder(config)
    try {
      const found = await openOrFind(folder.path, call)
      if (typeof found === 'string') {
        io.say('Plumbline is running already; this is a fresh link to it.')
        await tell(call, found)
        return 0
      }
      try {
        const { log, newId } = found.ports
        // A promise that nobody waited for must not take every open conversation with it.
        process.on('unhandledRejection', (reason) => log.write('error', 'fault', { id: newId(), where: 'unhandled', reason }))
        const shell = await listen(found, call)
        const forget = writeRuntime(folder.path, { pid: process.pid, port: shell.port, secret: shell.secret, version: appVersion() })
        try {
          await tell(call, shell.link())
          if (!io.signal.aborted) await once(io.signal, 'abort')
        } finally {
          forget()
          await shell.close()
        }
      } finally {
        await found.close()
      }
      return 0
    } finally {
      folder.leave()
    }
  },
}
