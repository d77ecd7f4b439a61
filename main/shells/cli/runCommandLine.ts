/** The command line: reads the words, runs one command, and ends the process with the exit code that says how it went. */
import { Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { readConfig } from '../../config.ts'
import { badInput, type ExitCode, textOf, type Values } from './command.ts'
import { commands, commonOptions, findCommand, helpText } from './commands.ts'
import { appVersion } from '../places.ts'
import { type Io, streamIo } from './io.ts'

/** better-sqlite3 needs Node-API 10 and crashes without a word below it. */
const NAPI = 10

/** Options of every command: what tells an option's value from a command's name. */
const anyOptions = Object.assign({}, commonOptions, ...Object.values(commands).map((entry) => entry.options)) as typeof commonOptions

function parse(args: readonly string[], options: typeof commonOptions, strict: boolean): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options, strict, allowPositionals: true, allowNegative: true })
  } catch (error) {
    const [line] = (error as Error).message.split(/\. |\n/)
    throw badInput(`${line}; plumbline --help lists the commands`)
  }
}

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const loose = parse(args, anyOptions, false)
  if (loose.values['version'] === true) {
    await io.out(`${appVersion()}\n`)
    return 0
  }
  const words = loose.positionals.length === 0 ? ['serve'] : loose.positionals
  const found = findCommand(words)
  if (loose.values['help'] === true || words[0] === 'help') {
    await io.out(found === undefined || loose.positionals.length === 0 ? helpText() : `plumbline ${found.entry.usage}\n${found.entry.does}\n`)
    return 0
  }
  if (found === undefined) throw badInput(`there is no command "${words.slice(0, 2).join(' ').slice(0, 100)}"; plumbline --help lists them`)
  const { values, positionals } = parse(args, { ...commonOptions, ...found.entry.options }, true)
  const config = readConfig({
    ...pick('workspace', textOf(values, 'workspace')),
    ...pick('port', textOf(values, 'port')),
    ...pick('checker', textOf(values, 'checker')),
    ...pick('open', typeof values['open'] === 'boolean' ? values['open'] : undefined),
  })
  const command = await found.entry.load()
  try {
    return await command.run({ words: positionals.slice(words.length - found.rest.length), values, config, io })
  } catch (error) {
    throw await withOffer(error, config.workspace)
  }
}

/** A damaged database is said together with what can be done about it. */
async function withOffer(error: unknown, folder: string | undefined): Promise<unknown> {
  if (!(error instanceof Problem) || error.code !== 'workspace.corrupt' || folder === undefined) return error
  const { restoreOffer } = await import('./safetyChecks.ts')
  const offer = restoreOffer(folder)
  return offer === undefined ? error : badInput(`${problemSentence(error.toShape())} ${offer}`)
}

/** `exactOptionalPropertyTypes`: an absent flag is absent, not undefined. */
const pick = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : ({ [key]: value } as Record<K, V>))

/** The line for a failure, and the exit code. Bad input names itself; a fault says where to look. */
function outcome(error: unknown): { line: string; code: ExitCode } {
  if (error instanceof Problem) {
    const ours = error.code === 'fault' || error.code === 'connection.lost'
    return { line: error.code === 'input.invalid' && error.detail !== undefined ? error.detail : problemSentence(error.toShape()), code: ours ? 3 : 2 }
  }
  return { line: `Something went wrong on our side: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, code: 3 }
}

/** Runs the command that the words name; listens to signals, and to the leash of the launcher. Ends the process. */
export async function runCommandLine(words: readonly string[]): Promise<never> {
  const stopping = new AbortController()
  let stoppedBy: NodeJS.Signals | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stoppedBy ??= signal
      stopping.abort(new Problem('cancelled'))
    })
  }
  // The launcher holds the other end: when it dies, however it dies, this ends as well.
  if (process.env['PLUMBLINE_LEASH'] !== undefined) {
    const leash = new Socket({ fd: Number(process.env['PLUMBLINE_LEASH']), readable: true, writable: false })
    leash.on('error', () => undefined).on('close', () => stopping.abort(new Problem('cancelled'))).resume().unref()
  }

  const io = streamIo(process, stopping.signal, () => stopping.abort(new Problem('cancelled')))
  let code: number
  try {
    if (Number(process.versions.napi) < NAPI) throw new Problem('node.too-old')
    code = await run(words, io)
  } catch (error) {
    if (stopping.signal.aborted && (error === stopping.signal.reason || (error instanceof Problem && error.code === 'cancelled'))) {
      code = stoppedBy === 'SIGINT' ? 130 : stoppedBy === undefined ? 0 : 143
    } else {
      const { line, code: exit } = outcome(error)
      io.say(`plumbline: ${line}`)
      code = exit
    }
  }
  await new Promise((resolve) => process.stdout.write('', resolve))
  return process.exit(code)
}
