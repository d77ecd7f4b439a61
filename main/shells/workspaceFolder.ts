/** The data folder of a command: the one that was named, or a private temporary one that is gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'

export interface WorkspaceFolder {
  readonly path: string
  /** Takes a temporary folder away; a named one stays. */
  leave(): void
}

export function workspaceFolder(config: Pick<Config, 'workspace'>): WorkspaceFolder {
  if (config.workspace !== undefined) return { path: config.workspace, leave: () => undefined }
  const path = mkdtempSync(join(tmpdir(), 'plumbline-memory-'))
  const leave = (): void => rmSync(path, { recursive: true, force: true })
  // Also when something ends the process by its own exit.
  process.once('exit', leave)
  return {
    path,
    leave: () => {
      process.off('exit', leave)
      leave()
    },
  }
}
