/** Claims on small bases, one a line: `claim => verdict ids`, the ids in the order of `because`. The bases and claims are in `fixtures/logic/engine`. */
import { deepStrictEqual } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula } from './decideFormula.ts'

const folder = new URL('../../../fixtures/logic/engine/', import.meta.url)
const solver = createSolver()
after(() => solver.close())

interface Case { readonly claim: string; readonly want: string; readonly asOf: string }

/** `as of 2026-01-01` on a line of its own holds for what follows; `#` begins a comment; `|` lists what would decide, `~` the default by which it is presumed false. */
function readCases(text: string): Case[] {
  let asOf = '2026-11-23'
  return text.split('\n').flatMap((line) => {
    const clean = line.replace(/^#.*/, '').trim()
    if (clean.startsWith('as of ')) asOf = clean.slice(6).trim()
    const [claim, want] = clean.split(' => ')
    return claim && want ? [{ claim: claim.trim(), want: want.trim(), asOf }] : []
  })
}

for (const name of readdirSync(folder).filter((n) => n.endsWith('.rules')).sort()) {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const base = parseRules([{ file: name, text }])
  test(`${name} parses without mistakes`, () => deepStrictEqual(base.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.line}: ${d.message}`), []))
  const compiled = compileBase(base)
  for (const { claim, want, asOf } of readCases(readFileSync(new URL(name.replace('.rules', '.claims'), folder), 'utf8'))) {
    test(`${name}: ${claim} (${asOf})`, async () => {
      const parsed = parseFormula(claim, base)
      if (!('formula' in parsed)) throw new Error(parsed.diagnostics.map((d) => d.message).join(' '))
      const decision = await decideFormula(compiled, parsed.formula, { asOf, solver })
      const wanted = want.split(/ [|~] /)
      const parts = [[decision.verdict, ...decision.because.map((b) => b.id)].join(' ')]
      if (want.includes(' | ')) parts.push(decision.wouldDecide.join(', '))
      if (want.includes(' ~ ')) parts.push(decision.presumedFalse ?? '')
      deepStrictEqual(parts, wanted)
    })
  }
}
