/** What a judged text needs to know of its claims, told by whoever holds them; the kit itself holds nothing. */
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'

/** A passage that was handed to the answerer, and where it opens. */
export interface CitedPassage {
  readonly href: string
  readonly title: string
  readonly text: string
  readonly source: string
  readonly start: number
  readonly end: number
}

export interface Judged {
  claim(index: number): TurnClaim | undefined
  /** The claim whose evidence is open. */
  chosen(): number | undefined
  /** The one mark that Tab reaches; `j` and `k` move on from it. */
  current(): number
  choose(index: number): void
  /** The passage that the answer cites as `[n]`. */
  cited(n: number): CitedPassage | undefined
  subscribe(listener: () => void): () => void
}

const nothing: Judged = {
  claim: () => undefined,
  chosen: () => undefined,
  current: () => 0,
  choose: () => undefined,
  cited: () => undefined,
  subscribe: () => () => undefined,
}

export const JudgedContext = createContext<Judged>(nothing)

export interface ClaimInPlace {
  readonly claim: TurnClaim | undefined
  readonly chosen: boolean
  readonly current: boolean
  choose(): void
}

/** Wakes only when this one claim has changed. */
export function useClaim(index: number): ClaimInPlace {
  const judged = useContext(JudgedContext)
  const claim = useSyncExternalStore(judged.subscribe, () => judged.claim(index))
  const chosen = useSyncExternalStore(judged.subscribe, () => judged.chosen() === index)
  const current = useSyncExternalStore(judged.subscribe, () => judged.current() === index)
  return { claim, chosen, current, choose: () => judged.choose(index) }
}
