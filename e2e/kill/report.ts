/** What the process that will be killed reports as saved, one line of JSON each, written before it goes on. */
import type { KeptTurnEvent } from '../../shared/model/turn.ts'

export type Report =
  | { readonly saved: 'open' }
  /** An event that a follower of the turn was given. */
  | { readonly saved: 'event'; readonly turn: string; readonly kept: KeptTurnEvent }
  | { readonly saved: 'conversation'; readonly id: string; readonly title: string }
  /** Titles are numbered: what is found may be one ahead of what was reported, never behind. */
  | { readonly saved: 'title'; readonly id: string; readonly number: number }
  | { readonly saved: 'note'; readonly id: string; readonly statement: string }
  | { readonly saved: 'source'; readonly id: string; readonly word: string; readonly passages: number }
  | { readonly saved: 'deleted'; readonly note: string }
  /** A backup that was told to be made and proven. */
  | { readonly saved: 'backup'; readonly name: string }
  /** Not saved yet: only to tell afterwards what the kill hit. */
  | { readonly began: 'turn' | 'import' | 'backup' }
  | { readonly ended: 'turn' | 'import' | 'backup' }
