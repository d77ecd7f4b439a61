/** The core in a process of its own: opens the workspace, serves every port it is handed, and asks main for keys. */
import { setTimeout as wait } from 'node:timers/promises'
import type { MessagePortMain } from 'electron'
import type { z } from 'zod'
import { Problem, type ProblemShape } from '../../../shared/problem.ts'
import type { Secrets } from '../../core/ports.ts'
import { startBrowserShell } from '../browser/startBrowserShell.ts'
import { openCore, type OpenCore } from '../openCore.ts'
import { appVersion, screenFolder } from '../places.ts'
import { askForLink, readRuntime, writeRuntime } from '../runtimeFile.ts'
import { type AnyPort, contractServer } from '../serveContract.ts'
import { type FromCore, KeyKept, KeyPlaces, KeyValue, ToCore } from './coreMessages.ts'
import { importPaths } from './importPaths.ts'

const LOCKED_TRIES = 25
const LOCKED_PAUSE = 200

const { parentPort } = process
const say = (message: FromCore): void => parentPort.postMessage(message)

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Problem) => void }>()
let asked = 0
/** Main answers every ask, in any order. */
async function ask<T>(what: Extract<FromCore, { kind: 'ask' }>['what'], schema: z.ZodType<T>): Promise<T> {
  const id = ++asked
  return schema.parse(await new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    say({ kind: 'ask', id, what })
  }))
}

const secretsOfMain = (onSecret: (key: string) => void): Secrets => ({
  get: async (server) => {
    const key = await ask({ of: 'key.get', server }, KeyValue)
    if (key !== undefined) onSecret(key)
    return key
  },
  set: async (server, key) => {
    if (key !== '') onSecret(key)
    const { where, warning } = await ask({ of: 'key.set', server, key }, KeyKept)
    return { where, ...(warning === undefined ? {} : { warning }) }
  },
  list: () => ask({ of: 'key.list' }, KeyPlaces),
})

const shapeOf = (error: unknown): ProblemShape => (error instanceof Problem ? error.toShape() : { code: 'fault', detail: error instanceof Error ? error.message : String(error) })

interface Running {
  readonly core: OpenCore
  readonly serve: (port: MessagePortMain) => void
  close(): Promise<void>
}

/** A command of the command line may hold the workspace for a moment; an app that serves it does not let go. */
async function openSoon(folder: string, config: Parameters<typeof openCore>[1]): Promise<OpenCore> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await openCore(folder, config, { env: {}, secrets: secretsOfMain, restart: startAgain, rescue: true })
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'workspace.locked') || tries >= LOCKED_TRIES) throw error
      const runtime = readRuntime(folder)
      if (runtime !== undefined && (await askForLink(runtime)) !== undefined) throw error
      await wait(LOCKED_PAUSE)
    }
  }
}

async function open({ folder, log, checker }: Extract<ToCore, { kind: 'open' }>): Promise<Running> {
  const core = await openSoon(folder, { log, checker })
  process.on('unhandledRejection', (reason) => core.ports.log.write('error', 'fault', { id: core.ports.newId(), where: 'unhandled', reason }))
  const contract = contractServer(core.router)
  // The command line works on this workspace while the window is open, by the same road as with the browser shell.
  const shell = await startBrowserShell({ contract, screen: screenFolder, port: 0 })
  const forget = writeRuntime(folder, { pid: process.pid, port: shell.port, secret: shell.secret, version: appVersion() })
  return {
    core,
    serve: (port) => {
      contract.servePort(port as unknown as AnyPort)
      port.start()
    },
    close: async () => {
      forget()
      await shell.close()
      await core.close()
    },
  }
}

let running: Promise<Running> | undefined
/** Main starts a core that has ended again, and the screen follows. */
function startAgain(): void {
  void Promise.resolve(running)
    .then((open) => open?.close())
    .catch(() => undefined)
    .finally(() => process.exit(0))
}
parentPort.on('message', ({ data, ports }) => {
  const message = ToCore.parse(data)
  switch (message.kind) {
    case 'open':
      running ??= open(message)
      running.then(
        () => say({ kind: 'ready' }),
        (error: unknown) => say({ kind: 'refused', problem: shapeOf(error) }),
      )
      return
    case 'serve':
      for (const port of ports) void running?.then(({ serve }) => serve(port), () => port.close())
      return
    case 'import':
      void running
        ?.then(({ core }) => importPaths(core.client, message.paths))
        .then(
          (result) => say({ kind: 'imported', id: message.id, result }),
          (error: unknown) => say({ kind: 'imported', id: message.id, problem: shapeOf(error) }),
        )
      return
    case 'answer': {
      const waiter = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.problem === undefined) waiter?.resolve(message.value)
      else waiter?.reject(new Problem(message.problem.code, message.problem.detail))
      return
    }
    case 'close':
      startAgain()
  }
})
