/** Sees when two numbers, names or sides of a comparison have changed places between a claim and the statement that holds them both. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'

/** A neighbour pulls on a word up to this many telling words away. */
const reach = 3

/** True if the best statement holds both, in the other order, each amid the other's neighbours. */
export function hasExchanged(match: ClaimMatch, index: EvidenceIndex): boolean {
  const [top] = match.best
  if (top === undefined) return false
  const { from, to, keyTokens } = index.statements[top.at]!
  const theirs = index.tokens.slice(from + keyTokens, to)
  const bys = (list: readonly { readonly key: string }[]): number => list.filter(({ key }) => key === 'by').length
  const passive = bys(match.tokens) !== bys(theirs)
  const placesOf = match.words.map(({ key }) => theirs.flatMap((token, at) => (token.key === key ? [at] : [])))
  const single = (i: number): number | undefined => (placesOf[i]!.length === 1 ? placesOf[i]![0] : undefined)
  const than = match.tokens.find(({ key }) => key === 'than')
  const theirThan = theirs.findIndex(({ key }) => key === 'than')
  if (than !== undefined && theirThan !== -1) {
    const crossed = (ours: 'before' | 'behind'): boolean =>
      match.words.some((word, i) => {
        const place = single(i)
        const near = Math.abs(match.tokens.indexOf(match.tokens.find((token) => token.start === word.start)!) - match.tokens.indexOf(than)) < 7
        return place !== undefined && near && (ours === 'before' ? word.start < than.start && place > theirThan : word.start > than.start && place < theirThan)
      })
    if (crossed('before') && crossed('behind')) return true
  }
  const movable = match.words.flatMap((word, i) => ((word.is === 'number' || word.name) && single(i) !== undefined ? [i] : []))
  for (const i of movable) {
    for (const j of movable) {
      if (j <= i || match.words[i]!.is !== match.words[j]!.is || single(i)! < single(j)! || (passive && match.words[i]!.name)) continue
      if (besideTheOther(match, theirs, single, i, j) && besideTheOther(match, theirs, single, j, i)) return true
      if (tookPlace(match, single, i, j) && tookPlace(match, single, j, i)) return true
    }
  }
  return false
}

/** Whether the telling words around `i` in the claim stand around `j` in the source, or as near to it as to `i`. */
function tookPlace(match: ClaimMatch, single: (i: number) => number | undefined, i: number, j: number): boolean {
  let [own, others] = [0, 0]
  for (let k = i - reach; k <= i + reach; k++) {
    const word = match.words[k]
    if (word === undefined || k === i || k === j) continue
    if ((k > i) === (j > i) && Math.abs(k - j) < Math.abs(k - i)) continue
    if (word.name && match.words[i]!.name && Math.abs(k - i) === 1) continue
    const place = single(k)
    if (place === undefined) continue
    const pull = 1 / Math.abs(k - i)
    const [toOwn, toOther] = [Math.abs(place - single(i)!), Math.abs(place - single(j)!)]
    if (toOther < toOwn) others += pull
    else own += pull
  }
  return others > own
}

/** Whether the very next tokens to either side are those of the other one in the source. */
function besideTheOther(match: ClaimMatch, theirs: readonly { readonly key: string }[], single: (i: number) => number | undefined, i: number, j: number): boolean {
  const at = match.tokens.findIndex(({ start }) => start === match.words[i]!.start)
  const votes = (place: number): number => [-1, 1].filter((step) => match.tokens[at + step] !== undefined && match.tokens[at + step]!.key === theirs[place + step]?.key).length
  return votes(single(j)!) > votes(single(i)!)
}
