/** Named answerers: listed, saved, deleted and brought back. */
import type { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import type { AnswererId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { sameName } from '../../../shared/turn/mention.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { LIBRARY } from './callAnswerer.ts'

export function answererHandlers(os: Implementer, { store, newId }: Pick<Ports, 'store' | 'newId'>, changes: Changes) {
  const found = (id: AnswererId, deleted = false): NamedAnswerer => {
    const answerer = store.read.answerer(id)
    if (!answerer || (answerer.deletedAt !== undefined) !== deleted) throw new Problem('not-found')
    return answerer
  }
  const append = (id: AnswererId, event: Parameters<typeof store.write.append>[0][number]['event']): void => {
    store.write.append([{ stream: `answerer:${id}`, event }])
    changes.tell('answerers')
  }
  const nameIsFree = (name: string, id: AnswererId | undefined): void => {
    if (sameName(name, LIBRARY)) throw new Problem('input.invalid', `@${name} is your library itself; choose another name`)
    if (store.read.answerers().some((other) => other.id !== id && sameName(other.name, name))) throw new Problem('input.invalid', `there is an answerer called “${name}” already; choose another name`)
  }
  return {
    list: os.answerer.list.handler(() => store.read.answerers()),
    save: os.answerer.save.handler(({ input }) => {
      if (input.id !== undefined) found(input.id)
      nameIsFree(input.name, input.id)
      const answerer: NamedAnswerer = { ...input, id: input.id ?? (newId() as AnswererId) }
      append(answerer.id, { kind: 'answerer.saved', answerer })
      return answerer
    }),
    remove: os.answerer.remove.handler(({ input: { id } }) => {
      found(id)
      append(id, { kind: 'answerer.deleted', id })
      return {}
    }),
    restore: os.answerer.restore.handler(({ input: { id } }) => {
      nameIsFree(found(id, true).name, id)
      append(id, { kind: 'answerer.restored', id })
      return found(id)
    }),
  }
}
