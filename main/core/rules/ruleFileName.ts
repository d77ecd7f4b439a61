/** Names of rule files: what a person types as the name of a set, made a file name that every system takes, and one that is free. */
import { RuleFileName } from '../../../shared/model/ruleSet.ts'
import { Problem } from '../../../shared/problem.ts'

const ENDING = '.rules'
/** Names that Windows keeps for its devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** Throws `input.invalid` for a name that no file can have. */
export function ruleFileName(typed: string): string {
  const stem = typed.trim().replace(/\.rules$/i, '').normalize('NFC').trimEnd()
  const file = `${stem}${ENDING}`
  if (DEVICE.test(stem) || !RuleFileName.safeParse(file).success) throw new Problem('input.invalid', 'a name of a rule set has letters, digits, spaces and hyphens, and none of / \\ : * ? " < > |')
  return file
}

/** Systems differ in whether case tells two files apart: here it never does. */
const folded = (file: string): string => file.normalize('NFC').toLowerCase()

export const sameFile = (a: string, b: string): boolean => folded(a) === folded(b)

/** The name itself, or with a number behind it. */
export function freeFileName(wanted: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map(folded))
  const stem = wanted.slice(0, -ENDING.length)
  let file = wanted
  for (let number = 2; used.has(folded(file)); number += 1) file = `${stem.slice(0, 100)} ${number}${ENDING}`
  return file
}
