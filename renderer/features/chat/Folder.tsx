/** A folder of conversations in the list: opened and closed (which is remembered), renamed, dissolved, and conversations dropped into it. */
import { ChevronRight, Ellipsis, FolderOpen, Pencil } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { remember, remembered } from '../../core/remembered.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Title } from '../../ui/Title.tsx'
import { DRAGGED } from './ConversationRow.tsx'

interface DropProps {
  readonly onDrop: (conversation: string) => void
  readonly className?: string
  readonly children: ReactNode
}

/** A place in the list that takes a dragged conversation. */
export function DropPlace({ onDrop, className = '', children }: DropProps) {
  const [over, setOver] = useState(false)
  const carries = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAGGED)
  return (
    <div
      className={`${className} rounded-lg ${over ? 'bg-accent-tint outline-1 outline-accent' : ''}`}
      onDragOver={(event) => {
        if (!carries(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (!carries(event)) return
        event.preventDefault()
        onDrop(event.dataTransfer.getData(DRAGGED))
      }}
    >
      {children}
    </div>
  )
}

interface FolderProps {
  /** What its state is remembered under. */
  readonly id: string
  readonly name: string
  readonly count: number
  /** Holds the conversation that is open: shown whatever was remembered. */
  readonly current: boolean
  readonly closedAtFirst?: boolean
  readonly onRename?: (name: string) => void
  readonly onDissolve?: () => void
  readonly children: ReactNode
}

export function Folder({ id, name, count, current, closedAtFirst = false, onRename, onDissolve, children }: FolderProps) {
  const key = `folder.${id}`
  const [open, setOpen] = useState(() => (remembered(key) ?? (closedAtFirst ? 'closed' : 'open')) === 'open')
  const [renaming, setRenaming] = useState(false)
  const shown = open || current
  const toggle = (): void => {
    setOpen(!shown)
    remember(key, shown ? 'closed' : 'open')
  }
  return (
    <section aria-label={name} className="mb-1">
      {renaming && onRename ? (
        <input
          autoFocus
          aria-label="Name of the folder"
          defaultValue={name}
          maxLength={100}
          className="h-8 w-full rounded-lg border border-accent bg-raised px-2"
          onFocus={(event) => event.target.select()}
          onBlur={(event) => {
            setRenaming(false)
            onRename(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') {
              event.stopPropagation()
              setRenaming(false)
            }
          }}
        />
      ) : (
        <h2 className="group relative flex items-center rounded-lg text-[0.8125rem] font-normal text-soft hover:bg-hover hover:text-ink">
          <button type="button" aria-expanded={shown} className="flex h-8 min-w-0 grow items-center gap-1.5 rounded-lg px-2 pr-8 focus-visible:outline-offset-[-2px]" onClick={toggle}>
            <ChevronRight size={13} aria-hidden="true" className={`shrink-0 transition-transform duration-100 ${shown ? 'rotate-90' : ''}`} />
            <span className="min-w-0">
              <Title text={name} />
            </span>
            <span className="figures text-xs">{count}</span>
          </button>
          {onRename && onDissolve ? (
            <Menu
              label={`Folder “${name}”`}
              align="end"
              trigger={
                <button type="button" aria-label={`More for the folder “${name}”`} className="absolute right-1 flex size-7 items-center justify-center rounded-md opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:outline-offset-[-2px] data-[state=open]:opacity-100">
                  <Ellipsis size={16} aria-hidden="true" />
                </button>
              }
            >
              <MenuItem icon={<Pencil size={14} />} onSelect={() => setTimeout(() => setRenaming(true))}>
                Rename
              </MenuItem>
              <MenuItem icon={<FolderOpen size={14} />} onSelect={onDissolve}>
                Take everything out
              </MenuItem>
            </Menu>
          ) : null}
        </h2>
      )}
      {shown ? children : null}
    </section>
  )
}
