/** Every command of `plumbline`, its options, and the module that is loaded when it is called. */
import type { Command, Options } from './command.ts'

export interface Entry {
  readonly usage: string
  readonly does: string
  readonly options: Options
  load(): Promise<Command>
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const

export const commonOptions: Options = { workspace: text, help: { ...flag, short: 'h' }, version: flag }

export const commands: Readonly<Record<string, Entry>> = {
  check: {
    usage: 'check [FILE|-] [--source FILE]... [--rules FILE]... [--as-of DATE] [--json] [--batch FILE|-] [--strict]',
    does: 'checks a text that came from anywhere',
    options: { source: texts, rules: texts, 'as-of': text, checker: text, json: flag, batch: text, strict: flag },
    load: async () => (await import('./checkCommand.ts')).checkCommand,
  },
  'rules check': {
    usage: 'rules check FILE... [--as-of DATE] [--json]',
    does: 'mistakes, contradictions, redundancy and tests of rules',
    options: { 'as-of': text, json: flag },
    load: async () => (await import('./rulesCheckCommand.ts')).rulesCheckCommand,
  },
  'rules decide': {
    usage: 'rules decide [--rules FILE]... [--claim "TEXT"] [--as-of DATE] [--json] [--batch FILE|-]',
    does: 'verdicts of the logic alone',
    options: { rules: texts, claim: text, 'as-of': text, 'counter-model': flag, json: flag, batch: text },
    load: async () => (await import('./rulesDecideCommand.ts')).rulesDecideCommand,
  },
}

/** The entry that the words name, and how many of them did. */
export function findCommand(words: readonly string[]): { name: string; entry: Entry; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    // `Object.hasOwn`: a command called `constructor` is unknown.
    if (words.length >= length && Object.hasOwn(commands, name)) return { name, entry: commands[name]!, rest: words.slice(length) }
  }
  return undefined
}

export function helpText(): string {
  const width = 44
  const lines = Object.values(commands).map(({ usage, does }) => (usage.length > width ? `  plumbline ${usage}\n  ${' '.repeat(width + 10)}  ${does}` : `  plumbline ${usage.padEnd(width)}  ${does}`))
  return [
    'Plumbline: an AI assistant that answers to your logic.',
    '',
    ...lines,
    '',
    '  --workspace DIR   the data folder (default: your user-data folder; :memory: keeps nothing)',
    '  --help, --version',
    '',
    'Exit: 0 done, 1 the check found a contradiction (with --strict) or a broken log, 2 bad input, 3 a fault of ours.',
    '',
  ].join('\n')
}
