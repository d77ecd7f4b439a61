/** Asks the same question of somebody else: the library, or any model of the servers. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { TurnId } from '../../../shared/model/ids.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Menu, MenuHeading, MenuItem } from '../../ui/Menu.tsx'
import type { Chat } from './actions.ts'
import { listModels, type ModelList } from '../../core/listModels.ts'

/** `onCompare` opens the choice of those who answer beside it; `compared` is where they stand already. */
export function RetryMenu({ chat, turn, compared, onCompare }: { chat: Chat; turn: TurnId; compared: boolean; onCompare: () => void }) {
  const servers = useStore(chat.core.settings.store, (state) => state.settings.servers)
  const [lists, setLists] = useState<Readonly<Record<string, ModelList>>>({})
  const opened = (open: boolean): void => {
    if (open) for (const { name } of servers) void listModels(chat.core, name).then((list) => setLists((known) => ({ ...known, [name]: list })))
  }
  return (
    <Menu label="Ask another model" onOpenChange={opened} trigger={<IconButton label="Ask another model" icon={<ChevronDown size={13} />} className="-ml-0.5 !w-6" />}>
      {compared ? <MenuItem onSelect={() => chat.core.go(`#/compare/${turn}`)}>Show side by side</MenuItem> : null}
      <MenuItem onSelect={onCompare}>Compare with…</MenuItem>
      <MenuHeading>The same question for</MenuHeading>
      <MenuItem onSelect={() => void chat.retry(turn, { kind: 'library' })}>Your library</MenuItem>
      {servers.map(({ name }) => (
        <div key={name} role="group" aria-label={name}>
          <MenuHeading>{name}</MenuHeading>
          {lists[name]?.models.map((model) => (
            <MenuItem key={model} onSelect={() => void chat.retry(turn, { kind: 'model', server: name, model })}>
              {model}
            </MenuItem>
          ))}
          {lists[name]?.models.length ? null : <p className="px-2.5 pb-1.5 text-xs text-soft">{lists[name] ? (lists[name].say ?? 'This server offers no models.') : 'Asking for its models…'}</p>}
        </div>
      ))}
    </Menu>
  )
}
