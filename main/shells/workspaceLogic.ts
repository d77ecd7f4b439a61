/** The logic of a workspace: the `*.rules` of its folders decide every claim; an edit from outside counts from the next claim on. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SILENT } from '../../shared/model/verdict.ts'
import type { Log, Logic } from '../core/ports.ts'
import type { RulesFile, RulesLogic } from './rulesLogic.ts'

interface Found {
  /** Names, sizes and times of change: what tells that nothing was edited. */
  readonly stamp: string
  readonly paths: readonly string[]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.rules')).sort()
  } catch {
    return []
  }
}

function find(folders: readonly string[]): Found {
  const paths = folders.flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
  const stamp = paths.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    return `${path} ${found?.size ?? 0} ${found?.mtimeMs ?? 0}`
  })
  return { stamp: stamp.join('\n'), paths }
}

/** Files are named as the person knows them; two of one name by their whole paths. */
function readRules(paths: readonly string[]): RulesFile[] {
  const names = paths.map((path) => basename(path))
  return paths.map((path, index) => ({ file: names.indexOf(names[index]!) === names.lastIndexOf(names[index]!) ? names[index]! : path, text: readFileSync(path, 'utf8') }))
}

/** The engine is loaded when there is a rule to decide by. */
export function workspaceLogic(folders: () => readonly string[], log: Log): Logic & { close(): Promise<void> } {
  let engine: Promise<RulesLogic> | undefined
  let read: { stamp: string; files: readonly RulesFile[] } = { stamp: '', files: [] }
  const filesOf = ({ stamp, paths }: Found, rules: RulesLogic): readonly RulesFile[] => {
    if (read.stamp !== stamp) {
      read = { stamp, files: readRules(paths) }
      const mistakes = rules.mistakes(read.files)
      if (mistakes.length > 0) log.write('warn', 'rules.mistakes', { mistakes: mistakes.slice(0, 20) })
    }
    return read.files
  }
  return {
    decide: async (claim, asOf, signal) => {
      const found = find(folders())
      if (found.paths.length === 0) return SILENT
      const rules = await (engine ??= import('./rulesLogic.ts').then(({ rulesLogic }) => rulesLogic()))
      return rules.of(filesOf(found, rules)).decide(claim, asOf, signal)
    },
    close: async () => (await engine)?.close(),
  }
}
