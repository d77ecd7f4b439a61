/** Where the parts of the installed app are, from the sources and from a build alike. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('Plumbline is not where its package.json is')
    folder = above
  }
  return folder
}

export const appRoot = findRoot()
/** The built screen. */
export const screenFolder = join(appRoot, 'out', 'renderer')
/** The sample workspace: its sources, and beside them its rules. */
export const sampleFolder = join(appRoot, 'assets', 'sample', 'sources')
export const sampleRulesFolder = join(appRoot, 'assets', 'sample')

/** In a workspace: the keys of model servers. */
export const KEYS_FILE = 'keys.json'

/** Which servers have their key in the system's keyring; no keys. */
export const KEYRING_FILE = 'keyring.json'

export const appVersion = (): string => (JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')) as { version: string }).version
