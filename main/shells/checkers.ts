/** The checkers that can be chosen by name, with `--checker` or in the configuration: the embedded one, or a model as judge beside it. */
import { type ModelServer, placeOf } from '../../shared/model/settings.ts'
import { Problem } from '../../shared/problem.ts'
import type { Checker } from '../core/checking/checker.ts'
import type { Models } from '../core/ports.ts'
import { serverOf } from './serverOf.ts'

/** Where a judge is asked; called only when one is named. */
export interface Judges {
  readonly servers: readonly ModelServer[]
  readonly models: Models
  /** Whether a source is never sent to a cloud model. */
  readonly stays: (source: string) => boolean
}

const EMBEDDED = 'embedded'
const embedded = async (): Promise<Checker> => (await import('../core/checking/embeddedChecker.ts')).embeddedChecker

/** `embedded`, or `SERVER/MODEL` of the settings: a model that may only lower what the embedded checker says. Throws `input.invalid`. */
export async function checkerNamed(name: string, judges: () => Judges | Promise<Judges>): Promise<Checker> {
  if (name === EMBEDDED) return embedded()
  const { servers, models, stays } = await judges()
  const found = serverOf(name, servers)
  if (found === undefined) {
    throw new Problem('input.invalid', `there is no checker "${name.slice(0, 100)}"; there is ${[EMBEDDED, ...servers.map((one) => `${one.name}/MODEL`)].join(', ')}`)
  }
  const { createJudgingChecker } = await import('../core/checking/judgingChecker.ts')
  const ask = async (prompt: string, _schema: unknown, signal?: AbortSignal): Promise<string> => {
    let text = ''
    for await (const piece of models.stream({ ...found, messages: [{ role: 'user', text: prompt }] }, signal ?? new AbortController().signal)) if (piece.kind === 'text') text += piece.text
    return text
  }
  return createJudgingChecker(name, await embedded(), ask, placeOf(found.server, found.model) === 'cloud' ? stays : undefined)
}
