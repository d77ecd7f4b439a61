/** The hashes of items by file and id: what tells whether a rule that a note leans on still says the same. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import type { ItemAt } from '../../ports.ts'

const ROWS = ['rules', 'defaults', 'definitions', 'closures', 'facts'] as const
const indexed = new WeakMap<RuleBase, Map<string, string[]>>()

function indexOf(base: RuleBase): Map<string, string[]> {
  const known = indexed.get(base)
  if (known) return known
  const index = new Map<string, string[]>()
  for (const row of ROWS) {
    for (const { id, hash, place } of base[row]) {
      const key = `${place.file}\n${id}`
      const found = index.get(key)
      if (found) found.push(hash)
      else index.set(key, [hash])
    }
  }
  indexed.set(base, index)
  return index
}

export const hashesOf = (base: RuleBase, items: readonly ItemAt[]): string[][] => items.map(({ file, id }) => indexOf(base).get(`${file}\n${id}`) ?? [])
