/** From text to surface declarations: cuts the text, parses each declaration by itself, and says what could not be read. */
import type { Diagnostic } from './base.ts'
import { Lines, type Complaint } from './diagnose.ts'
import { parser } from './grammar/rules.parser.ts'
import { nearestName } from './nearest.ts'
import { readDeclaration } from './readDeclaration.ts'
import { DEEPEST, readExpression, TooDeep } from './readExpression.ts'
import { splitDeclarations } from './splitDeclarations.ts'
import type { Declaration, SurfaceExpression } from './surface.ts'

const strict = parser.configure({ strict: true, bufferLength: 1024 })
const strictClaim = parser.configure({ strict: true, top: 'Claim' })

/** How a declaration of each kind is written: the mend shown when one cannot be read. */
const FORMS: Readonly<Record<string, string>> = {
  ruleset: 'Write: ruleset "Name".',
  type: 'Write: type Rack.',
  entity: 'Write: entity a12 : Rack also "rack A12".',
  relation: 'Write: relation located_in(Rack, Facility) says "{1} is in {2}".',
  quantity: 'Write: quantity density(Rack) in kW, at least 0 says "{1} draws {value}".',
  rule: 'Write: rule name "Title": formula, with every name joined by and, or, implies, not.',
  define: 'Write: define "Title": pue(F) = total_power(F) / it_power(F), or relation(X) iff formula.',
  fact: 'Write: fact density(a12) = 52 kW from "Source" on 2026-03-14, or fact liquid_cooled(a12).',
  closed: 'Write: closed located_in.',
  policy: 'Write: policy name "Title": claims about "dose" need 2 sources, tier reviewed, newer than 5 years.',
  wording: 'Write: wording name "Title": avoid "guaranteed" unless sourced.',
  judge: 'Write: judge name "Title": "What the answer must do."',
  test: 'Write: test "Title": "A sentence" is refuted by rule_name.',
}
const KEYWORDS = Object.keys(FORMS)

function deepestBracket(text: string, start: number, end: number): number {
  let depth = 0
  let deepest = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 40) deepest = Math.max(deepest, ++depth)
    else if (code === 41) depth--
  }
  return deepest
}

const tooDeep = (start: number, end: number): Complaint => ({
  start, end, code: 'too-deep', message: `This formula nests more than ${DEEPEST} levels deep.`,
  mend: 'Split it into several rules, or leave out brackets that change nothing.',
})

/** Where the strict parser stopped, moved over blanks and comments to the sign it could not use. */
function stoppedAt(error: unknown, text: string): number {
  const found = error instanceof SyntaxError ? /(\d+)$/.exec(error.message) : null
  if (found === null) throw error
  let at = Number(found[1])
  for (;;) {
    while (at < text.length && /[\s\uFEFF]/.test(text.charAt(at))) at++
    if (text.charAt(at) !== '#') return at
    while (at < text.length && text.charAt(at) !== '\n') at++
  }
}

/** Whether so many words that nest (`not`, `implies`, …) stand in the text that the parser may have given up for that. */
function nestsByWords(text: string): boolean {
  return (text.match(/\b(?:not|implies|xor|iff|every|some|forall|exists)\b|->|=>|[~!¬→⇒↔∀∃⊕+*/−-]/gu) ?? []).length > DEEPEST
}

function tokenAt(text: string, at: number): string {
  return /^(?:[\p{L}\p{M}\p{N}_]+|"[^"\n]*"?|[^\s])/u.exec(text.slice(at, at + 200))?.[0] ?? ''
}

function syntaxComplaint(text: string, at: number, offset: number): Complaint {
  const keyword = /^[a-z]+/.exec(text)?.[0] ?? ''
  const mend = FORMS[keyword] ?? `A declaration begins with one of: ${KEYWORDS.join(', ')}.`
  if (at >= text.length) {
    const end = offset + text.trimEnd().length
    const opened = (text.match(/\(/g) ?? []).length - (text.match(/\)/g) ?? []).length
    const message = opened > 0 ? 'A bracket is opened and not closed.' : 'Something is missing at the end.'
    return { start: Math.max(offset, end - 1), end, code: 'syntax', message, mend: opened > 0 ? 'Add the missing ")".' : mend }
  }
  const token = tokenAt(text, at)
  const span = { start: offset + at, end: offset + at + Math.max(1, token.length) }
  if (token.startsWith('"') && (token.length === 1 || !token.endsWith('"'))) {
    return { ...span, code: 'syntax', message: 'A quotation is opened and not closed on its line.', mend: 'Add the missing quotation mark.' }
  }
  if (at === 0 && FORMS[keyword] === undefined) {
    const near = nearestName(token, KEYWORDS)
    return {
      ...span, code: 'unknown-declaration', message: `“${token}” begins no declaration.`,
      mend: near === undefined ? mend : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }),
    }
  }
  return { ...span, code: 'syntax', message: `“${token}” cannot stand here.`, mend }
}

