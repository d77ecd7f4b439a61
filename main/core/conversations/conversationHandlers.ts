/** Conversations: listed, opened with their turns, searched, renamed, put into folders, archived, deleted and brought back. */
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { ConversationId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'

export function conversationHandlers(os: Implementer, { store }: Pick<Ports, 'store'>, changes: Changes) {
  const found = (id: ConversationId, deleted = false): Conversation => {
    const conversation = store.read.conversation(id)
    if (!conversation || (conversation.deletedAt !== undefined) !== deleted) throw new Problem('not-found')
    return conversation
  }
  const append = (id: ConversationId, event: HistoryEvent): void => {
    store.write.append([{ stream: `conversation:${id}`, event }])
    changes.tell('conversations')
  }
  return {
    list: os.conversation.list.handler(() => store.read.conversations()),
    open: os.conversation.open.handler(({ input }) => ({ conversation: found(input.id), ...store.read.turnsOf(input.id, input.limit, input.before) })),
    rename: os.conversation.rename.handler(({ input: { id, title } }) => {
      found(id)
      append(id, { kind: 'conversation.renamed', id, title })
      return found(id)
    }),
    move: os.conversation.move.handler(({ input: { id, folder } }) => {
      if ((found(id).folder ?? null) !== folder) append(id, { kind: 'conversation.moved', id, folder })
      return found(id)
    }),
    archive: os.conversation.archive.handler(({ input: { id, archived } }) => {
      if ((found(id).archived ?? false) !== archived) append(id, { kind: 'conversation.archived', id, archived })
      return found(id)
    }),
    search: os.conversation.search.handler(({ input: { query, limit, archived, conversation } }) => ({
      hits: store.read.searchMessages(query, { limit, archived, conversation }),
      due: store.read.messagesDue(),
    })),
    remove: os.conversation.remove.handler(({ input: { id } }) => {
      found(id)
      append(id, { kind: 'conversation.deleted', id })
      return {}
    }),
    ruleSets: os.conversation.ruleSets.handler(({ input: { id, sets } }) => {
      found(id)
      append(id, { kind: 'conversation.ruleSetsChosen', id, sets })
      return found(id)
    }),
    restore: os.conversation.restore.handler(({ input: { id } }) => {
      found(id, true)
      append(id, { kind: 'conversation.restored', id })
      return found(id)
    }),
  }
}
