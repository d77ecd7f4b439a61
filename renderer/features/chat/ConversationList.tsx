/** The conversations: a search in all messages, folders, then by day, and the archive; several can be chosen at once. */
import { Archive, FolderInput, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId } from '../../../shared/model/ids.ts'
import { IconButton } from '../../ui/Button.tsx'
import { SearchField } from '../../ui/Field.tsx'
import type { Chat } from './actions.ts'
import { ConversationRow } from './ConversationRow.tsx'
import { DropPlace, Folder } from './Folder.tsx'
import { MessageResults } from './MessageResults.tsx'
import { byDay, foldersOf } from './store.ts'
import { useMessages } from './useMessages.ts'

const HITS = 60

export function ConversationList({ chat, current }: { chat: Chat; current: string | undefined }) {
  const conversations = useStore(chat.store, (state) => state.conversations)
  const [query, setQuery] = useState('')
  const [archived, setArchived] = useState(true)
  const found = useMessages(chat, query, HITS, archived)
  if (!conversations) return null
  const searching = query.trim() !== ''
  return (
    <>
      <search className="sticky top-0 z-10 block bg-panel pt-0.5 pb-2">
        <SearchField
          label="Search all messages"
          data-search-messages=""
          value={query}
          maxLength={2000}
          dir="auto"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || query === '') return
            event.stopPropagation()
            setQuery('')
          }}
        />
        {searching && conversations.some((conversation) => conversation.archived) ? (
          <label className="mt-1.5 flex items-center gap-2 px-1 text-xs text-soft">
            <input type="checkbox" className="accent-[var(--accent)]" checked={archived} onChange={(event) => setArchived(event.target.checked)} />
            Archived too
          </label>
        ) : null}
        <p role="status" className="sr-only">
          {found ? `${found.hits.length === HITS ? 'More than ' : ''}${found.hits.length} messages found` : ''}
        </p>
      </search>
      {searching ? (
        found ? (
          <MessageResults query={found.query} hits={found.hits} due={found.due} />
        ) : [...query.trim()].length < 2 ? (
          <p className="px-2 py-3 text-[0.8125rem] text-soft">Two letters are enough.</p>
        ) : null
      ) : (
        <Shelves chat={chat} conversations={conversations} current={current} />
      )}
    </>
  )
}

/** All that are listed: in folders, by day, archived. */
function Shelves({ chat, conversations, current }: { chat: Chat; conversations: readonly Conversation[]; current: string | undefined }) {
  const selected = useStore(chat.store, (state) => state.selected)
  const select = (id: ConversationId): void => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    chat.conversations.select(next)
  }
  const rows = (list: readonly Conversation[]) => (
    <ul>
      {list.map((conversation) => (
        <ConversationRow key={conversation.id} chat={chat} conversation={conversation} current={conversation.id === current} selected={selected?.has(conversation.id)} onSelect={() => select(conversation.id)} />
      ))}
    </ul>
  )
  const drop = (folder: string | null) => (id: string) => void chat.conversations.move(conversations.filter((conversation) => conversation.id === id), folder)
  if (conversations.length === 0) return <p className="px-2 py-3 text-[0.8125rem] text-soft">Your conversations will stand here.</p>
  const live = conversations.filter((conversation) => !conversation.archived)
  const put = conversations.filter((conversation) => conversation.archived)
  const holds = (list: readonly Conversation[]): boolean => list.some(({ id }) => id === current)
  return (
    <>
      {selected ? <Chosen chat={chat} chosen={conversations.filter(({ id }) => selected.has(id))} /> : null}
      {foldersOf(live).map((name) => {
        const inside = live.filter(({ folder }) => folder === name)
        return (
          <DropPlace key={name} onDrop={drop(name)}>
            <Folder id={`in ${name}`} name={name} count={inside.length} current={holds(inside)} onRename={(to) => void chat.conversations.renameFolder(name, to)} onDissolve={() => void chat.conversations.move(inside, null)}>
              {rows(inside)}
            </Folder>
          </DropPlace>
        )
      })}
      <DropPlace onDrop={drop(null)}>
        {byDay(live.filter(({ folder }) => folder === undefined), new Date()).map((group) => (
          <section key={group.day} aria-label={group.day} className="mb-3">
            <h2 className="px-2 pt-2 pb-1 text-[0.75rem] font-normal text-soft">{group.day}</h2>
            {rows(group.conversations)}
          </section>
        ))}
      </DropPlace>
      {put.length ? (
        <Folder id="archive" name="Archive" count={put.length} current={holds(put)} closedAtFirst>
          {rows(put)}
        </Folder>
      ) : null}
    </>
  )
}

/** What can be done with those that are chosen. */
function Chosen({ chat, chosen }: { chat: Chat; chosen: readonly Conversation[] }) {
  const none = chosen.length === 0
  const archived = !none && chosen.every((conversation) => conversation.archived)
  return (
    <div role="toolbar" aria-label="Chosen conversations" className="sticky top-10 z-10 mb-1 flex items-center gap-0.5 rounded-lg border border-line bg-raised py-0.5 pr-0.5 pl-2 text-[0.8125rem]">
      <span className="grow" role="status">
        {chosen.length} chosen
      </span>
      <IconButton label="Move to a folder" icon={<FolderInput size={15} />} disabled={none} onClick={() => chat.conversations.askFolder(chosen)} />
      <IconButton label={archived ? 'Bring back' : 'Archive'} icon={<Archive size={15} />} disabled={none} onClick={() => void chat.conversations.archive(chosen, !archived)} />
      <IconButton label="Delete" icon={<Trash2 size={15} />} disabled={none} onClick={() => void chat.conversations.remove(chosen)} />
      <IconButton label="Done choosing" icon={<X size={15} />} onClick={() => chat.conversations.select(undefined)} />
    </div>
  )
}
