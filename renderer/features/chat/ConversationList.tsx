/** The list of conversations, by day; each can be renamed in place and deleted with an undo. */
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Conversation } from '../../../shared/model/conversation.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Title } from '../../ui/Title.tsx'
import type { Chat } from './actions.ts'
import { byDay } from './store.ts'

interface RowProps {
  readonly conversation: Conversation
  readonly current: boolean
  readonly onRename: (title: string) => void
  readonly onRemove: () => void
}

function Row({ conversation, current, onRename, onRemove }: RowProps) {
  const [renaming, setRenaming] = useState(false)
  if (renaming) {
    const finish = (title: string): void => {
      setRenaming(false)
      if (title.trim() && title !== conversation.title) onRename(title)
    }
    return (
      <li>
        <input
          autoFocus
          aria-label="Name of the conversation"
          defaultValue={conversation.title}
          maxLength={200}
          className="h-9 w-full rounded-lg border border-accent bg-raised px-2"
          onFocus={(event) => event.target.select()}
          onBlur={(event) => finish(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish(event.currentTarget.value)
            if (event.key === 'Escape') {
              event.stopPropagation()
              setRenaming(false)
            }
          }}
        />
      </li>
    )
  }
  return (
    <li className={`group relative flex items-center rounded-lg ${current ? 'bg-chosen' : 'hover:bg-hover'}`}>
      <a href={`#/chat/${conversation.id}`} aria-current={current ? 'page' : undefined} className="min-w-0 grow rounded-lg px-2 py-[0.4375rem] pr-8 focus-visible:outline-offset-[-2px]" title={conversation.title}>
        <Title text={conversation.title} />
      </a>
      <Menu
        label={`“${conversation.title}”`}
        align="end"
        trigger={
          <button type="button" aria-label={`More for “${conversation.title}”`} className="absolute right-1 flex size-7 items-center justify-center rounded-md text-soft opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:outline-offset-[-2px] data-[state=open]:opacity-100">
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => setTimeout(() => setRenaming(true))}>
          Rename
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} />} grave onSelect={onRemove}>
          Delete
        </MenuItem>
      </Menu>
    </li>
  )
}

export function ConversationList({ chat, current }: { chat: Chat; current: string | undefined }) {
  const conversations = useStore(chat.store, (state) => state.conversations)
  if (!conversations) return null
  if (conversations.length === 0) return <p className="px-2 py-3 text-[0.8125rem] text-soft">Your conversations will stand here.</p>
  return byDay(conversations, new Date()).map((group) => (
    <section key={group.day} aria-label={group.day} className="mb-3">
      <h2 className="px-2 pt-2 pb-1 text-[0.75rem] font-normal text-soft">{group.day}</h2>
      <ul>
        {group.conversations.map((conversation) => (
          <Row
            key={conversation.id}
            conversation={conversation}
            current={conversation.id === current}
            onRename={(title) => void chat.rename(conversation.id, title)}
            onRemove={() => void chat.remove(conversation)}
          />
        ))}
      </ul>
    </section>
  ))
}
