/** A server that says its key back to us, in an answer, a name or an error, says it to nobody else: it is taken out before anything is kept or shown. */
import type { ModelPiece } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'

const REDACTED = '[key]'
/** Shorter ones would take ordinary words with them. */
const SHORTEST = 6

export interface KeyScrubber {
  text(text: string): string
  problem(problem: Problem): Problem
  /** The pieces with the key taken out, also where it is spread over several. */
  pieces(stream: AsyncIterable<ModelPiece>): AsyncIterable<ModelPiece>
}

/** The key as it is, in an address, and in base64. */
function variantsOf(key: string | undefined): string[] {
  if (key === undefined || key.length < SHORTEST) return []
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(key))).replace(/=+$/, '')
  return [...new Set([key, encodeURIComponent(key), base64])].sort((a, b) => b.length - a.length)
}

/** How many characters at the end may be the beginning of a variant. */
function heldBack(text: string, variants: readonly string[]): number {
  let held = 0
  for (const variant of variants) {
    for (let length = Math.min(variant.length - 1, text.length); length > held; length--) {
      if (text.endsWith(variant.slice(0, length))) {
        held = length
        break
      }
    }
  }
  return held
}

export function withoutKey(key: string | undefined): KeyScrubber {
  const variants = variantsOf(key)
  const clean = (text: string): string => variants.reduce((result, variant) => result.replaceAll(variant, REDACTED), text)
  return {
    text: clean,
    problem: (problem) => (problem.detail === undefined || clean(problem.detail) === problem.detail ? problem : new Problem(problem.code, clean(problem.detail), problem.cause)),
    async *pieces(stream) {
      const rest = { text: '', reasoning: '' }
      for await (const piece of stream) {
        if (piece.kind === 'usage' || piece.kind === 'waiting' || variants.length === 0) {
          yield piece
          continue
        }
        const whole = clean(rest[piece.kind] + piece.text)
        const held = heldBack(whole, variants)
        rest[piece.kind] = held === 0 ? '' : whole.slice(-held)
        const text = held === 0 ? whole : whole.slice(0, -held)
        if (text !== '') yield { kind: piece.kind, text }
      }
      for (const kind of ['reasoning', 'text'] as const) if (rest[kind] !== '') yield { kind, text: rest[kind] }
    },
  }
}
