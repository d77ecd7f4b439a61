/** Files that a command was given: texts to check and documents to check them against. */
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { MAX_FILE, MAX_TEXT } from '../../../shared/contract/contract.ts'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { Problem } from '../../../shared/problem.ts'
import { decodeText } from '../../adapters/parsing/decodeText.ts'
import type { GivenDocument } from '../../core/checking/checker.ts'
import { badInput } from './command.ts'
import { type Io, readAll } from './io.ts'

/** Of a text to check; UTF-8 takes at most three bytes for a UTF-16 unit. A source may be as large as a file may be. */
const MOST_BYTES = MAX_TEXT * 3

const plainFormats: Readonly<Record<string, NonNullable<GivenDocument['format']>>> = { '.txt': 'text', '.text': 'text', '.md': 'markdown', '.markdown': 'markdown', '.json': 'json', '.csv': 'csv' }

async function fileBytes(path: string, most = MOST_BYTES): Promise<Buffer> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw badInput(`${path} is a folder; name a file`)
    if (found.size > most) throw new Problem('input.too-large', path)
    return await readFile(path)
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return decodeText(bytes).text
  } catch (error) {
    throw error instanceof Problem ? new Problem(error.code, name, error) : error
  }
}

/** The text of a file, or of standard input for `-`. Throws `input.too-large`, `source.encoding`, `file.missing` or `file.permission`. */
export async function readGivenText(path: string, io: Io): Promise<string> {
  if (path !== '-') return withinLimit(decoded(await fileBytes(path), path), path)
  const bytes = await readAll(io.stdin, MOST_BYTES)
  if (bytes === undefined) throw new Problem('input.too-large', 'standard input')
  return withinLimit(decoded(bytes, 'standard input'), 'standard input')
}

function withinLimit(text: string, name: string): string {
  if (text.length > MAX_TEXT) throw new Problem('input.too-large', name)
  return text
}

/** Documents by their paths, which are also their ids. What is not plain text is parsed as an import would. */
export async function readGivenDocuments(paths: readonly string[], signal: AbortSignal): Promise<GivenDocument[]> {
  const documents: GivenDocument[] = []
  for (const path of paths) {
    const format = plainFormats[extname(path).toLowerCase()]
    if (format !== undefined) documents.push({ id: path, title: basename(path), text: decoded(await fileBytes(path, MAX_FILE), path), format })
    else documents.push(await parsedDocument(path, signal))
  }
  return documents
}

async function parsedDocument(path: string, signal: AbortSignal): Promise<GivenDocument> {
  const { createParser } = await import('../../adapters/parsing/createParser.ts')
  const parser = createParser()
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw badInput(`${path} is a folder; name its files`)
    const parsed = await parser.parse({ name: basename(path), path, bytes: found.size }, () => undefined, signal)
    return { id: path, title: parsed.title, text: parsed.text, format: 'text' }
  } catch (error) {
    if (error instanceof Problem) throw error.detail === undefined ? new Problem(error.code, path, error) : error
    throw asFileProblem(error, path)
  } finally {
    await parser.close()
  }
}
