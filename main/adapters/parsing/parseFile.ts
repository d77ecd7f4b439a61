/** One file from its bytes to a frozen text with passages: what the parsing worker does for each job. */
import { open } from 'node:fs/promises'
import type { IncomingFile, ParsedSource } from '../../core/ports.ts'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { Problem } from '../../../shared/problem.ts'
import type { SourceFormat } from '../../../shared/model/source.ts'
import { cutPassages } from './cutPassages.ts'
import { decodeText } from './decodeText.ts'
import { detectFormat } from './detectFormat.ts'
import { declaredCharset, extractHtml } from './htmlText.ts'
import { extractPdf } from './pdfText.ts'
import { extractPlainText, type ExtractedText } from './plainText.ts'

export interface ParseLimits {
  /** Bytes of any file, and of one that is text by nature: its string takes up to four times that in memory. */
  readonly fileBytes: number
  readonly textBytes: number
}

export const defaultLimits: ParseLimits = { fileBytes: 400 * 1024 * 1024, textBytes: 100 * 1024 * 1024 }

/** Bytes that are looked at to tell what a file is. */
const HEAD = 65_536

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

async function readFile(file: IncomingFile, limits: ParseLimits): Promise<{ bytes: Uint8Array; format: SourceFormat }> {
  let handle
  try {
    handle = await open(file.path, 'r')
    const { size } = await handle.stat()
    const head = new Uint8Array(Math.min(size, HEAD))
    await handle.read(head, 0, head.length, 0)
    if (size > limits.fileBytes) throw new Problem('source.too-large', `it has ${megabytes(size)}, the limit is ${megabytes(limits.fileBytes)}`)
    const format = detectFormat(head, file.name)
    if (format !== 'pdf' && size > limits.textBytes) throw new Problem('source.too-large', `it has ${megabytes(size)}, the limit for text is ${megabytes(limits.textBytes)}`)
    const bytes = new Uint8Array(size)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at)
      if (bytesRead === 0) throw new Problem('source.truncated', 'it became shorter while it was read')
      at += bytesRead
    }
    return { bytes, format }
  } catch (error) {
    throw asFileProblem(error, file.name)
  } finally {
    await handle?.close()
  }
}

/** The name without folders and extension, for files that name no title of their own. */
const bareName = (name: string): string => name.replace(/^.*[/\\]/, '').replace(/\.[\p{L}\p{N}]{1,10}$/u, '') || name

async function extract(bytes: Uint8Array, format: SourceFormat, name: string, pdfFolder: string, onProgress: (fraction: number) => void): Promise<ExtractedText> {
  if (format === 'pdf') return extractPdf(bytes, name, pdfFolder, onProgress)
  if (format === 'html') return extractHtml(decodeText(bytes, declaredCharset(bytes)).text, name)
  return extractPlainText(decodeText(bytes).text, format, name)
}

/** Rejects with a `source.*` or `file.*` Problem. */
export async function parseFile(file: IncomingFile, pdfFolder: string, onProgress: (fraction: number) => void, limits = defaultLimits): Promise<ParsedSource> {
  const { bytes, format } = await readFile(file, limits)
  const extracted = await extract(bytes, format, bareName(file.name), pdfFolder, onProgress)
  if (!/\S/.test(extracted.text)) throw new Problem('source.empty')
  if (!/[\p{L}\p{N}]/u.test(extracted.text)) throw new Problem('source.no-text')
  const { body = 0, ...source } = extracted
  return { ...source, format, passages: cutPassages(source.text, source.landmarks, body) }
}
