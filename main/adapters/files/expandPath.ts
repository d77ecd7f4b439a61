/** The files under a path that the person named: itself, or what a folder holds that can be or might be a document. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, sep } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { Problem } from '../../../shared/problem.ts'
import type { IncomingFile } from '../../core/ports.ts'

/** A folder with more is refused in words rather than read for hours. */
export const MOST_FILES = 20_000
const DEEPEST = 40

/** In a folder, pictures, styles and programs around the documents are passed over; a document of a kind that cannot be read is not, so that its refusal is seen. */
const documents = new Set(
  ('.txt .text .md .markdown .mdown .mkd .rst .adoc .org .tex .log .html .htm .xhtml .pdf .json .jsonl .csv .tsv ' +
    '.doc .docx .odt .rtf .epub .mobi .xls .xlsx .ods .ppt .pptx .odp .ps .djvu .zip .gz').split(' '),
)

const isDocument = (name: string): boolean => documents.has(extname(name).toLowerCase()) || (extname(name) === '' && /^(?:README|NEWS|FAQ|LICENSE|CHANGES|NOTES)/i.test(name))

/** Hidden entries and links that lead out of `root` are not followed. Files come in the order of their names. */
async function* walk(folder: string, root: string, depth: number): AsyncGenerator<string> {
  if (depth > DEEPEST) return
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) yield* walk(path, root, depth + 1)
    else if (entry.isFile() && isDocument(entry.name)) yield path
    else if (entry.isSymbolicLink() && isDocument(entry.name)) {
      const target = await realpath(path).catch(() => '')
      if (target.startsWith(root + sep) && (await stat(target)).isFile()) yield path
    }
  }
}

/** Rejects with `file.missing`, `file.permission` or, for a folder without end, `input.too-large`. */
export async function expandPath(path: string): Promise<IncomingFile[]> {
  try {
    const named = await stat(path)
    if (!named.isDirectory()) {
      if (!named.isFile()) throw new Problem('source.type-unknown', `${path} is not a file`)
      return [{ name: basename(path), path, bytes: named.size }]
    }
    const files: IncomingFile[] = []
    const seen = new Set<string>()
    for await (const found of walk(path, await realpath(path), 0)) {
      const { dev, ino, size } = (await lstat(found)).isSymbolicLink() ? await stat(found) : await lstat(found)
      // A link beside what it points to would otherwise be read twice.
      if (seen.has(`${dev}:${ino}`)) continue
      seen.add(`${dev}:${ino}`)
      files.push({ name: basename(found), path: found, bytes: size })
      if (files.length > MOST_FILES) throw new Problem('input.too-large', `the folder holds more than ${MOST_FILES} files`)
    }
    return files
  } catch (error) {
    throw asFileProblem(error, path)
  }
}
