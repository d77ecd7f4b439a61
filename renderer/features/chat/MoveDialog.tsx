/** Asks into which folder conversations go: one that is there, a new one, or none. */
import { Folder as FolderIcon, FolderX } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Title } from '../../ui/Title.tsx'
import type { Chat } from './actions.ts'
import { foldersOf } from './store.ts'

export function MoveDialog({ chat }: { chat: Chat }) {
  const moving = useStore(chat.store, (state) => state.moving)
  const conversations = useStore(chat.store, (state) => state.conversations)
  const [name, setName] = useState('')
  if (!moving?.length) return null
  const close = (): void => {
    setName('')
    chat.conversations.askFolder(undefined)
  }
  const move = (folder: string | null): void => {
    close()
    void chat.conversations.move(moving, folder)
  }
  const row = 'flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left hover:bg-hover'
  return (
    <Dialog label="Move to a folder" onClose={close} className="w-[min(24rem,calc(100vw-2rem))]">
      <form
        className="flex max-h-[80vh] flex-col gap-3 overflow-y-auto px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) move(name.trim().slice(0, 100))
        }}
      >
        <h2 className="text-[0.9375rem] font-semibold">{moving.length === 1 ? 'Move to a folder' : `Move ${moving.length} conversations to a folder`}</h2>
        <ul>
          {foldersOf(conversations ?? []).map((folder) => (
            <li key={folder}>
              <button type="button" className={row} onClick={() => move(folder)}>
                <FolderIcon size={15} aria-hidden="true" className="shrink-0 text-soft" />
                <span className="min-w-0">
                  <Title text={folder} />
                </span>
              </button>
            </li>
          ))}
          {moving.some(({ folder }) => folder !== undefined) ? (
            <li>
              <button type="button" className={row} onClick={() => move(null)}>
                <FolderX size={15} aria-hidden="true" className="shrink-0 text-soft" />
                Out of its folder
              </button>
            </li>
          ) : null}
        </ul>
        <div className="flex items-end gap-2">
          <Field label="New folder" className="grow" value={name} maxLength={100} dir="auto" data-autofocus="" onChange={(event) => setName(event.target.value)} />
          <Button type="submit" tone="primary" disabled={!name.trim()}>
            Move
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
