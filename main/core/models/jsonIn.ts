/** Finds the JSON that a model was asked for in what it wrote: bare, fenced, or with talk around it. */
import type { z } from 'zod'

/** Candidates that are tried, longest first. */
const MOST = 60

/** The spans in braces or brackets that close, strings respected; longest first. */
function spansIn(text: string): string[] {
  const open: { at: number; letter: string }[] = []
  const found: string[] = []
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (inString) {
      if (letter === '\\') at++
      else if (letter === '"' || letter === '\n') inString = false
    } else if (letter === '"') inString = open.length > 0
    else if (letter === '{' || letter === '[') open.push({ at, letter })
    else if (letter === '}' || letter === ']') {
      const wanted = letter === '}' ? '{' : '['
      const from = open.findLastIndex((one) => one.letter === wanted)
      if (from < 0) continue
      found.push(text.slice(open[from]!.at, at + 1))
      open.length = from
    }
  }
  return found.sort((a, b) => b.length - a.length).slice(0, MOST)
}

/** JSON as models write it: a comma too many is forgiven. */
function parsed(text: string): unknown {
  for (const attempt of [text, text.replace(/,(\s*[}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt)
    } catch {
      // The next attempt, or nothing.
    }
  }
  return undefined
}

export interface JsonFound<T> {
  readonly value?: T
  /** What is wrong with the likeliest candidate, for the model to put right. */
  readonly wrong: string
}

/** The longest piece of JSON that fits the schema. */
export function jsonIn<T>(text: string, schema: z.ZodType<T>): JsonFound<T> {
  let wrong = 'there is no JSON in it'
  for (const [index, candidate] of [text.trim(), ...spansIn(text)].entries()) {
    const value = parsed(candidate)
    if (value === undefined) continue
    const fits = schema.safeParse(value)
    if (fits.success) return { value: fits.data, wrong: '' }
    const issue = fits.error.issues[0]
    if (index < 2 && issue) wrong = `${issue.path.length === 0 ? 'the whole' : issue.path.join('.')}: ${issue.message}`
  }
  return { wrong }
}
