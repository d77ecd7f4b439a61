/** Ranks passages for a long claim by its rarest words alone: their places are read once and serve every claim that has them. */
import type { ReadConnection } from './connections.ts'

export interface RareTerm {
  /** As it stands in a MATCH expression. */
  readonly match: string
  /** Passages that hold it, at most. */
  readonly count: number
}

/** Places read for one claim: about 2 ms of work, however large the library is. */
const MOST_PLACES = 8000
/** At least so many words must fit, or their places tell too little. */
const LEAST_WORDS = 3
/** Places remembered for all words together: 8 bytes each. */
const MOST_REMEMBERED = 400_000

export interface RarestWords {
  /**
   * Passage ids, best first, by the summed rarity of the words they hold; more than were asked for, as some may be of deleted sources.
   * Nothing when the words are too common to be told by this.
   * @param terms rarest first
   * @param passages how many the library has
   */
  rank(terms: readonly RareTerm[], limit: number, passages: number): { id: number; score: number }[] | undefined
  /** The library has changed: what was remembered no longer holds. */
  forget(): void
}

export function rarestWords(db: ReadConnection): RarestWords {
  const places = db.prepare('SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?').pluck()
  const remembered = new Map<string, Float64Array>()
  let kept = 0
  const placesOf = ({ match }: RareTerm): Float64Array => {
    const known = remembered.get(match)
    if (known !== undefined) return known
    const read = Float64Array.from(places.all(match) as number[])
    if (kept + read.length > MOST_REMEMBERED) {
      remembered.clear()
      kept = 0
    }
    remembered.set(match, read)
    kept += read.length
    return read
  }
  return {
    rank: (terms, limit, passages) => {
      let taken = 0
      for (let sum = 0; taken < terms.length && sum + terms[taken]!.count <= MOST_PLACES; taken++) sum += terms[taken]!.count
      if (taken < Math.min(LEAST_WORDS, terms.length)) return undefined
      const scores = new Map<number, number>()
      for (const term of terms.slice(0, taken)) {
        const rarity = Math.log(1 + passages / (term.count + 0.5))
        for (const id of placesOf(term)) scores.set(id, (scores.get(id) ?? 0) + rarity)
      }
      // Only the best few are wanted of thousands: what lies below the worst of them is passed over.
      const best: { id: number; score: number }[] = []
      let worst = 0
      for (const [id, score] of scores) {
        if (best.length >= limit && score <= worst) continue
        best.push({ id, score })
        if (best.length < 4 * limit) continue
        best.sort(byScore).splice(limit)
        worst = best.at(-1)!.score
      }
      return best.sort(byScore).slice(0, limit)
    },
    forget: () => {
      remembered.clear()
      kept = 0
    },
  }
}

function byScore(a: { id: number; score: number }, b: { id: number; score: number }): number {
  return b.score - a.score || a.id - b.id
}
