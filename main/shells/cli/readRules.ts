/** The rule files that a command was given. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problem.ts'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { decodeText } from '../../adapters/parsing/decodeText.ts'
import { badInput } from './command.ts'

/** A base of 10,000 rules and 100,000 facts takes about 10 MB. */
const MOST_BYTES = 64 * 1024 * 1024

export interface RulesFile { readonly file: string; readonly text: string }

/** Files by their names, texts decoded. Throws a Problem that names what cannot be read. */
export async function readRules(paths: readonly string[]): Promise<RulesFile[]> {
  const files: RulesFile[] = []
  for (const path of paths) {
    try {
      const found = await stat(path)
      if (found.isDirectory()) throw badInput(`${path} is a folder; name its .rules files`)
      if (found.size > MOST_BYTES) throw new Problem('input.too-large', path)
      const short = basename(path)
      files.push({ file: files.some((f) => f.file === short) ? path : short, text: decodeText(await readFile(path)).text })
    } catch (error) {
      throw asFileProblem(error, path)
    }
  }
  return files
}
