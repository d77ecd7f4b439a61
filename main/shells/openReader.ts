/** Reads a workspace without its lock, beside whoever writes it; nothing is written, not even a log. */
import { silentLog } from '../adapters/log/createLog.ts'
import { openStoreForReading } from '../adapters/store/openStore.ts'
import { systemClock } from '../adapters/system.ts'
import type { Config } from '../config.ts'
import { createLookups } from '../core/assistant/lookups.ts'
import type { PassageSearch } from '../core/checking/checker.ts'
import type { StoreReader } from '../core/ports.ts'
import { workspaceFolder } from './workspaceFolder.ts'

/** Runs `work` on a reader; a workspace that is not there reads as empty. */
export async function withReader<T>(config: Pick<Config, 'workspace'>, work: (read: StoreReader) => T | Promise<T>): Promise<T> {
  const folder = workspaceFolder(config)
  try {
    const store = openStoreForReading(folder.path, { clock: systemClock, log: silentLog })
    try {
      return await work(store.read)
    } finally {
      store.close()
    }
  } finally {
    folder.leave()
  }
}

/** The library as a check without sources of its own searches it: opened with the first claim, and read-only. */
export function lazyLibrary(config: Pick<Config, 'workspace'>): { readonly library: PassageSearch; close(): void } {
  let opened: { search: PassageSearch; close(): void } | undefined
  const open = (): { search: PassageSearch; close(): void } => {
    const folder = workspaceFolder(config)
    const store = openStoreForReading(folder.path, { clock: systemClock, log: silentLog })
    const close = (): void => {
      store.close()
      folder.leave()
    }
    return { search: createLookups(store.read, systemClock).of(), close }
  }
  return {
    library: { search: (text, limit, signal) => (opened ??= open()).search.search(text, limit, signal) },
    close: () => opened?.close(),
  }
}
