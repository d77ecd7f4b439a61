/** The rules of a workspace as a command reads them, beside whoever writes it: the files as they are, of the sets that are switched on. */
import { createRuleFiles } from '../adapters/files/ruleFiles.ts'
import type { Config } from '../config.ts'
import type { RuleText } from '../core/ports.ts'
import { hashOfText } from '../core/rules/baseVersion.ts'
import { withReader } from './openReader.ts'
import { sampleRulesFolder } from './places.ts'
import { workspaceFolder } from './workspaceFolder.ts'

/** A file that the app has not seen yet counts, and has no version. */
export async function workspaceRules(config: Pick<Config, 'workspace'>): Promise<RuleText[]> {
  const folder = workspaceFolder(config)
  try {
    const files = createRuleFiles({ workspace: folder.path, sampleFolder: sampleRulesFolder })
    const listed = (await files.list()) ?? []
    if (listed.length === 0) return []
    const sets = await withReader({ workspace: folder.path }, (read) => read.ruleSets())
    const texts: RuleText[] = []
    for (const { file } of listed) {
      const set = sets.find((one) => one.file === file)
      const text = set?.on === false ? undefined : await files.read(file)
      if (text === undefined) continue
      texts.push({ file, text, ...(set === undefined ? {} : { set: set.id }), ...(set?.version === hashOfText(text) ? { version: set.number } : {}) })
    }
    return texts
  } finally {
    folder.leave()
  }
}
