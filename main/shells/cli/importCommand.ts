/** `plumbline import`: files and folders into the library, by the same road as files dropped on the screen. */
import { open } from 'node:fs/promises'
import { UPLOAD_PIECE } from '../../../shared/contract/contract.ts'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import type { UploadId } from '../../../shared/model/ids.ts'
import type { ImportResult } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { expandPath } from '../../adapters/files/expandPath.ts'
import type { IncomingFile } from '../../core/ports.ts'
import { asProblem, type CoreClient } from '../coreClient.ts'
import { withCore } from '../withCore.ts'
import { badInput, type Command, jsonLine } from './command.ts'
import type { Io } from './io.ts'
import { oneLine } from './oneLine.ts'

/** Files of one import: what is uploaded and not yet imported stays small. */
const AT_ONCE = 50
const LONGEST_NAME = 1000

async function upload(client: CoreClient, { path, bytes }: IncomingFile, signal: AbortSignal): Promise<UploadId> {
  const { upload: id } = await client.upload.begin({ name: path.slice(-LONGEST_NAME), bytes })
  const file = await open(path).catch((error: unknown) => {
    throw asFileProblem(error, path)
  })
  try {
    const piece = Buffer.alloc(UPLOAD_PIECE)
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(piece, 0, piece.length)
      if (bytesRead === 0) return id
      await client.upload.append({ upload: id, base64: piece.toString('base64', 0, bytesRead) })
    }
  } finally {
    await file.close()
  }
}

const refusal = (path: string, problem: Problem): ImportResult => ({ path, source: null, title: path, status: 'refused', passages: 0, reason: problemSentence(problem.toShape()) })

/** Imports some files; what cannot even be uploaded is refused and does not hold up the others. */
async function importSome(client: CoreClient, files: readonly IncomingFile[], io: Io): Promise<ImportResult[]> {
  const results: ImportResult[] = []
  const uploads: UploadId[] = []
  for (const file of files) {
    try {
      uploads.push(await upload(client, file, io.signal))
    } catch (thrown) {
      const error = asProblem(thrown)
      if (!(error instanceof Problem) || !/^(file|source|input|not-found)/.test(error.code)) throw error
      results.push(refusal(file.path, error))
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
  run: async ({ words: paths, values, config, io }) => {
    if (paths.length === 0) throw badInput('import what? Name files or folders')
    const link = paths.find((path) => /^https?:\/\//i.test(path))
    if (link !== undefined) throw badInput(`links cannot be imported yet: save ${link.slice(0, 200)} as a file and import that`)
    // All of them are found before the first is written.
    const files: IncomingFile[] = []
    for (const path of paths) files.push(...(await expandPath(path)))
    const results = await withCore(config, io.signal, async (client) => {
      const all: ImportResult[] = []
      for (let at = 0; at < files.length; at += AT_ONCE) {
        const some = await importSome(client, files.slice(at, at + AT_ONCE), io)
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
  },
}
