/** Sends a file of this machine to a core in pieces, whichever core it is. */
import { open } from 'node:fs/promises'
import { UPLOAD_PIECE } from '../../shared/contract/contract.ts'
import { asFileProblem } from '../../shared/fileProblem.ts'
import type { UploadId } from '../../shared/model/ids.ts'
import type { IncomingFile } from '../core/ports.ts'
import type { CoreClient } from './coreClient.ts'

const LONGEST_NAME = 1000

/** Rejects with a `file.*` or `source.*` Problem, or with the signal's reason. */
export async function uploadFile(client: CoreClient, { name, path, bytes }: IncomingFile, signal: AbortSignal, use: 'import' | 'backup' = 'import'): Promise<UploadId> {
  const { upload: id } = await client.upload.begin({ name: name.slice(-LONGEST_NAME), bytes, for: use })
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
