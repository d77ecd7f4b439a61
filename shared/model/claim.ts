/** A claim: a checkable statement with its place in the answer, and the parts as fine as they can be judged. */
import { z } from 'zod'

export const claimKinds = ['fact', 'quantity', 'definition', 'opinion', 'question', 'instruction'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** Offsets are UTF-16, half open, in the answer: `text === answer.slice(start, end)`. */
export const Part = z.object({ text: z.string(), start: z.int().nonnegative(), end: z.int().nonnegative() })
export type Part = z.infer<typeof Part>

export const Claim = z.object({
  text: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  kind: z.enum(claimKinds),
  /** The text with pronouns and omitted subjects filled in, where that was certain; else the text itself. */
  resolved: z.string(),
  parts: z.array(Part),
  /** The headings and the introducing line that it stands under, outermost first. */
  under: z.array(z.string()).optional(),
})
export type Claim = z.infer<typeof Claim>

/** Opinions, questions and instructions state nothing that could be true or false. */
export function isCheckable(kind: ClaimKind): boolean {
  return kind === 'fact' || kind === 'quantity' || kind === 'definition'
}