type Parsed = { readonly declaration: Declaration } | { readonly complaint: Complaint; readonly at: number }

function parseOne(text: string, start: number, end: number): Parsed {
  if (deepestBracket(text, start, end) > DEEPEST) return { complaint: tooDeep(start, start + (text.slice(start, end).split('\n', 1)[0]?.length ?? 1)), at: 0 }
  const slice = text.slice(start, end)
  let at = 0
  try {
    const cursor = strict.parse(slice).cursor()
    if (cursor.firstChild()) {
      while (cursor.name === 'Comment' && cursor.nextSibling());
      const declaration = readDeclaration({ cursor, text: slice, offset: start })
      if (declaration !== undefined) return { declaration }
    }
  } catch (error) {
    if (error instanceof TooDeep) return { complaint: tooDeep(error.start, error.start + 1), at: 0 }
    at = stoppedAt(error, slice)
    if (nestsByWords(slice)) return { complaint: tooDeep(start + at, start + at + 1), at: start + at }
  }
  return { complaint: syntaxComplaint(slice, at, start), at: start + at }
}

export interface SurfaceFile {
  readonly file: string
  readonly lines: Lines
  readonly declarations: readonly Declaration[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Parses one file. Nothing throws: what cannot be read becomes a diagnostic, and the other declarations stand. */
export function parseSurface(file: string, text: string): SurfaceFile {
  const lines = new Lines(file, text)
  const declarations: Declaration[] = []
  const diagnostics: Diagnostic[] = []
  for (const { start, end } of splitDeclarations(text)) {
    const parsed = parseOne(text, start, end)
    if ('declaration' in parsed) {
      declarations.push(parsed.declaration)
      continue
    }
    diagnostics.push(lines.diagnostic(parsed.complaint))
    // A mistyped keyword on a line of its own must not spoil the declaration before it.
    const lineStart = text.lastIndexOf('\n', parsed.at - 1) + 1
    if (lineStart <= start || text.slice(lineStart, parsed.at).trim() !== '') continue
    const first = parseOne(text, start, lineStart)
    if ('declaration' in first) {
      declarations.push(first.declaration)
      const rest = text.slice(parsed.at, end)
      const token = tokenAt(rest, 0)
      const near = nearestName(token, KEYWORDS)
      if (near !== undefined) diagnostics[diagnostics.length - 1] = lines.diagnostic(syntaxComplaint(rest, 0, parsed.at))
    }
  }
  return { file, lines, declarations, diagnostics }
}

/** Parses a claim written as a formula; `complaint` where it is none. */
export function parseClaim(text: string): { readonly expression: SurfaceExpression } | { readonly complaint: Complaint } {
  if (deepestBracket(text, 0, text.length) > DEEPEST) return { complaint: tooDeep(0, text.length) }
  try {
    const cursor = strictClaim.parse(text).cursor()
    cursor.firstChild()
    while (cursor.name === 'Comment' && cursor.nextSibling());
    return { expression: readExpression({ cursor, text, offset: 0 }) }
  } catch (error) {
    if (error instanceof TooDeep) return { complaint: tooDeep(error.start, error.start + 1) }
    const at = stoppedAt(error, text)
    if (nestsByWords(text)) return { complaint: tooDeep(at, at + 1) }
    const mend = 'Write a formula such as density(a12) > 40 kW, or a sentence that the says lines know.'
    if (at >= text.length) return { complaint: { start: Math.max(0, text.length - 1), end: text.length, code: 'syntax', message: 'The formula stops too early.', mend } }
    const token = tokenAt(text, at)
    return { complaint: { start: at, end: at + Math.max(1, token.length), code: 'syntax', message: `“${token}” cannot stand here in a formula.`, mend } }
  }
}
