/** `plumbline check`: a text that came from anywhere, or many of them as JSON lines, held against rules and sources. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { type CheckPorts, checkBatch, checkRow } from '../../core/checking/checkBatch.ts'
import type { GivenDocument } from '../../core/checking/checker.ts'
import { silentLog } from '../../adapters/log/createLog.ts'
import { createSecrets } from '../../adapters/secrets/createSecrets.ts'
import { systemClock } from '../../adapters/system.ts'
import type { Config } from '../../config.ts'
import { localDate } from '../localDate.ts'
import { checkerNamed, type Judges } from '../checkers.ts'
import { lazyModels } from '../lazyModels.ts'
import { lazyLibrary, withReader } from '../openReader.ts'
import { KEYS_FILE } from '../places.ts'
import type { RuleText } from '../../core/ports.ts'
import { rulesLogic } from '../rulesLogic.ts'
import { workspaceRules } from '../workspaceRules.ts'
import { badInput, type Call, type Command, dateOf, type ExitCode, jsonLine, textOf, textsOf } from './command.ts'
import { readLines } from './io.ts'
import { printClaims } from './printClaims.ts'
import { readRules } from './readRules.ts'
import { readGivenDocuments, readGivenText } from './readGiven.ts'

/** Stands in a row for the files of `--rules`, which keep their names and lines. */
const GIVEN_RULES = '\u0000given'

/** What `--source`, `--rules` and `--as-of` say holds for every row that does not say otherwise. */
interface Given {
  readonly documents: readonly GivenDocument[] | undefined
  readonly rules: string | undefined
  /** These are the workspace's rules: a row with sources of its own is not held against them. */
  readonly ofWorkspace: boolean
  readonly asOf: string | undefined
}

/** A row with what it left out filled in; a line that is no object stays as it is, to be answered by an error. */
function withGiven(line: string, given: Given): string {
  if (given.documents === undefined && given.rules === undefined && given.asOf === undefined) return line
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return line
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return line
  const { sources, rules, asOf } = row as { sources?: unknown; rules?: unknown; asOf?: unknown }
  return JSON.stringify({ ...row, sources: sources ?? given.documents, rules: rules ?? (given.ofWorkspace && sources !== undefined && sources !== null ? undefined : given.rules), asOf: asOf ?? given.asOf })
}

async function* mapped(lines: AsyncIterable<string>, given: Given): AsyncGenerator<string> {
  for await (const line of lines) yield withGiven(line, given)
}

async function* batchLines(path: string, { io }: Call): AsyncGenerator<string> {
  if (path === '-') return yield* readLines(io.stdin)
  try {
    yield* readLines(createReadStream(path))
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

async function runBatch(call: Call, path: string, given: Given, ports: CheckPorts): Promise<boolean> {
  let contradicted = false
  for await (const row of checkBatch(mapped(batchLines(path, call), given), ports, call.io.signal)) {
    if ('verdict' in row && row.verdict === 'contradicted') contradicted = true
    await call.io.out(jsonLine(row))
  }
  return contradicted
}

async function runOne(call: Call, path: string, given: Given, ports: CheckPorts): Promise<boolean> {
  const answer = await readGivenText(path, call.io)
  const sources = given.documents?.map(({ id, title, text, format }) => ({ id, title, text, format }))
  const row = await checkRow({ id: path, answer, sources, rules: given.rules, asOf: given.asOf }, ports, call.io.signal)
  await call.io.out(call.values['json'] === true ? jsonLine(row) : printClaims(row))
  return row.verdict === 'contradicted'
}

/** The servers of the workspace's settings, with its keys. */
async function judgesOf(config: Config): Promise<Judges> {
  if (config.workspace === undefined) return { servers: [], models: lazyModels({ get: () => undefined }), stays: () => false }
  const file = join(config.workspace, KEYS_FILE)
  const { servers, local } = await withReader(config, (read) => ({ servers: read.settings().servers, local: new Set<string>(read.sources().filter((source) => source.localOnly === true).map(({ id }) => id)) }))
  return { servers, stays: (source) => local.has(source), models: lazyModels(createSecrets({ env: process.env, file, log: silentLog, onSecret: () => undefined })) }
}

export const checkCommand: Command = {
  run: async (call): Promise<ExitCode> => {
    const { words, values, config, io } = call
    const batch = textOf(values, 'batch')
    const [path = '-'] = words
    if (words.length > 1) throw badInput('check takes one text; name the documents to check it against with --source')
    if (batch !== undefined && words.length > 0) throw badInput('check takes either a text or --batch, not both')
    if (batch === undefined && path === '-' && words.length === 0 && io.stdin.isTTY === true) throw badInput('check what? Name a file, or give the text on standard input')
    const asOf = dateOf(values, 'as-of')
    const logic = rulesLogic()
    const checker = await checkerNamed(config.checker, () => judgesOf(config))
    const sourcePaths = textsOf(values, 'source')
    const rulePaths = textsOf(values, 'rules')
    const documents = sourcePaths.length === 0 ? undefined : await readGivenDocuments(sourcePaths, io.signal)
    // A text that brings its sources or rules is checked by those alone; any other by the workspace's.
    const alone = rulePaths.length > 0 || documents !== undefined
    const ruleFiles: readonly RuleText[] = alone ? await readRules(rulePaths) : await workspaceRules(config)
    const reader = lazyLibrary(config)
    const ports: CheckPorts = {
      checker,
      elapsed: () => systemClock.elapsed(),
      today: localDate(systemClock.now()),
      library: { library: reader.library },
      rules: (text) => logic.of(text === GIVEN_RULES ? ruleFiles : [{ file: 'rules', text }]),
    }
    const given = { documents, rules: ruleFiles.length === 0 ? undefined : GIVEN_RULES, ofWorkspace: !alone, asOf }
    try {
      if (ruleFiles.length > 0) for (const mistake of logic.mistakes(ruleFiles)) io.say(mistake)
      const contradicted = batch === undefined ? await runOne(call, path, given, ports) : await runBatch(call, batch, given, ports)
      return contradicted && values['strict'] === true ? 1 : 0
    } finally {
      reader.close()
      await logic.close()
    }
  },
}
