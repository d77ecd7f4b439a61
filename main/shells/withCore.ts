/** Runs a piece of work on the core of a workspace: the one that is running, or one of its own for as long as it takes. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '../../shared/problem.ts'
import type { Config } from '../config.ts'
import { asProblem, clientOverSocket, type CoreClient } from './coreClient.ts'
import { coreAddress, readRuntime, type Runtime } from './runtimeFile.ts'
import type { OpenCoreOptions } from './openCore.ts'
import { workspaceFolder } from './workspaceFolder.ts'

/** How long a command waits for another that holds the workspace and serves nobody: an import on the command line, a core that is starting. */
const LOCKED_TRIES = 100
const LOCKED_PAUSE = 200

interface Borrowed {
  readonly client: CoreClient
  close(): void
}

/** `undefined` when nobody answers at that address any more. */
async function borrow(runtime: Runtime): Promise<Borrowed | undefined> {
  const { WebSocket } = await import('ws')
  const { url, ...options } = coreAddress(runtime)
  const socket = new WebSocket(url, options)
  socket.on('error', () => undefined)
  const opened = await Promise.race([once(socket, 'open').then(() => true), once(socket, 'close').then(() => false)]).catch(() => false)
  if (!opened) {
    socket.terminate()
    return undefined
  }
  return { client: clientOverSocket(socket), close: () => socket.close() }
}

/** Rejects with a `Problem`, or with what `work` throws; a locked workspace is waited for, some seconds. */
export async function withCore<T>(config: Config, signal: AbortSignal, work: (client: CoreClient) => Promise<T>, options: OpenCoreOptions = {}): Promise<T> {
  const folder = workspaceFolder(config)
  try {
    for (let tries = 0; ; tries += 1) {
      signal.throwIfAborted()
      const runtime = readRuntime(folder.path)
      const borrowed = runtime === undefined ? undefined : await borrow(runtime)
      if (borrowed !== undefined) {
        try {
          return await work(borrowed.client)
        } finally {
          borrowed.close()
        }
      }
      try {
        return await onOwnCore(folder.path, config, work, options)
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'workspace.locked') || tries >= LOCKED_TRIES) throw error
        await wait(LOCKED_PAUSE)
      }
    }
  } catch (error) {
    throw asProblem(error)
  } finally {
    folder.leave()
  }
}

async function onOwnCore<T>(folder: string, config: Config, work: (client: CoreClient) => Promise<T>, options: OpenCoreOptions): Promise<T> {
  const { openCore } = await import('./openCore.ts')
  const core = await openCore(folder, config, options)
  try {
    return await work(core.client)
  } finally {
    await core.close()
  }
}
