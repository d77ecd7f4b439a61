/** `plumbline backup`: a backup now, into the workspace's own folder of backups, and as one file where `--out` names it. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import type { Backup } from '../../../shared/model/backup.ts'
import { Problem } from '../../../shared/problem.ts'
import type { CoreClient } from '../coreClient.ts'
import { withCore } from '../withCore.ts'
import { badInput, type Command, jsonLine, textOf } from './command.ts'
import { readPassphrase } from './passphrase.ts'

async function make(client: CoreClient, signal: AbortSignal): Promise<Backup> {
  for await (const event of await client.backup.make({}, { signal })) if (event.kind === 'made') return event.backup
  throw new Problem('cancelled')
}

/** Whole or not at all: a file that was there stays until the new one is complete. */
async function save(client: CoreClient, backup: Backup, out: string, passphrase: string | undefined, signal: AbortSignal): Promise<string> {
  const folder = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true
  const beside = join(folder ? out : dirname(resolve(out)), `.plumbline-${process.pid}.part`)
  let file: number | undefined
  let target = out
  try {
    file = openSync(beside, 'w', 0o600)
    for await (const event of await client.backup.file({ name: backup.name, ...(passphrase === undefined ? {} : { passphrase }) }, { signal })) {
      if (event.kind === 'file' && folder) target = join(out, event.name)
      if (event.kind !== 'piece') continue
      const bytes = Buffer.from(event.base64, 'base64')
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    }
    fsyncSync(file)
    closeSync(file)
    file = undefined
    renameSync(beside, target)
    return target
  } catch (error) {
    throw asFileProblem(error, out)
  } finally {
    if (file !== undefined) closeSync(file)
    rmSync(beside, { force: true })
  }
}

export const backupCommand: Command = {
  run: async ({ words, values, config, io }) => {
    const out = textOf(values, 'out')
    const seal = values['seal'] === true
    if (words.length > 0) throw badInput('backup takes options only; plumbline backup --help lists them')
    if (out === '') throw badInput('--out needs a file')
    if (seal && out === undefined) throw badInput('--seal is for a file: name it with --out')
    if (out !== undefined && !existsSync(dirname(resolve(out)))) throw badInput(`there is no folder ${dirname(resolve(out))}`)
    const passphrase = seal ? await readPassphrase(io, true) : undefined
    const { backup, file } = await withCore(config, io.signal, async (client) => {
      const made = await make(client, io.signal)
      return { backup: made, file: out === undefined ? undefined : await save(client, made, out, passphrase, io.signal) }
    })
    if (values['json'] === true) await io.out(jsonLine({ ...backup, ...(file === undefined ? {} : { file }) }))
    else if (backup.fault === undefined) await io.out(`Backup ${backup.name} was made and proven by a restore${file === undefined ? '' : `, and written to ${file}`}.\n`)
    else await io.out(`Backup ${backup.name} was made, but: ${backup.fault}.\n`)
    return backup.proven === undefined ? 1 : 0
  },
}
