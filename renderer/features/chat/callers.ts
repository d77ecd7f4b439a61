/** Who can be called by `@` at the beginning of a question, and which of them fit what has been typed of a name. */
import type { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import { callOf } from '../../../shared/turn/mention.ts'
import { answererName } from '../../core/answerers.ts'
import type { ModelList } from '../../core/listModels.ts'

export interface Caller {
  /** As it is put into the question: `@name`. */
  readonly call: string
  readonly name: string
  readonly note: string
}

const AT_MOST = 50

export function callersOf(answerers: readonly NamedAnswerer[], lists: Readonly<Record<string, ModelList>>): Caller[] {
  const models = Object.entries(lists).flatMap(([server, { models: names }]) => names.map((model) => ({ server, model })))
  return [
    ...answerers.map(({ name, answerer }) => ({ call: callOf(name), name, note: answererName(answerer) })),
    { call: '@library', name: 'library', note: 'Your own sources and rules' },
    ...models.map(({ server, model }) => ({ call: callOf(models.filter((other) => other.model === model).length > 1 ? `${server}/${model}` : model), name: model, note: server })),
  ]
}

/** What has been typed of a name at the beginning, up to the caret; `undefined` where nobody is being called. */
export function typedCall(text: string, caret: number): string | undefined {
  const found = /^\s*[@＠](?:["“]([^"”\n]{0,100})|([^\s"“]{0,100}))$/u.exec(text.slice(0, caret))
  return found ? (found[1] ?? found[2] ?? '') : undefined
}

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('und')

/** Those whose name begins with it first, then those that have it somewhere. */
export function fitting(callers: readonly Caller[], typed: string): Caller[] {
  const wanted = folded(typed)
  const begins = callers.filter(({ name }) => folded(name).startsWith(wanted))
  const holds = callers.filter(({ name }) => !folded(name).startsWith(wanted) && folded(name).includes(wanted))
  return [...begins, ...holds].slice(0, AT_MOST)
}
