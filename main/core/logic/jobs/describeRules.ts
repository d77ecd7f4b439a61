/** What a text of the base is: its title, its counts, and how it differs from the text before it. */
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import type { RuleBase } from '../../../../shared/logic/base.ts'
import type { RuleCounts } from '../../../../shared/model/ruleSet.ts'
import type { DescribedRules, RuleText } from '../../ports.ts'
import { diffBases } from '../whole/diffBases.ts'

/** Ids that a description names at most, of each kind. */
const MOST_IDS = 2000

const ROWS = ['rules', 'defaults', 'definitions', 'closures', 'policies', 'wordings', 'judges'] as const

/** Counts by file of everything in the base. */
export function countsOf(base: RuleBase, files: readonly string[]): Record<string, RuleCounts> {
  const counts = new Map(files.map((file) => [file, { rules: 0, facts: 0, errors: 0, warnings: 0 }]))
  const add = (file: string, what: keyof RuleCounts): void => {
    const found = counts.get(file)
    if (found) found[what] += 1
  }
  for (const row of ROWS) for (const { place } of base[row]) add(place.file, 'rules')
  for (const { place } of base.facts) add(place.file, 'facts')
  for (const { file, severity } of base.diagnostics) if (severity !== 'note') add(file, severity === 'error' ? 'errors' : 'warnings')
  return Object.fromEntries(counts)
}

function titleOf(file: string, text: string): string | undefined {
  // Only the declaration that names the set is read: the first line that begins so.
  const line = /^[ \t]*ruleset[ \t]+[^\n]*/mu.exec(text)?.[0]
  const [declaration] = line === undefined ? [] : parseSurface(file, line).declarations
  return declaration?.kind === 'ruleset' ? declaration.title : undefined
}

/** `base` is that of all texts as they are now, `before` as they were. */
export function describeRules(base: RuleBase, texts: readonly RuleText[], file: string, before: RuleBase): DescribedRules {
  const title = titleOf(file, texts.find((text) => text.file === file)?.text ?? '')
  const { added, removed, changed } = diffBases(before, base)
  return {
    ...(title === undefined ? {} : { title }),
    counts: countsOf(base, [file])[file] ?? { rules: 0, facts: 0, errors: 0, warnings: 0 },
    added: added.slice(0, MOST_IDS),
    removed: removed.slice(0, MOST_IDS),
    changed: changed.slice(0, MOST_IDS),
  }
}
