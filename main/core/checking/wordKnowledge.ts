/** What is known of words before any source is read: how rare they are, which mean the same, which are opposites. */
import { cjkNegations } from './cjkWords.ts'
import { stem } from './foldedWord.ts'

/** As in assets/word-table.json: stems, space-joined. */
export interface WordTable {
  readonly seen: Readonly<Record<string, string>>
  readonly same: readonly string[]
  readonly opposite: readonly string[]
  readonly broader: readonly string[]
}

/** How far two different words may stand for each other, 0 to 1. */
export const likeness = { same: 0.8, narrower: 0.6, broader: 0.4, spelling: 0.7 }

export class WordKnowledge {
  readonly #seen = new Map<string, number>()
  readonly #like = new Map<string, Map<string, number>>()
  readonly #opposite = new Map<string, Set<string>>()

  constructor(table: WordTable) {
    for (const [bucket, words] of Object.entries(table.seen)) for (const word of words.split(' ')) this.#seen.set(word, Number(bucket))
    for (const group of table.same) {
      const members = group.split(' ')
      for (const a of members) for (const b of members) if (a !== b) this.#link(a, b, likeness.same)
    }
    for (const line of table.broader) {
      const [word, ...ups] = line.split(' ') as [string, ...string[]]
      for (const up of ups) {
        this.#link(up, word, likeness.narrower)
        this.#link(word, up, likeness.broader)
      }
    }
    for (const pair of table.opposite) {
      const [a, b] = pair.split(' ') as [string, string]
      for (const [from, to] of [[a, b], [b, a]] as const) {
        const known = this.#opposite.get(from)
        if (known === undefined) this.#opposite.set(from, new Set([to]))
        else known.add(to)
      }
    }
  }

  #link(claimed: string, found: string, strength: number): void {
    let known = this.#like.get(claimed)
    if (known === undefined) this.#like.set(claimed, (known = new Map()))
    if ((known.get(found) ?? 0) < strength) known.set(found, strength)
  }

  /** 0.2 for the commonest words to 1 for words never seen. */
  rarity(key: string): number {
    const bucket = this.#seen.get(key)
    return bucket === undefined ? 1 : Math.max(0.2, 0.95 - bucket * 0.07)
  }

  /** Words in a source that may stand for the claimed word, with their likeness. */
  like(claimed: string): ReadonlyMap<string, number> | undefined {
    return this.#like.get(claimed)
  }

  opposites(key: string): ReadonlySet<string> | undefined {
    return this.#opposite.get(key)
  }
}

const negative = new Set(['not', 'no', 'never', 'none', 'nobody', 'nothing', 'neither', 'nor', 'without', 'cannot', 'fals', 'nicht', 'kein', 'ne', 'pas', ...Object.values(cjkNegations)].map((word) => (word === 'fals' ? stem('false') : word)))

/** Whether a token's key denies what stands by it. */
export function denies(key: string): boolean {
  return negative.has(key) || key.endsWith("n't")
}
