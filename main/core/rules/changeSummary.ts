/** What changed between two versions of a rule set, in one line. */
import type { DescribedRules } from '../ports.ts'

/** Ids that are named of each kind. */
const NAMED = 6

const named = (ids: readonly string[]): string => (ids.length <= NAMED ? ids.join(', ') : `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`)

export function changeSummary({ added, removed, changed }: Pick<DescribedRules, 'added' | 'removed' | 'changed'>): string {
  const parts = [
    ...(added.length > 0 ? [`added ${named(added)}`] : []),
    ...(changed.length > 0 ? [`changed ${named(changed)}`] : []),
    ...(removed.length > 0 ? [`removed ${named(removed)}`] : []),
  ]
  return parts.length === 0 ? 'nothing in what it says' : parts.join('; ')
}
