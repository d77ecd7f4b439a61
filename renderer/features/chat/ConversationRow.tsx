/** One conversation of the list: opened by a click, renamed in place, moved, archived and deleted by its menu or by keys. */
import { Archive, ArchiveRestore, Ellipsis, FolderInput, ListChecks, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../../shared/model/conversation.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Title } from '../../ui/Title.tsx'
import type { Chat } from './actions.ts'

/** What a dragged conversation is known by. */
export const DRAGGED = 'application/x-plumbline-conversation'

interface RowProps {
  readonly chat: Chat
  readonly conversation: Conversation
  readonly current: boolean
  /** Missing while nothing is being chosen. */
  readonly selected: boolean | undefined
  readonly onSelect: () => void
}

export function ConversationRow({ chat, conversation, current, selected, onSelect }: RowProps) {
  const [renaming, setRenaming] = useState(false)
  const { title, id, archived = false } = conversation
  if (renaming) {
    const finish = (name: string): void => {
      setRenaming(false)
      if (name.trim() && name !== title) void chat.conversations.rename(id, name)
    }
    return (
      <li>
        <input
          autoFocus
          aria-label="Name of the conversation"
          defaultValue={title}
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
  if (selected !== undefined) {
    return (
      <li>
        <label className={`flex cursor-default items-center gap-2 rounded-lg px-2 py-[0.4375rem] has-focus-visible:outline-2 has-focus-visible:outline-accent ${selected ? 'bg-chosen' : 'hover:bg-hover'}`}>
          <input type="checkbox" className="shrink-0 accent-[var(--accent)]" checked={selected} onChange={onSelect} />
          <span className="min-w-0 grow">
            <Title text={title} />
          </span>
        </label>
      </li>
    )
  }
  return (
    <li className={`group relative flex items-center rounded-lg ${current ? 'bg-chosen' : 'hover:bg-hover'}`}>
      <a
        href={`#/chat/${id}`}
        aria-current={current ? 'page' : undefined}
        className="min-w-0 grow rounded-lg px-2 py-[0.4375rem] pr-8 focus-visible:outline-offset-[-2px]"
        title={title}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, id)
          event.dataTransfer.effectAllowed = 'move'
        }}
        onClick={(event) => {
          if (!event.metaKey && !event.ctrlKey) return
          event.preventDefault()
          onSelect()
        }}
        onKeyDown={(event) => {
          if (event.key === 'F2') setRenaming(true)
          else if (event.key === 'Delete') void chat.conversations.remove([conversation])
        }}
      >
        <Title text={title} />
      </a>
      <Menu
        label={`“${title}”`}
        align="end"
        trigger={
          <button type="button" aria-label={`More for “${title}”`} className="absolute right-1 flex size-7 items-center justify-center rounded-md text-soft opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:outline-offset-[-2px] data-[state=open]:opacity-100">
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => setTimeout(() => setRenaming(true))}>
          Rename
        </MenuItem>
        <MenuItem icon={<FolderInput size={14} />} onSelect={() => chat.conversations.askFolder([conversation])}>
          Move to a folder
        </MenuItem>
        <MenuItem icon={archived ? <ArchiveRestore size={14} /> : <Archive size={14} />} onSelect={() => void chat.conversations.archive([conversation], !archived)}>
          {archived ? 'Bring back' : 'Archive'}
        </MenuItem>
        <MenuItem icon={<ListChecks size={14} />} onSelect={onSelect}>
          Select several
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} />} grave onSelect={() => void chat.conversations.remove([conversation])}>
          Delete
        </MenuItem>
      </Menu>
    </li>
  )
}
