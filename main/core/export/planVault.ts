/** What an export into an Obsidian vault writes: new files for new notes, changed ones where they are, and nothing else. */
import type { Note } from '../../../shared/model/note.ts'
import { judgedNow, standing, verifiedAt } from '../../../shared/model/note.ts'
import { exportedNote } from './exportedNote.ts'
import { fileName } from './markdown.ts'
import { freshVaultFile, renewedVaultFile, vaultId, type VaultNote } from './vaultFile.ts'

/** `path` is relative to the vault, with `/`. */
export interface VaultEntry {
  readonly path: string
  readonly text: string
}

export interface VaultPlan {
  readonly write: readonly VaultEntry[]
  /** What was left as the person changed it. */
  readonly kept: readonly { readonly path: string; readonly what: string }[]
  readonly unchanged: number
}

/** Obsidian takes no spaces in tags, nor tags of digits alone. */
const tagOf = (tag: string): string => {
  const bare = tag.trim().replace(/[^\p{L}\p{N}/_-]+/gu, '-').replace(/^-+|-+$/g, '')
  return /^\d+$/.test(bare) ? `n${bare}` : bare
}

const fieldsOf = (note: Note): VaultNote['fields'] => ({
  aliases: [note.statement.replace(/\s+/g, ' ').slice(0, 200)],
  tags: [...new Set(note.tags.map(tagOf).filter((tag) => tag !== ''))],
  verdict: standing(note).verdict,
  by: standing(note).by,
  status: note.status,
  topic: note.topic,
  created: note.created,
  checked: verifiedAt(note),
  sources: [...new Set(judgedNow(note).sources.evidence.map(({ title, source }) => title ?? source))],
})

const nameOf = (path: string): string => path.split('/').at(-1)!.replace(/\.md$/iu, '')

/** `existing`: every Markdown file that is in the vault now. `statementOf` tells the wording of any note of the workspace. */
export function planVault(notes: readonly Note[], existing: readonly VaultEntry[], statementOf: (id: string) => string | undefined): VaultPlan {
  const byId = new Map<string, VaultEntry>()
  for (const file of existing) {
    const id = vaultId(file.text)
    if (id !== undefined && !byId.has(id)) byId.set(id, file)
  }
  const taken = new Set(existing.map(({ path }) => path.toLocaleLowerCase('und')))
  const paths = new Map<string, string>()
  for (const note of notes) {
    const there = byId.get(note.id)?.path
    if (there !== undefined) {
      paths.set(note.id, there)
      continue
    }
    const wanted = fileName(note)
    let path = wanted
    for (let n = 2; taken.has(path.toLocaleLowerCase('und')); n += 1) path = wanted.replace(/\.md$/u, ` ${n}.md`)
    taken.add(path.toLocaleLowerCase('und'))
    paths.set(note.id, path)
  }
  const linkTo = (id: string): string | undefined => {
    const path = paths.get(id) ?? byId.get(id)?.path
    return path === undefined ? undefined : nameOf(path)
  }
  const write: VaultEntry[] = []
  const kept: { path: string; what: string }[] = []
  let unchanged = 0
  for (const note of notes) {
    const path = paths.get(note.id)!
    const one = { note: exportedNote(note, statementOf), fields: fieldsOf(note) }
    const there = byId.get(note.id)
    const renewed = there ? renewedVaultFile(there.text, one, linkTo) : { text: freshVaultFile(one, linkTo), kept: [] }
    for (const what of renewed.kept) kept.push({ path, what })
    if (there?.text === renewed.text) unchanged += 1
    else write.push({ path, text: renewed.text })
  }
  return { write, kept, unchanged }
}
