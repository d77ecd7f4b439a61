/** What a person can do with whole conversations, one or several: rename, put into a folder, archive, delete, each with its undo. */
import type { StoreApi } from 'zustand/vanilla'
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId } from '../../../shared/model/ids.ts'
import type { Core } from '../../core/core.ts'
import type { ChatState } from './store.ts'

export interface ConversationActions {
  rename(id: ConversationId, title: string): Promise<void>
  /** Into a folder of this name; `null`: out of every folder. */
  move(conversations: readonly Conversation[], folder: string | null): Promise<void>
  renameFolder(folder: string, name: string): Promise<void>
  archive(conversations: readonly Conversation[], archived: boolean): Promise<void>
  remove(conversations: readonly Conversation[]): Promise<void>
  /** Several are chosen at once; no list ends the choosing. */
  select(ids: ReadonlySet<ConversationId> | undefined): void
  /** Asks into which folder they go. */
  askFolder(conversations: readonly Conversation[] | undefined): void
}

const named = (conversations: readonly Conversation[]): string => (conversations.length === 1 ? `“${conversations[0]!.title}”` : `${conversations.length} conversations`)
const were = (conversations: readonly Conversation[]): string => (conversations.length === 1 ? 'was' : 'were')

export function conversationActions(core: Core, store: StoreApi<ChatState>, readList: () => Promise<void>): ConversationActions {
  const { client } = core.connection
  const trying = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      core.notices.fail(error)
    } finally {
      await readList().catch(() => undefined)
    }
  }
  const moveEach = async (conversations: readonly Conversation[], folderOf: (conversation: Conversation) => string | null): Promise<void> => {
    for (const conversation of conversations) await client.conversation.move({ id: conversation.id, folder: folderOf(conversation) })
  }
  const archiveEach = async (conversations: readonly Conversation[], archived: boolean): Promise<void> => {
    for (const { id } of conversations) await client.conversation.archive({ id, archived })
  }
  const actions: ConversationActions = {
    rename: (id, title) => {
      const name = title.trim().slice(0, 200)
      return name ? trying(async () => void (await client.conversation.rename({ id, title: name }))) : Promise.resolve()
    },
    move: (conversations, folder) =>
      trying(async () => {
        const moving = conversations.filter((conversation) => (conversation.folder ?? null) !== folder)
        if (moving.length === 0) return
        await moveEach(moving, () => folder)
        actions.select(undefined)
        core.notices.say(folder === null ? `${named(moving)} ${were(moving)} taken out of the folder.` : `${named(moving)} ${were(moving)} moved to “${folder}”.`, {
          label: 'Undo',
          run: () => void trying(() => moveEach(moving, (conversation) => conversation.folder ?? null)),
        })
      }),
    renameFolder: (folder, name) =>
      trying(async () => {
        const to = name.trim().slice(0, 100)
        if (to && to !== folder) await moveEach((store.getState().conversations ?? []).filter((conversation) => conversation.folder === folder), () => to)
      }),
    archive: (conversations, archived) =>
      trying(async () => {
        await archiveEach(conversations, archived)
        actions.select(undefined)
        core.notices.say(`${named(conversations)} ${were(conversations)} ${archived ? 'archived' : 'brought back from the archive'}.`, { label: 'Undo', run: () => void trying(() => archiveEach(conversations, !archived)) })
      }),
    remove: (conversations) =>
      trying(async () => {
        for (const { id } of conversations) await client.conversation.remove({ id })
        actions.select(undefined)
        const open = conversations.find(({ id }) => id === store.getState().open.id)
        if (open) core.go('#/chat')
        const undo = async (): Promise<void> => {
          for (const { id } of conversations) await client.conversation.restore({ id })
          const back = open ?? (conversations.length === 1 ? conversations[0] : undefined)
          if (back) core.go(`#/chat/${back.id}`)
        }
        core.notices.say(`${named(conversations)} ${were(conversations)} deleted.`, { label: 'Undo', run: () => void trying(undo) })
      }),
    select: (selected) => store.setState({ selected }),
    askFolder: (asked) => store.setState({ moving: asked }),
  }
  return actions
}
