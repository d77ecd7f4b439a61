/** How far apart two names are, and the known name nearest to a mistyped one. */

/** Edits (insert, drop, replace, swap of neighbours) between two strings; gives up with `most + 1` beyond `most`. */
export function editDistance(a: string, b: string, most = 3): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? most) + 1 : most + 1
      const cost = Math.min((last[j] ?? most) + 1, (row[j - 1] ?? most) + 1, (last[j - 1] ?? most) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped)
      row.push(cost)
      best = Math.min(best, cost)
    }
    if (best > most) return most + 1
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}

/** The known name nearest to `name`, at most a third of its length away (at least one edit), the first in order on a tie. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.min(3, Math.floor(name.length / 3)))
  const folded = name.toLowerCase()
  let best: string | undefined
  let least = limit + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue
    const distance = candidate.toLowerCase() === folded ? 0.5 : editDistance(folded, candidate.toLowerCase(), limit)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}
