/** Connects a turn's feed to the judged text, the strip and the evidence: which claim is chosen, which is current. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TurnClaim } from '../../shared/turn/foldTurn.ts'
import type { Judged } from '../ui/judged/judged.ts'
import type { PlacedClaim } from '../ui/judged/placeClaims.ts'
import { sourceHref } from './sourceHref.ts'
import type { TurnFeed } from './turnFeed.ts'

/** The claim whose evidence is open, of whichever turn. */
export interface ChosenClaim {
  readonly turn?: string
  readonly claim?: number
  /** In its place: one that a revision took out of the answer, by its place among these. */
  readonly withdrawn?: number
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
      return passage && { href: sourceHref(passage), title: passage.title, text: passage.text, source: passage.source, start: passage.start, end: passage.end }
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

/** What is open stays open when a revision moves or withdraws claims. Returns what ends it. */
export function keepChoice(feed: TurnFeed, choice: Choice): () => void {
  return feed.subscribe((now, before) => {
    const { turn, claim } = choice.getState()
    if (turn !== now.id || claim === undefined || now.claims === before.claims) return
    const id = before.claims[claim]?.id
    if (now.claims[claim]?.id === id) return
    const moved = now.claims.findIndex((one) => one.id === id)
    const withdrawn = now.withdrawn.findIndex((one) => one.claim.id === id)
    choice.setState(moved >= 0 ? { turn, claim: moved } : withdrawn >= 0 ? { turn, withdrawn } : {}, true)
  })
}

/** The places of claims, the same list as before for as long as no place has changed: verdicts alone draw nothing again. */
export function createPlaces(): (claims: readonly TurnClaim[]) => readonly PlacedClaim[] {
  let places: readonly PlacedClaim[] = []
  let seen: readonly TurnClaim[] = []
  return (claims) => {
    if (claims !== seen && (claims.length !== places.length || claims.some(({ start, end }, i) => places[i]?.start !== start || places[i].end !== end))) {
      places = claims.map(({ start, end }, index) => ({ index, start, end }))
    }
    seen = claims
    return places
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
