/** Which files of a workspace a backup holds: the database, the head, the settings, the rules, the originals. Keys, logs and uploads are not among them. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { HEAD_FILE } from '../historyHead.ts'

export const DATABASE_FILE = 'data.sqlite'
export const CONFIG_FILE = 'config.json'
export const RULES_FOLDER = 'rules'
export const SOURCES_FOLDER = 'sources'

/** A rule file is named by the person, so anything but a separator or a control character; hidden ones and links are left out. */
const RULES = /^rules\/(?!\.)[^/\\:\p{Cc}]{1,200}\.rules$/u
const ORIGINAL = /^sources\/[0-9a-f]{64}$/

/** A restore writes to no other place than these. */
export const isContent = (path: string): boolean => path === DATABASE_FILE || path === HEAD_FILE || path === CONFIG_FILE || RULES.test(path) || ORIGINAL.test(path)

export const isRules = (path: string): boolean => RULES.test(path)
export const originalOf = (path: string): string | undefined => (ORIGINAL.test(path) ? path.slice(SOURCES_FOLDER.length + 1) : undefined)

/** Paths of the rule files, in order. */
export function rulesIn(folder: string): string[] {
  const rules = join(folder, RULES_FOLDER)
  if (!existsSync(rules)) return []
  return readdirSync(rules, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isRules(`${RULES_FOLDER}/${entry.name}`))
    .map((entry) => `${RULES_FOLDER}/${entry.name}`)
    .sort()
}

/** Everything beside the database and the originals that is there. */
export function smallFilesIn(folder: string): string[] {
  const config = statSync(join(folder, CONFIG_FILE), { throwIfNoEntry: false })?.isFile() ? [CONFIG_FILE] : []
  return [...config, ...rulesIn(folder)]
}
