/** Writes notes into a folder that is, or becomes, an Obsidian vault. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Note } from '../../shared/model/note.ts'
import { planVault, type VaultEntry, type VaultPlan } from '../core/export/planVault.ts'
import { writeWhole } from './writeWhole.ts'

/** Bytes of a file of the vault that is read: a larger one is no note of ours. */
const LARGEST = 8 * 1024 * 1024

/** Every Markdown file below the folder; folders that begin with a dot are Obsidian's own. */
function markdownFiles(folder: string): VaultEntry[] {
  let entries
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return entries.flatMap((entry) => {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!entry.isFile() || !/\.md$/iu.test(path) || path.split('/').some((part) => part.startsWith('.'))) return []
    const bytes = readFileSync(join(folder, path))
    return [{ path, text: bytes.length > LARGEST ? '' : bytes.toString('utf8') }]
  })
}

/** Rejects as the file system does. Each file is whole or as it was. */
export function writeVault(folder: string, notes: readonly Note[], statementOf: (id: string) => string | undefined): VaultPlan {
  const plan = planVault(notes, markdownFiles(folder), statementOf)
  mkdirSync(folder, { recursive: true })
  for (const { path, text } of plan.write) {
    const to = join(folder, ...path.split('/'))
    mkdirSync(dirname(to), { recursive: true })
    writeWhole(to, text)
  }
  return plan
}
