/** What changed between two rule bases, by id: items by their hashes, vocabulary by its meaning. */
import type { RuleBase } from '../../../../shared/logic/base.ts'

export interface BaseDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** Every id with what makes it this one; two facts may share an id, so the marks of one id are sorted together. */
function marks(base: RuleBase): Map<string, string> {
  const found = new Map<string, string[]>()
  const put = (id: string, mark: string): void => {
    const known = found.get(id)
    if (known === undefined) found.set(id, [mark])
    else known.push(mark)
  }
  for (const kind of ['rules', 'defaults', 'definitions', 'facts', 'closures', 'policies', 'wordings', 'judges'] as const) {
    for (const { id, kind: what, hash } of base[kind]) put(id, what === 'closed' ? what : hash)
  }
  for (const [group, symbols] of [['type', base.types], ['entity', base.entities], ['relation', base.relations], ['quantity', base.quantities]] as const) {
    for (const [name, symbol] of symbols) put(`${group}:${name}`, JSON.stringify({ ...symbol, place: undefined }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
  }
  return new Map([...found].map(([id, all]) => [id, all.sort().join()]))
}

/** Ids in sorted order. A rule that only moved is unchanged. */
export function diffBases(before: RuleBase, after: RuleBase): BaseDiff {
  const old = marks(before)
  const now = marks(after)
  const added = [...now.keys()].filter((id) => !old.has(id)).sort()
  const removed = [...old.keys()].filter((id) => !now.has(id)).sort()
  const changed = [...now].filter(([id, mark]) => old.has(id) && old.get(id) !== mark).map(([id]) => id).sort()
  return { added, removed, changed }
}
