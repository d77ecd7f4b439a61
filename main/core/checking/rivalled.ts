/** Holds "supported" to one place: a number or a name must stand where the rest of its clause stands, not just somewhere in the sources. */
import type { ClaimMatch } from './claimMatch.ts'

/** A statement without the number may hold this much more of the clause (by weight) before it counts as the one that the clause is about. */
const margin = 0.12

/**
 * True if, for some number or name of the stretch, a statement that lacks it holds clearly more of the other words
 * than every statement that has it: "in force since November 2024" where the source has 2023 there and 2024 elsewhere.
 */
export function isRivalled(match: ClaimMatch, start: number, end: number): boolean {
  const inside = match.words.map((word, i) => ({ word, i })).filter(({ word }) => word.start >= start && word.end <= end)
  for (const { word, i } of inside) {
    if (word.is !== 'number' && !word.name) continue
    const others = inside.filter((other) => other.i !== i)
    const total = others.reduce((sum, other) => sum + other.word.weight, 0)
    if (others.length < 2) continue
    let [having, lacking] = [0, 0]
    for (const { at } of match.best) {
      const share = others.reduce((sum, other) => sum + other.word.weight * match.strengthAt(at, other.i), 0) / total
      if (match.strengthAt(at, i) >= 0.6) having = Math.max(having, share)
      else lacking = Math.max(lacking, share)
    }
    if (lacking > having + margin) return true
  }
  return false
}
