/** The `RuleFiles` port on the local disk: `*.rules` in the workspace's `rules` folder, written whole or not at all, and watched. */
import { randomUUID } from 'node:crypto'
import { type FSWatcher, watch } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { RuleFileName } from '../../../shared/model/ruleSet.ts'
import { Problem } from '../../../shared/problem.ts'
import type { RuleFiles } from '../../core/ports.ts'

export interface RuleFilesOptions {
  readonly workspace: string
  /** Where the sample's rule sets are, in the installed app. */
  readonly sampleFolder: string
  /** Where more rule sets to start from are; default: `rules` beside the sample's folder. */
  readonly startersFolder?: string
  /** Milliseconds without a change after which it is told; editors write a file in several steps. */
  readonly settleMs?: number
  /** Milliseconds between two looks where the system tells nothing: network folders, some editors on some systems. */
  readonly lookAgainMs?: number
}

const missing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

/** Makes a rename last through a power cut; where folders cannot be opened (Windows) the system does so itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Windows refuses to replace a file that an editor or a scanner holds open for a moment. */
async function replace(from: string, to: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (tries >= 10 || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * (tries + 1)))
    }
  }
}

async function writeWhole(folder: string, path: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    const handle = await open(part, 'wx', 0o600)
    try {
      await handle.writeFile(text, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    await replace(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function filesIn(folder: string): Promise<{ file: string; stamp: string; bytes: number }[] | undefined> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (missing(error)) return undefined
    throw error
  }
  const found = names.filter((name) => RuleFileName.safeParse(name).success).sort()
  const files = await Promise.all(
    found.map(async (file) => {
      const entry = await stat(join(folder, file), { bigint: true }).catch(() => undefined)
      return entry?.isFile() === true ? [{ file, stamp: `${entry.ino} ${entry.size} ${entry.mtimeNs}`, bytes: Number(entry.size) }] : []
    }),
  )
  return files.flat()
}

async function textsIn(folder: string): Promise<{ file: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.rules')).sort()
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })))
}

/** What a killed save left behind. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (/^\.[0-9a-f-]{36}\.part$/.test(name)) await rm(join(folder, name), { force: true })
}

/** Tells of changes after they have settled; the folder is looked at again from time to time, and when it comes to be. */
function watchFolder(folder: string, settleMs: number, lookAgainMs: number, changed: () => void): { begin(): void; stop(): void } {
  let watcher: FSWatcher | undefined
  let settling: NodeJS.Timeout | undefined
  const soon = (): void => {
    clearTimeout(settling)
    settling = setTimeout(changed, settleMs)
    settling.unref()
  }
  /** As long as there is no folder, the one it would stand in is watched for it. */
  let above: FSWatcher | undefined
  const awaitFolder = (): void => {
    if (above) return
    try {
      above = watch(dirname(folder), { persistent: false }, (_what, name) => {
        if (name === null || name === basename(folder)) {
          begin()
          soon()
        }
      })
      above.on('error', () => undefined)
    } catch {
      // Looking again from time to time finds it.
    }
  }
  const begin = (): void => {
    if (watcher) return
    try {
      const fresh = watch(folder, { persistent: false }, soon)
      watcher = fresh
      above?.close()
      above = undefined
      // A folder that is removed or unmounted ends its watcher; the next look begins another.
      fresh.on('error', () => {
        fresh.close()
        if (watcher === fresh) watcher = undefined
        soon()
      })
      fresh.on('close', () => {
        if (watcher === fresh) watcher = undefined
      })
    } catch {
      // No folder yet, or a system without watching.
      awaitFolder()
    }
  }
  begin()
  const again = setInterval(() => {
    begin()
    changed()
  }, lookAgainMs)
  again.unref()
  return {
    begin,
    stop: () => {
      clearInterval(again)
      clearTimeout(settling)
      watcher?.close()
      above?.close()
    },
  }
}

/** The folder is made when first written to. Names that are no names of rule files are refused. */
export function createRuleFiles({ workspace, sampleFolder, startersFolder = join(sampleFolder, '..', 'rules'), settleMs = 250, lookAgainMs = 5000 }: RuleFilesOptions): RuleFiles {
  const folder = join(workspace, 'rules')
  const at = (file: string): string => {
    if (!RuleFileName.safeParse(file).success) throw new Problem('input.invalid', `${file} is no name for a rule file`)
    return join(folder, file)
  }
  let swept: Promise<void> | undefined
  const watches = new Set<{ begin(): void; stop(): void }>()
  const read = async (path: string): Promise<string | undefined> => {
    try {
      // Bytes that are no UTF-8 become signs that the diagnostics point at.
      return new TextDecoder().decode(await readFile(path))
    } catch (error) {
      if (missing(error)) return undefined
      throw error
    }
  }
  return {
    list: () => naming(folder, async () => {
      await (swept ??= sweep(folder))
      // The folder may have come to be since the watch began.
      for (const one of watches) one.begin()
      return filesIn(folder)
    }),
    read: (file) => naming(file, () => read(at(file))),
    write: (file, text) => naming(file, async () => {
      await writeWhole(folder, at(file), text)
      for (const one of watches) one.begin()
    }),
    remove: (file) => naming(file, async () => {
      await rm(at(file), { force: true })
      await syncFolder(folder)
    }),
    rename: (from, to) => naming(from, async () => {
      await replace(at(from), at(to))
      await syncFolder(folder)
    }),
    watch: (changed) => {
      const one = watchFolder(folder, settleMs, lookAgainMs, changed)
      watches.add(one)
      return () => {
        watches.delete(one)
        one.stop()
      }
    },
    samples: () => naming(sampleFolder, () => textsIn(sampleFolder)),
    starters: async () => [...(await naming(sampleFolder, () => textsIn(sampleFolder))), ...(await naming(startersFolder, () => textsIn(startersFolder)))],
  }
}
