/** `plumbline import`: files, folders and pages behind links into the library, by the same road as files dropped on the screen. */
import { resolve } from 'node:path'
import type { UploadId } from '../../../shared/model/ids.ts'
import type { ImportResult } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { expandPath } from '../../adapters/files/expandPath.ts'
import type { IncomingFile } from '../../core/ports.ts'
import { asProblem, type CoreClient } from '../coreClient.ts'
import { uploadFile } from '../uploadFile.ts'
import { withCore } from '../withCore.ts'
import { badInput, type Call, type Command, type ExitCode, jsonLine } from './command.ts'
import { type FetchedLink, fetchLink, isLink } from './fetchLink.ts'
import type { Io } from './io.ts'
import { oneLine } from './oneLine.ts'

/** Files of one import: what is uploaded and not yet imported stays small. */
const AT_ONCE = 50

const refusal = (path: string, problem: Problem): ImportResult => ({ path, source: null, title: path, status: 'refused', passages: 0, reason: problemSentence(problem.toShape()) })

/** Imports some files; what cannot even be uploaded is refused and does not hold up the others. */
async function importSome(client: CoreClient, files: readonly IncomingFile[], io: Io): Promise<ImportResult[]> {
  const results: ImportResult[] = []
  const uploads: UploadId[] = []
  for (const file of files) {
    try {
      uploads.push(await uploadFile(client, file, io.signal))
    } catch (thrown) {
      const error = asProblem(thrown)
      if (!(error instanceof Problem) || !/^(file|source|input|not-found)/.test(error.code)) throw error
      results.push(refusal(file.name, error))
    }
  }
  if (uploads.length === 0) return results
  const { import: id } = await client.import.start({ uploads })
  const stop = (): void => void client.import.cancel({ import: id }).catch(() => undefined)
  io.signal.addEventListener('abort', stop)
  try {
    for await (const event of await client.import.follow({ import: id })) {
      if (event.kind === 'result') results.push(event.result)
    }
  } finally {
    io.signal.removeEventListener('abort', stop)
  }
  io.signal.throwIfAborted()
  return results
}

const words: Record<ImportResult['status'], string> = { imported: 'imported', unchanged: 'unchanged', 'new-version': 'new version', refused: 'refused' }
const inWords = ({ path, title, status, passages, reason }: ImportResult): string =>
  `${words[status].padEnd(12)} ${oneLine(path)}${status === 'refused' ? `: ${oneLine(reason ?? '')}` : ` (${oneLine(title)}, ${passages} passages)`}\n`

export const importCommand: Command = {
  run: async (call) => {
    const { words: paths, io } = call
    if (paths.length === 0) throw badInput('import what? Name files, folders or links')
    const links: FetchedLink[] = []
    // All of them are found and fetched before the first is written.
    const files: IncomingFile[] = []
    try {
      for (const path of paths) {
        if (isLink(path)) {
          const link = await fetchLink(path, io.signal)
          links.push(link)
          files.push(link.file)
        } else {
          // The whole path: named from another folder, a file is still the same source.
          for (const file of await expandPath(resolve(path))) files.push({ ...file, name: file.path })
        }
      }
      return await importFiles(files, call)
    } finally {
      for (const link of links) await link.leave()
    }
  },
}

async function importFiles(files: readonly IncomingFile[], { values, config, io }: Call): Promise<ExitCode> {
  const results = await withCore(config, io.signal, async (client) => {
    const all: ImportResult[] = []
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const some = await importSome(client, files.slice(at, at + AT_ONCE), io)
      if (values['local-only'] === true) for (const { source } of some) if (source !== null) await client.source.mark({ id: source, localOnly: true })
      if (values['json'] !== true) for (const result of some) await io.out(inWords(result))
      all.push(...some)
    }
    return all
  })
  if (values['json'] === true) await io.out(jsonLine(results))
  const refused = results.filter(({ status }) => status === 'refused')
  if (results.length === 0) io.say('There was no file to import.')
  if (refused.length > 0 && refused.length === results.length) throw badInput(refused.length === 1 ? (refused[0]!.reason ?? 'the file was refused') : `all ${refused.length} files were refused`)
  return 0
}
