/** `plumbline serve`: the app in a browser, until it is told to stop; a second one hands out a link to the first. */
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '../../../shared/problem.ts'
import { type BrowserShell, startBrowserShell } from '../browser/startBrowserShell.ts'
import { openBrowser } from '../openBrowser.ts'
import { openCore, type OpenCore } from '../openCore.ts'
import { appVersion, screenFolder } from '../places.ts'
import { askForLink, readRuntime, writeRuntime } from '../runtimeFile.ts'
import { type ContractServer, contractServer } from '../serveContract.ts'
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
async function openOrFind(folder: string, { config, io }: Call, restart: () => void): Promise<OpenCore | string> {
  for (let tries = 0; ; tries += 1) {
    io.signal.throwIfAborted()
    const runtime = readRuntime(folder)
    const link = runtime === undefined ? undefined : await askForLink(runtime)
    if (link !== undefined) return link
    try {
      return await openCore(folder, config, { restart, rescue: true })
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'workspace.locked') || tries >= LOCKED_TRIES) throw error
      await wait(LOCKED_PAUSE)
    }
  }
}

/** A port that was asked for is taken or refused; the usual one gives way to a free one. */
async function listen(contract: ContractServer, { config, io }: Call): Promise<BrowserShell> {
  const options = { contract, screen: screenFolder }
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
      let wake: () => void = () => undefined
      let again = false
      const restart = (): void => {
        again = true
        wake()
      }
      const found = await openOrFind(folder.path, call, restart)
      if (typeof found === 'string') {
        io.say('Plumbline is running already; this is a fresh link to it.')
        await tell(call, found)
        return 0
      }
      let core = found
      let serving = contractServer(core.router)
      // The screens find a core that was started anew behind the same address.
      const contract: ContractServer = { serveSocket: (socket) => serving.serveSocket(socket), servePort: (port) => serving.servePort(port) }
      try {
        // A promise that nobody waited for must not take every open conversation with it.
        process.on('unhandledRejection', (reason) => core.ports.log.write('error', 'fault', { id: core.ports.newId(), where: 'unhandled', reason }))
        if (core.ports.about.damage !== undefined) io.say(core.ports.about.damage)
        const shell = await listen(contract, call)
        const forget = writeRuntime(folder.path, { pid: process.pid, port: shell.port, secret: shell.secret, version: appVersion() })
        try {
          await tell(call, shell.link())
          while (!io.signal.aborted) {
            await new Promise<void>((resolve) => {
              wake = resolve
              io.signal.addEventListener('abort', () => resolve(), { once: true })
              if (again || io.signal.aborted) resolve()
            })
            if (!again || io.signal.aborted) continue
            again = false
            await core.close()
            shell.dropSockets()
            core = await openCore(folder.path, config, { restart, rescue: true })
            serving = contractServer(core.router)
            io.say('The backup was restored; Plumbline has started again on it.')
          }
        } finally {
          forget()
          await shell.close()
        }
      } finally {
        await core.close()
      }
      return 0
    } finally {
      folder.leave()
    }
  },
}
