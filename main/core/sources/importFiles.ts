/** Imports files one after another: each ends as a result with its reason, and only a stop ends the whole. */
import type { ImportEvent, ImportResult } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import type { Ports } from '../ports.ts'
import { importFile, type ImportOptions, type ImportPorts, type NamedFile } from './importFile.ts'

export type ImportsPorts = ImportPorts & Pick<Ports, 'log'>

/** The refusal as the person reads it; what was not expected is logged and named by its id. */
export function refused(file: Pick<NamedFile, 'name' | 'shownPath'>, error: unknown, { log, newId }: ImportsPorts): ImportResult {
  let problem = error
  if (!(problem instanceof Problem)) {
    const id = newId()
    log.write('error', 'import.failed', { id, name: file.name, message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined })
    problem = new Problem('fault', id)
  }
  return { path: file.shownPath, source: null, title: file.name, status: 'refused', passages: 0, reason: problemSentence((problem as Problem).toShape()) }
}

const isCancelled = (error: unknown): boolean => error instanceof Problem && error.code === 'cancelled'

/** Tells `onEvent` of progress and of each result as it comes, then that it ended. Never rejects. */
export async function importFiles(files: readonly NamedFile[], ports: ImportsPorts, options: Omit<ImportOptions, 'onProgress'>, onEvent: (event: ImportEvent) => void): Promise<void> {
  const total = files.length
  for (const [done, file] of files.entries()) {
    const tell = (fraction: number): void => onEvent({ kind: 'progress', done, total, current: file.name, fraction: Math.min(1, (done + Math.min(1, fraction)) / total) })
    tell(0)
    try {
      onEvent({ kind: 'result', result: await importFile(file, ports, { ...options, onProgress: tell }) })
    } catch (error) {
      if (isCancelled(error) || options.signal.aborted) return onEvent({ kind: 'ended', cancelled: true })
      onEvent({ kind: 'result', result: refused(file, error, ports) })
    }
  }
  onEvent({ kind: 'progress', done: total, total, current: '', fraction: 1 })
  onEvent({ kind: 'ended', cancelled: false })
}

/** Removes what a killed import left behind: half-written sources, uploads, unfinished copies. */
export async function sweepLeftovers({ store, files }: Pick<Ports, 'store' | 'files'>): Promise<void> {
  store.write.dropUnfinishedSources()
  await files.sweep()
}
