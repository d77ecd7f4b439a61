/** Sends a file to the core, a piece at a time, in order. */
import { UPLOAD_PIECE } from '../../shared/contract/contract.ts'
import type { UploadId } from '../../shared/model/ids.ts'
import type { Connection } from './client.ts'

function toBase64(bytes: Uint8Array): string {
  const modern = bytes as Uint8Array & { toBase64?: () => string }
  if (modern.toBase64) return modern.toBase64()
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

/** `onSent` is told of the bytes of each piece once it has arrived. */
export async function uploadFile({ client }: Pick<Connection, 'client'>, file: File, signal: AbortSignal, onSent: (bytes: number) => void): Promise<UploadId> {
  const name = (file.webkitRelativePath || file.name || 'file').slice(-1000)
  const { upload } = await client.upload.begin({ name, bytes: file.size }, { signal })
  for (let from = 0; from < file.size; from += UPLOAD_PIECE) {
    const piece = new Uint8Array(await file.slice(from, from + UPLOAD_PIECE).arrayBuffer())
    await client.upload.append({ upload, base64: toBase64(piece) }, { signal })
    onSent(piece.length)
  }
  return upload
}
