/** Lines up the claims of answers that stand side by side: what says the same or cannot both be right is one row. */
import { isCheckable } from '../model/claim.ts'
import type { TurnId } from '../model/ids.ts'
import type { ClaimPair } from '../model/turn.ts'
import type { Clash } from '../model/verdict.ts'
import type { TurnClaim, TurnState } from './foldTurn.ts'

export interface AlignedCell {
  readonly claim: TurnClaim
  /** Its place among the claims of its answer. */
  readonly index: number
}

export interface AlignedRow {
  readonly says: 'differs' | 'same' | 'alone'
  /** By answer, in the order of the answer. */
  readonly cells: ReadonlyMap<TurnId, readonly AlignedCell[]>
  /** What differs, each once. */
  readonly clashes: readonly Clash[]
  /** The answers on whose side the evidence is, where they disagree and it is on one side only. */
  readonly backed: readonly TurnId[]
}

const rank = { differs: 0, same: 1, alone: 2 } as const

/** Verified where another is not, or not contradicted where all others are: said only where the verdicts tell the answers apart. */
function backedIn(cells: AlignedRow['cells']): TurnId[] {
  const verdicts = [...cells].map(([turn, own]) => ({ turn, verdicts: own.map(({ claim }) => claim.verdict) }))
  const verified = verdicts.filter((one) => one.verdicts.includes('verified') && !one.verdicts.includes('contradicted'))
  return verified.length > 0 && verified.length < verdicts.length ? verified.map(({ turn }) => turn) : []
}

/** `pairs` are those of the first answer. Disagreements come first, those that the evidence settles before the others, then what is said alike, then what only one of them says; each in the order of the answers. */
export function alignClaims(turns: readonly TurnState[], pairs: readonly ClaimPair[]): AlignedRow[] {
  const first = turns[0]?.id
  const keyOf = (turn: TurnId, claim: string): string => `${turn} ${claim}`
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    while (parent.has(root)) root = parent.get(root)!
    return root
  }
  for (const { of, here, turn, there } of pairs) {
    if (first === undefined) break
    const [one, other] = [rootOf(keyOf(of ?? first, here)), rootOf(keyOf(turn, there))]
    if (one !== other) parent.set(other, one)
  }
  const groups = new Map<string, { cells: Map<TurnId, AlignedCell[]>; says: AlignedRow['says']; clashes: Clash[] }>()
  for (const turn of turns) {
    for (const [index, claim] of turn.claims.entries()) {
      if (!isCheckable(claim.kind)) continue
      const root = rootOf(keyOf(turn.id, claim.id))
      let group = groups.get(root)
      if (!group) groups.set(root, (group = { cells: new Map(), says: 'alone', clashes: [] }))
      group.cells.set(turn.id, [...(group.cells.get(turn.id) ?? []), { claim, index }])
    }
  }
  for (const { of, here, says, clash } of pairs) {
    const group = first && groups.get(rootOf(keyOf(of ?? first, here)))
    if (!group) continue
    if (group.says !== 'differs') group.says = says
    for (const one of clash ?? []) if (!group.clashes.some((known) => [known.claim, known.source].sort().join() === [one.claim, one.source].sort().join())) group.clashes.push(one)
  }
  return [...groups.values()]
    .map(({ cells, says, clashes }) => ({ says: cells.size < 2 ? ('alone' as const) : says, cells, clashes, backed: says === 'differs' ? backedIn(cells) : [] }))
    .sort((one, other) => rank[one.says] - rank[other.says] || Number(other.backed.length > 0) - Number(one.backed.length > 0))
}
