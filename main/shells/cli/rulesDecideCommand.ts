/** `plumbline rules decide`: verdicts of the logic alone, on one claim or on many as JSON lines. */
import { createReadStream } from 'node:fs'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { systemClock } from '../../adapters/system.ts'
import { compiledBases } from '../../core/logic/compiledBases.ts'
import { decideBatch } from '../../core/logic/decideBatch.ts'
import { decideClaim, type ReadSentence } from '../../core/logic/decideClaim.ts'
import type { FormulaDecision } from '../../core/logic/decideFormula.ts'
import { readClaim } from '../../core/logic/readClaim.ts'
import type { Solver } from '../../core/logic/solver.ts'
import { localDate } from '../localDate.ts'
import { badInput, type Call, type Command, dateOf, type ExitCode, jsonLine, textOf, textsOf } from './command.ts'
import { readLines } from './io.ts'
import { readRules, type RulesFile } from './readRules.ts'

async function* batchLines(path: string, { io }: Call): AsyncGenerator<string> {
  if (path === '-') return yield* readLines(io.stdin)
  try {
    yield* readLines(createReadStream(path))
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

function printDecision(decision: FormulaDecision): string {
  const lines: string[] = [decision.verdict]
  if (decision.reading.length > 0) lines.push(`  read as  ${decision.reading.join('; ')}`)
  for (const { id, line, says } of decision.because) lines.push(`  because  ${says}  [${id}, line ${line}]`)
  if (decision.wouldDecide.length > 0) lines.push(`  would decide  ${decision.wouldDecide.join(', ')}`)
  if (decision.presumedFalse !== undefined) lines.push(`  presumed false by  ${decision.presumedFalse}`)
  for (const { printed, verdict } of decision.readings ?? []) lines.push(`  ${verdict} if it says  ${printed}`)
  for (const { message, mend } of decision.diagnostics) lines.push(`  ${message} ${mend}`)
  return `${lines.join('\n')}\n`
}

async function decideOne(call: Call, claim: string, files: readonly RulesFile[], asOf: string, solver: Solver, read: ReadSentence): Promise<void> {
  const compiled = compiledBases().of(files)
  for (const d of compiled.base.diagnostics) if (d.severity === 'error') call.io.say(`${d.file}:${d.line}:${d.column}: ${d.message} ${d.mend}`)
  const decision = await decideClaim(compiled, claim, { asOf, solver, read, counterModel: call.values['counter-model'] === true })
  await call.io.out(call.values['json'] === true ? jsonLine(decision) : printDecision(decision))
}

export const rulesDecideCommand: Command = {
  run: async (call): Promise<ExitCode> => {
    const { values, words, io } = call
    const claim = textOf(values, 'claim')
    const batch = textOf(values, 'batch')
    if (words.length > 0) throw badInput('rules decide takes its claim with --claim, and rules with --rules')
    if ((claim === undefined) === (batch === undefined)) throw badInput('rules decide takes either --claim "TEXT" or --batch FILE')
    const asOf = dateOf(values, 'as-of') ?? localDate(systemClock.now())
    const files = await readRules(textsOf(values, 'rules'))
    const solver = createSolver()
    try {
      if (claim !== undefined) await decideOne(call, claim, files, asOf, solver, readClaim)
      else {
        for await (const answer of decideBatch(batchLines(batch ?? '-', call), { solver, read: readClaim, today: asOf, files })) {
          io.signal.throwIfAborted()
          await io.out(jsonLine(answer))
        }
      }
    } finally {
      await solver.close()
    }
    return 0
  },
}
