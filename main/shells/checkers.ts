/** The checkers that can be chosen by name, with `--checker` or in the configuration. */
import { Problem } from '../../shared/problem.ts'
import type { Checker } from '../core/checking/checker.ts'

const checkers: Readonly<Record<string, () => Promise<Checker>>> = {
  embedded: async () => (await import('../core/checking/embeddedChecker.ts')).embeddedChecker,
}

export function checkerNamed(name: string): Promise<Checker> {
  if (!Object.hasOwn(checkers, name)) throw new Problem('input.invalid', `there is no checker "${name}"; there is ${Object.keys(checkers).join(', ')}`)
  return checkers[name]!()
}
