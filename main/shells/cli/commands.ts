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
  serve: {
    usage: 'serve [--port N] [--no-open]',
    does: 'the app in a browser',
    options: { port: text, open: flag },
    load: async () => (await import('./serveCommand.ts')).serveCommand,
  },
  ask: {
    usage: 'ask "QUESTION" [--expert NAME] [--json]',
    does: 'one question, answered and checked',
    options: { expert: text, json: flag, 'as-of': text },
    load: async () => (await import('./askCommand.ts')).askCommand,
  },
  check: {
    usage: 'check [FILE|-] [--source FILE]... [--rules FILE]... [--as-of DATE] [--json] [--batch FILE|-] [--strict]',
    does: 'checks a text that came from anywhere',
    options: { source: texts, rules: texts, 'as-of': text, checker: text, json: flag, batch: text, strict: flag },
    load: async () => (await import('./checkCommand.ts')).checkCommand,
  },
  'rules check': {
    usage: 'rules check [FILE...] [--as-of DATE] [--json]',
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
  import: {
    usage: 'import PATH|URL... [--local-only] [--json]',
    does: 'puts files, folders and pages into the library',
    options: { json: flag, 'local-only': flag },
    load: async () => (await import('./importCommand.ts')).importCommand,
  },
  search: {
    usage: 'search "WORDS" [-k N] [--messages] [--json]',
    does: 'searches the library, or all that was asked and answered',
    options: { k: { ...text, short: 'k' }, messages: flag, json: flag },
    load: async () => (await import('./searchCommand.ts')).searchCommand,
  },
  notes: {
    usage: 'notes [--status S] [--topic T] [--json]',
    does: 'what was kept',
    options: { status: text, topic: text, json: flag },
    load: async () => (await import('./notesCommand.ts')).notesCommand,
  },
  export: {
    usage: 'export --format md|obsidian|html|pdf|docx|jsonl|csv|claimreview|bibtex|csl|apkg|bundle [--status S] [--topic T] --out PATH',
    does: 'notes out: Markdown, an Obsidian vault, a page, PDF, Word, a data set, a bundle that checks itself',
    options: { format: text, status: text, topic: text, out: text },
    load: async () => (await import('./exportCommand.ts')).exportCommand,
  },
  backup: {
    usage: 'backup [--out FILE] [--seal] [--json]',
    does: 'a backup now; with --out as one file, with --seal under a passphrase',
    options: { out: text, seal: flag, json: flag },
    load: async () => (await import('./backupCommand.ts')).backupCommand,
  },
  restore: {
    usage: 'restore FILE|NAME [--dry-run] [--json]',
    does: 'puts the workspace back to a backup; what is here is backed up first',
    options: { 'dry-run': flag, json: flag },
    load: async () => (await import('./restoreCommand.ts')).restoreCommand,
  },
  keys: {
    usage: 'keys [--move] [--json]',
    does: 'where the keys of servers are; --move takes them into the keyring',
    options: { move: flag, json: flag },
    load: async () => (await import('./keysCommand.ts')).keysCommand,
  },
  'log anchor': {
    usage: 'log anchor',
    does: 'accepts the history as it stands, after its head was missing',
    options: {},
    load: async () => (await import('./logAnchorCommand.ts')).logAnchorCommand,
  },
  'log verify': {
    usage: 'log verify [--json]',
    does: 'whether the history is whole (exit 1 when it is not)',
    options: { json: flag },
    load: async () => (await import('./logVerifyCommand.ts')).logVerifyCommand,
  },
  doctor: {
    usage: 'doctor [--json]',
    does: 'looks at the machine and the workspace',
    options: { json: flag },
    load: async () => (await import('./doctorCommand.ts')).doctorCommand,
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
