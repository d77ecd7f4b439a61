/** Connects a turn's feed to the judged text, the strip and the evidence: which claim is chosen, which is current. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Judged } from '../ui/judged/judged.ts'
import type { PlacedClaim } from '../ui/judged/placeClaims.ts'
import { sourceHref } from './sourceHref.ts'
import type { TurnFeed } from './turnFeed.ts'

/** The claim whose evidence is open, of whichever turn. */
export interface ChosenClaim {
  readonly turn?: string
  readonly claim?: number
}
export type Choice = StoreApi<ChosenClaim>

export const createChoice = (): Choice => createStore<ChosenClaim>(() => ({}))

export function judgedOf(feed: TurnFeed, choice: Choice): Judged {
  const { id } = feed.getState()
  const chosen = (): number | undefined => (choice.getState().turn === id ? choice.getState().claim : undefined)
  return {
    claim: (index) => feed.getState().claims[index],
    chosen,
    current: () => chosen() ?? nextClaim(feed, undefined, 1) ?? 0,
    choose: (index) => choice.setState({ turn: id, claim: index }, true),
    cited: (n) => {
      const passage = feed.getState().passages.find((one) => one.n === n)
      return passage && { href: sourceHref(passage), title: passage.title }
    },
    subscribe(listener) {
      // Text alone changes no claim: while it streams, only claims wake their marks.
      const stops = [
        feed.subscribe((now, before) => {
          if (now.claims !== before.claims) listener()
        }),
        choice.subscribe(listener),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}


/** The places of the first `count` claims; claims are only added, so the places change with the count alone. */
export const placesOf = (feed: TurnFeed, count: number): PlacedClaim[] =>
  feed.getState().claims.slice(0, count).map((claim, index) => ({ index, start: claim.start, end: claim.end }))

/** The next claim with something to show, `step` 1 or -1 from `from`; `undefined` at the end. */
export function nextClaim(feed: TurnFeed, from: number | undefined, step: 1 | -1): number | undefined {
  const { claims } = feed.getState()
  for (let i = from === undefined ? (step > 0 ? 0 : claims.length - 1) : from + step; i >= 0 && i < claims.length; i += step) {
    const verdict = claims[i]?.verdict
    if (verdict && verdict !== 'not-checkable') return i
  }
  return undefined
}
