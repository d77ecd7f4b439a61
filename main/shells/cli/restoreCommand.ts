/** `plumbline restore`: puts the workspace back to a backup, a file or one of its own, by the running core or one of its own. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { type BackupCounts, BackupName, type RestorePreview } from '../../../shared/model/backup.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Config } from '../../config.ts'
import { asProblem, type CoreClient } from '../coreClient.ts'
import { withReader } from '../openReader.ts'
import { uploadFile } from '../uploadFile.ts'
import { withCore } from '../withCore.ts'
import { badInput, type Command, jsonLine } from './command.ts'
import { readPassphrase } from './passphrase.ts'

const AGE = 'age-encryption.org/'
/** Milliseconds in which a running core has closed and opened the restored workspace. */
const PATIENCE = 60_000
const PAUSE = 100

function isSealed(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(AGE.length)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0)) === AGE
  } finally {
    closeSync(file)
  }
}

async function stage(client: CoreClient, from: { name: string } | { file: string; passphrase: string | undefined }, signal: AbortSignal): Promise<RestorePreview> {
  const input = 'name' in from ? from : { upload: await uploadFile(client, { name: basename(from.file), path: from.file, bytes: statSync(from.file).size }, signal, 'backup'), ...(from.passphrase === undefined ? {} : { passphrase: from.passphrase }) }
  for await (const event of await client.backup.stage(input, { signal })) if (event.kind === 'staged') return event.preview
  throw new Problem('cancelled')
}

/** Ends when the core says that it starts again; one that is gone by then has done so. */
async function restore(client: CoreClient, staged: string, signal: AbortSignal): Promise<void> {
  let decided = false
  try {
    for await (const event of await client.backup.restore({ staged }, { signal })) decided ||= event.kind === 'restarting'
  } catch (error) {
    const problem = asProblem(error)
    if (!(decided && problem instanceof Problem && /connection|cancelled/.test(problem.code))) throw problem
  }
}

/** The restored workspace, once whoever runs on it has opened it. */
async function restored(config: Config, at: string): Promise<{ whole: boolean; count: number }> {
  for (const until = Date.now() + PATIENCE; ; await wait(PAUSE)) {
    try {
      return await withReader(config, (read) => read.verifyHistory())
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'workspace.locked' || Date.now() > until) throw error instanceof Problem && error.code === 'workspace.locked' ? new Problem('busy', `the backup of ${at} takes effect when Plumbline is started again`) : error
    }
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
const counted = ({ conversations, sources, notes, rules }: BackupCounts): string => [count(conversations, 'conversation'), count(sources, 'source'), count(notes, 'note'), count(rules, 'rule file')].join(', ')

export const restoreCommand: Command = {
  run: async ({ words, values, config, io }) => {
    const [path, ...more] = words
    if (path === undefined || more.length > 0) throw badInput('restore what? Name one backup file, or one of the backups that plumbline doctor lists')
    if (config.workspace === undefined) throw badInput('restore into which workspace? Name a folder with --workspace')
    const own = BackupName.safeParse(path).success && !existsSync(path)
    try {
      if (!own && !statSync(path).isFile()) throw badInput(`${path} is not a file`)
    } catch (error) {
      throw asFileProblem(error, path)
    }
    const from = own ? { name: path } : { file: path, passphrase: isSealed(path) ? await readPassphrase(io, false) : undefined }
    const dry = values['dry-run'] === true
    const preview = await withCore(
      config,
      io.signal,
      async (client) => {
        const staged = await stage(client, from, io.signal)
        if (dry) await client.backup.drop({ staged: staged.staged })
        else await restore(client, staged.staged, io.signal)
        return staged
      },
      { rescue: true },
    )
    const { staged: _staged, ...told } = preview
    if (dry) {
      await io.out(values['json'] === true ? jsonLine(told) : `A restore would bring back ${counted(preview.then)} of ${preview.at}${preview.now ? `, in the place of ${counted(preview.now)}` : ''}. Nothing was changed.\n`)
      return 0
    }
    const { whole, count } = await restored(config, preview.at)
    await io.out(values['json'] === true ? jsonLine({ ...told, whole, count }) : `The workspace is as it was at ${preview.at}: ${counted(preview.then)}. What was here before is kept as a backup.\n`)
    return 0
  },
}
