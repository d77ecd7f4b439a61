/** What a model wrote, as drafts of declarations: JSON in any wrapping, cut off or not; else the declarations that stand in the text. */
import { z } from 'zod'
import { parseSurface } from '../../../shared/logic/parseSurface.ts'
import { printDeclaration } from '../../../shared/logic/printSurface.ts'
import { logicVerdicts } from '../../../shared/model/verdict.ts'
import { type ProposalDraft, proposalKinds } from '../logic/desk/proposals.ts'

/** Proposals of one answer; characters of one. */
const MOST = 60
const LONGEST = 4000

const Text = z.string().trim().min(1).max(LONGEST)
const Test = z.object({ sentence: Text, expected: z.enum(logicVerdicts).catch('possible') })
const Proposed = z.object({
  text: Text,
  means: z.string().max(LONGEST).optional().catch(undefined),
  from: z.string().max(LONGEST).optional().catch(undefined),
  tests: z.array(z.unknown()).catch([]).transform((tests) => tests.flatMap((test) => Test.safeParse(test).data ?? [])),
})

/** The innermost texts in braces, strings respected: what is whole of a list that was cut off is found too. */
function* objectsIn(text: string): Generator<string> {
  const open: number[] = []
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (inString) {
      if (letter === '\\') at++
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = open.length > 0
    else if (letter === '{') open.push(at)
    else if (letter === '}') {
      const from = open.pop()
      if (from !== undefined) yield text.slice(from, at + 1)
    }
  }
}

/** JSON as models write it: a comma too many is forgiven. */
function parseLoosely(text: string): unknown {
  for (const attempt of [text, text.replace(/,(\s*[}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt)
    } catch {
      // The next attempt, or nothing.
    }
  }
  return undefined
}

/** Declarations that stand in the text as such, each with the tests behind it. */
function fromDeclarations(text: string): ProposalDraft[] {
  const found: { text: string; tests: ProposalDraft['tests'][number][] }[] = []
  const plain = text.replace(/^```\w*\s*$/gm, '')
  for (const declaration of parseSurface('', plain).declarations) {
    if ((proposalKinds as readonly string[]).includes(declaration.kind)) found.push({ text: printDeclaration(declaration), tests: [] })
    if (declaration.kind !== 'test') continue
    const expected = z.enum(logicVerdicts).safeParse(declaration.expected.name).data
    const sentence = 'kind' in declaration.claim ? undefined : declaration.claim.text
    if (expected !== undefined && sentence !== undefined) found.at(-1)?.tests.push({ sentence, expected })
  }
  return found
}

/** What a model is held to, where its server can be. */
export const ProposedList = z.object({
  declarations: z.array(z.object({ text: z.string(), means: z.string(), from: z.string(), tests: z.array(z.object({ sentence: z.string(), expected: z.string() })) })).min(1),
})

/** In the order in which they were written, at most sixty, each once. Never throws. */
export function readProposals(answer: string): ProposalDraft[] {
  const found = new Map<string, ProposalDraft>()
  for (const object of objectsIn(answer)) {
    const proposed = Proposed.safeParse(parseLoosely(object)).data
    if (proposed === undefined || found.has(proposed.text)) continue
    const { text, means, from, tests } = proposed
    found.set(text, { text, tests, ...(means === undefined ? {} : { says: means }), ...(from === undefined ? {} : { from }) })
  }
  return (found.size > 0 ? [...found.values()] : fromDeclarations(answer)).slice(0, MOST)
}
