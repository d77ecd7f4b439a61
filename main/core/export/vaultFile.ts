/** One note as a file of an Obsidian vault, and how such a file is written again without taking anything that the person changed in it. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { parseDocument } from 'yaml'
import { frontMatter, literal } from './markdown.ts'
import type { ExportedNote } from '../../../shared/model/export.ts'

export interface VaultNote {
  readonly note: ExportedNote
  /** The front matter: flat, lists as lists, every date a text. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}

/** The front matter's key by which a file is known, whatever it is called and wherever it was moved to. */
export const VAULT_KEY = 'plumbline'

const BEGIN = '%% plumbline: from here to the next such line the text is written again with each export, unless you change it %%'
const END = /^%% plumbline: end (\{.*\}) %%$/mu

const short = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value)))).slice(0, 16)

/** Beside Markdown's own signs those of Obsidian: comments and block names. */
const text = (raw: string): string => literal(raw).replaceAll('%', '&#37;').replaceAll('^', '&#94;')
const lines = (raw: string): string => raw.trim().split(/\r\n|\r|\n|\u2028|\u2029/u).map((line) => `> ${text(line)}`).join('\n')

/** What stands for a link: Obsidian shows it as it is, but for the signs that end it. */
const alias = (raw: string): string => raw.replace(/[\s[\]|#^%]+/gu, ' ').trim().slice(0, 300).toWellFormed()

/** `linkTo` gives the name of the file of another note, where that is in the vault. */
function regionOf({ note }: VaultNote, linkTo: (id: string) => string | undefined): string {
  const blocks = [`# ${text(note.statement)}`, `**${text(note.verdict)}**`]
  if (note.caution !== undefined) blocks.push(`> [!warning] ${text(note.caution)}`)
  note.reasons.forEach(({ says, place }, index) => blocks.push(`> [!note] Your logic: ${text(place)}\n${lines(says)}\n\n^r${index + 1}`))
  note.quotes.forEach(({ stance, quote, title, place }, index) => blocks.push(`> [!quote] ${stance}: ${text(title)}, ${text(place)}\n${lines(quote)}\n\n^q${index + 1}`))
  for (const { says, to, statement } of note.links) {
    const name = linkTo(to)
    blocks.push(`${says}: ${name === undefined ? text(statement) : `[[${name}|${alias(statement)}]]`}`)
  }
  blocks.push(`*${text(note.origin)}*`)
  return blocks.join('\n\n')
}

const endLine = (region: string, fields: VaultNote['fields']): string =>
  `%% plumbline: end ${JSON.stringify({ text: short(region), fields: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, short(value)])) })} %%`

const bodyOf = (region: string, fields: VaultNote['fields']): string => `${BEGIN}\n${region}\n${endLine(region, fields)}\n`

export function freshVaultFile(one: VaultNote, linkTo: (id: string) => string | undefined): string {
  return `${frontMatter({ [VAULT_KEY]: one.note.id, ...one.fields })}\n${bodyOf(regionOf(one, linkTo), one.fields)}`
}

const FRONT = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u

/** The id of the note that a file of the vault is of; `undefined` for the person's own files. */
export function vaultId(file: string): string | undefined {
  const front = FRONT.exec(file)?.[1]
  if (front === undefined) return undefined
  const id: unknown = parseDocument(front).get(VAULT_KEY)
  return typeof id === 'string' ? id : undefined
}

interface Written {
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
}

function writtenOf(json: string): Written | undefined {
  try {
    const { text: hash, fields } = JSON.parse(json) as { text?: unknown; fields?: unknown }
    return typeof hash === 'string' && typeof fields === 'object' && fields !== null ? { text: hash, fields: fields as Written['fields'] } : undefined
  } catch {
    return undefined
  }
}

/**
 * The file with what is new about the note. Fields and text that the person changed stay theirs (`kept` names them), everything outside
 * the marked lines is left as it is, and so is a file whose marks are gone.
 */
export function renewedVaultFile(file: string, one: VaultNote, linkTo: (id: string) => string | undefined): { text: string; kept: string[] } {
  const end = END.exec(file)
  const written = end ? writtenOf(end[1]!) : undefined
  const begin = file.indexOf(BEGIN)
  const front = FRONT.exec(file)
  if (!end || !written || begin < 0 || begin > end.index || !front) return { text: file, kept: ['the whole file, because its marks are gone'] }
  const kept: string[] = []

  const document = parseDocument(front[1]!)
  const fields: Record<string, string | readonly string[]> = {}
  if (document.errors.length > 0) kept.push('the front matter, which does not read as YAML')
  else {
    for (const [key, value] of Object.entries(one.fields)) {
      const before = written.fields[key]
      const now: unknown = document.has(key) ? (document.toJS() as Record<string, unknown>)[key] : undefined
      if (before !== undefined && short(now ?? null) !== before) kept.push(key)
      else {
        fields[key] = value
        if (JSON.stringify(now) !== JSON.stringify(value)) document.set(key, document.createNode(value))
      }
    }
  }
  const region = file.slice(begin + BEGIN.length, end.index).replace(/^\r?\n|\r?\n$/g, '')
  const own = short(region.replaceAll('\r\n', '\n')) !== written.text
  const next = own ? region : regionOf(one, linkTo)
  if (own) kept.push('the text')
  // Hashes of what the person changed stay as they were, or the next export would take it for its own.
  const marks = JSON.stringify({ text: own ? written.text : short(next), fields: { ...written.fields, ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, short(value)])) } })
  const rest = file.slice(front[0].length, begin)
  const after = file.slice(end.index + end[0].length)
  const head = document.errors.length > 0 ? front[0] : `---\n${document.toString({ lineWidth: 0 })}---\n`
  return { text: `${head}${rest}${BEGIN}\n${next}\n%% plumbline: end ${marks} %%${after}`, kept }
}
