/** Takes a file that is to go along with a question: an image is kept as it is, anything else is read like a source, for such questions only. */
import type { Attachment } from '../../../shared/model/turn.ts'
import type { SourceFormat } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import type { IncomingFile, Ports } from '../ports.ts'
import { importFile, type ImportPorts } from './importFile.ts'
import { imageType, MAX_IMAGE } from './imageType.ts'

const mediaTypes: Readonly<Record<SourceFormat, string>> = { text: 'text/plain', markdown: 'text/markdown', html: 'text/html', pdf: 'application/pdf', json: 'application/json', csv: 'text/csv' }

async function headOf(file: IncomingFile, { files }: Pick<Ports, 'files'>): Promise<string> {
  for await (const piece of files.readUpload(file.path)) return piece.slice(0, 64)
  throw new Problem('source.empty')
}

/** Rejects with a `source.*` Problem, and then nothing of it is kept. */
export async function attachFile(file: IncomingFile, ports: ImportPorts, signal: AbortSignal): Promise<Attachment> {
  const { store, files } = ports
  const image = imageType(await headOf(file, ports))
  if (image !== undefined) {
    if (file.bytes > MAX_IMAGE) throw new Problem('source.too-large', `${file.name}: the limit of an image is ${MAX_IMAGE / 1024 / 1024} MB`)
    const { sha256, bytes } = await files.hash(file.path, signal)
    await files.keepOriginal(file.path, sha256)
    return { name: file.name, sha256, bytes, mediaType: image }
  }
  const { source: id } = await importFile({ ...file, shownPath: file.name }, ports, { signal, attached: true })
  const source = id === null ? undefined : store.read.source(id)
  if (!source) throw new Problem('source.unreadable', file.name)
  return { name: file.name, sha256: source.sha256, bytes: source.bytes, mediaType: mediaTypes[source.format], source: source.id }
}
