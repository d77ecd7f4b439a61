/** The logic of a workspace: its `rules/*.rules` decide every claim; an edit from outside counts from the next claim on. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SILENT } from '../../shared/model/verdict.ts'
import type { Log, Logic } from '../core/ports.ts'
import type { RulesFile, RulesLogic } from './rulesLogic.ts'

interface Found {
  /** Names, sizes and times of change: what tells that nothing was edited. */
  readonly stamp: string
  readonly paths: readonly string[]
}

function find(folder: string): Found {
  let names: string[]
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.rules')).sort()
  } catch {
    return { stamp: '', paths: [] }
  }
  const stamp = names.map((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    return `${name} ${found?.size ?? 0} ${found?.mtimeMs ?? 0}`
  })
  return { stamp: stamp.join('\n'), paths: names.map((name) => join(folder, name)) }
}

/** The engine is loaded when there is a rule to decide by. */
export function workspaceLogic(workspace: string, log: Log): Logic & { close(): Promise<void> } {
  const folder = join(workspace, 'rules')
  let engine: Promise<RulesLogic> | undefined
  let read: { stamp: string; files: readonly RulesFile[] } = { stamp: '', files: [] }
  const filesOf = ({ stamp, paths }: Found, rules: RulesLogic): readonly RulesFile[] => {
    if (read.stamp !== stamp) {
      read = { stamp, files: paths.map((path) => ({ file: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') })) }
      const mistakes = rules.mistakes(read.files)
      if (mistakes.length > 0) log.write('warn', 'rules.mistakes', { mistakes: mistakes.slice(0, 20) })
    }
    return read.files
  }
  return {
    decide: async (claim, asOf, signal) => {
      const found = find(folder)
      if (found.paths.length === 0) return SILENT
      const rules = await (engine ??= import('./rulesLogic.ts').then(({ rulesLogic }) => rulesLogic()))
      return rules.of(filesOf(found, rules)).decide(claim, asOf, signal)
    },
    close: async () => (await engine)?.close(),
  }
}
