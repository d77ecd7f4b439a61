/** Reads what a model gives in the place of contradicted sentences: JSON as asked for, or lines that name them. */
import { z } from 'zod'
import { jsonIn } from '../models/jsonIn.ts'

/** Characters of one replacement. */
const LONGEST = 2000
/** Share of a sentence's words that a line without its name must have in common with it. */
const ALIKE = 0.3

const Replacement = z.object({ claim: z.string(), text: z.string() })
export const Repair = z.object({ replacements: z.array(Replacement) })
const Listed = z.array(Replacement).min(1)
const Named = z.record(z.string().regex(/^c\d+$/), z.string())

export interface Contradicted {
  readonly id: string
  readonly text: string
}

const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])

/** Share of the words of `a` that stand in `b`; of scripts without spaces, of their characters. */
function alike(a: string, b: string): number {
  const spaced = words(a).size > 2
  const [own, other] = spaced ? [words(a), words(b)] : [new Set(a), new Set(b)]
  return own.size === 0 ? 0 : [...own].filter((word) => other.has(word)).length / own.size
}

/** `c3: The PUE was 1.51.`, in a list or not. */
function fromNamedLines(said: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of said.split('\n')) {
    const [, id, text] = /^[\s>*#-]*[[(“"'`]?(c\d{1,6})[\])”"'`]?\**\s*(?:[:：=]|->|→)\s*\**\s*(.*)$/.exec(line) ?? []
    if (id !== undefined && text !== undefined && !found.has(id)) found.set(id, text)
  }
  return found
}

/** As many lines as there are sentences, each about the one in its place. */
function fromPlainLines(said: string, asked: readonly Contradicted[]): Map<string, string> {
  const lines = said.split('\n').map((line) => line.replace(/^\s*(?:[-*+]|\d{1,2}[.)])\s+/, '').trim()).filter((line) => line !== '')
  if (lines.length !== asked.length || lines.some((line, i) => /[{}]/.test(line) || alike(asked[i]!.text, line) < ALIKE)) return new Map()
  return new Map(asked.map(({ id }, i) => [id, lines[i]!]))
}

function fromJson(said: string): Map<string, string> | undefined {
  const whole = jsonIn(said, Repair).value?.replacements ?? jsonIn(said, Listed).value
  const entries = whole?.map(({ claim, text }) => [/c\d+/.exec(claim)?.[0] ?? claim, text] as const) ?? Object.entries(jsonIn(said, Named).value ?? {})
  if (whole === undefined && entries.length === 0) return undefined
  // The first word on a sentence counts: one replacement for each.
  const found = new Map<string, string>()
  for (const [id, text] of entries) if (!found.has(id)) found.set(id, text)
  return found
}

/** The replacement of each sentence that was asked about and that it has one for; `undefined` where nothing could be read. Names that were not asked about are passed over. */
export function readRepair(said: string, asked: readonly Contradicted[]): Map<string, string> | undefined {
  const json = fromJson(said)
  const found = json ?? [fromNamedLines(said), fromPlainLines(said, asked)].find((lines) => asked.some(({ id }) => lines.has(id)))
  if (found === undefined) return undefined
  const known = asked.filter(({ id }) => found.has(id))
  return known.length === 0 ? undefined : new Map(known.map(({ id }) => [id, found.get(id)!.slice(0, LONGEST)]))
}
