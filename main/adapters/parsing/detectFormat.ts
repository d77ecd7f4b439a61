/** Tells what a file is by its first bytes, and by its name only where bytes cannot say (Markdown and CSV are text). */
import type { SourceFormat } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'

/** First bytes of what cannot be read yet, so that the refusal names it. */
const foreign: readonly [signature: string, name: string][] = [
  ['PK\u0003\u0004', 'a zip archive or an Office or EPUB document'],
  ['PK\u0005\u0006', 'an empty zip archive'],
  ['\u001f\u008b', 'a gzip archive'],
  ['BZh', 'a bzip2 archive'],
  ['\u00fd7zXZ', 'an xz archive'],
  ['7z\u00bc\u00af', 'a 7z archive'],
  ['Rar!', 'a rar archive'],
  ['\u0028\u00b5\u002f\u00fd', 'a zstd archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office document'],
  ['{\\rtf', 'an RTF document'],
  ['%!PS', 'a PostScript file'],
  ['\u0089PNG', 'an image'],
  ['GIF8', 'an image'],
  ['\u00ff\u00d8\u00ff', 'an image'],
  ['II*\u0000', 'an image'],
  ['MM\u0000*', 'an image'],
  ['RIFF', 'a sound, film or image'],
  ['ID3', 'a sound'],
  ['OggS', 'a sound or film'],
  ['\u007fELF', 'a program'],
  ['MZ', 'a program'],
  ['SQLite format 3', 'a database'],
]

const byExtension: Readonly<Record<string, SourceFormat>> = {
  md: 'markdown', markdown: 'markdown', mdown: 'markdown', mkd: 'markdown',
  html: 'html', htm: 'html', xhtml: 'html',
  json: 'json', jsonl: 'json', csv: 'csv', tsv: 'csv', pdf: 'pdf',
}

/** The last extension of a name, lower case, without its dot. */
export const extensionOf = (name: string): string => /\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? ''

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

const looksLikeHtml = (head: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(head)

/** UTF-16 writes ASCII with a zero in every other byte; dropping those lets one look serve all encodings. */
const withoutNul = (head: string): string => head.replaceAll('\0', '').replace(/^(?:\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf)/, '')

/** Zeros that are not UTF-16's regular ones, or a crowd of control characters: not text of any kind. */
function isBinary(head: Uint8Array): boolean {
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  let control = 0
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i & 1]!++
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  })
  const pairs = Math.max(1, head.length / 2)
  const regular = marked || Math.min(zeros[0]!, zeros[1]!) < pairs * 0.05
  const many = zeros[0]! + zeros[1]! > head.length * 0.01
  return control > head.length * 0.02 || (many && !(regular && (marked || Math.max(zeros[0]!, zeros[1]!) > pairs * 0.4)))
}

/**
 * `head` is the beginning of the file, at least 2,048 bytes where it has them.
 * Rejects with `source.empty`, `source.type-unknown`, or `source.unreadable` for a `.pdf` that is none.
 */
export function detectFormat(head: Uint8Array, name: string): SourceFormat {
  if (head.length === 0) throw new Problem('source.empty')
  const start = latin1(head.subarray(0, 2048))
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf'
  const named = byExtension[extensionOf(name)]
  for (const [signature, what] of foreign) {
    if (start.startsWith(signature)) throw new Problem('source.type-unknown', `it is ${what}`)
  }
  if (named === 'pdf') throw new Problem('source.unreadable', 'it is named .pdf but is not a PDF')
  if (isBinary(head)) throw new Problem('source.type-unknown', 'it is not text')
  const text = withoutNul(start)
  if (looksLikeHtml(text)) return 'html'
  if (/^\s*<\?xml/.test(text)) throw new Problem('source.type-unknown', 'it is XML')
  return named ?? 'text'
}
