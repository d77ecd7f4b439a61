/** Imports files and folders that the person chose in the system's dialog: the core reads them from the disk, the page sees none of their bytes. */
import type { UploadId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { expandPath } from '../../adapters/files/expandPath.ts'
import { asProblem, type CoreClient } from '../coreClient.ts'
import { uploadFile } from '../uploadFile.ts'
import type { Imported } from './coreMessages.ts'

/** Begins one import of all of them; what cannot be read is refused by name and does not hold up the others. Throws `not-found` when there is nothing to import. */
export async function importPaths(client: CoreClient, paths: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<Imported> {
  const uploads: UploadId[] = []
  const refused: { name: string; reason: string }[] = []
  const refuse = (name: string, thrown: unknown): void => {
    const error = asProblem(thrown)
    if (!(error instanceof Problem) || !/^(file|source|input|not-found)/.test(error.code)) throw error
    refused.push({ name, reason: problemSentence(error.toShape()) })
  }
  for (const path of paths) {
    const files = await expandPath(path).catch((error: unknown) => (refuse(path, error), []))
    for (const file of files) {
      await uploadFile(client, file, signal).then((id) => uploads.push(id), (error: unknown) => refuse(file.name, error))
    }
  }
  if (uploads.length === 0) return { import: '', refused }
  return { import: (await client.import.start({ uploads })).import, refused }
}
