/** Who answers: the person's own library, or a model of one of the servers. */
import { ChevronDown, Library, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { Answerer, ModelServer } from '../../../shared/model/settings.ts'
import { answererName } from '../../core/answerers.ts'
import { Menu, MenuChoice, MenuChoices, MenuHeading, MenuItem } from '../../ui/Menu.tsx'

interface AnswererPickerProps {
  readonly answerer: Answerer
  readonly servers: readonly ModelServer[]
  /** Rejects with nothing a person needs to see twice: the result is one sentence. */
  readonly listModels: (server: string) => Promise<{ models: readonly string[]; say?: string }>
  readonly onPick: (answerer: Answerer) => void
  readonly onSettings: () => void
}

const keyOf = (answerer: Answerer): string => (answerer.kind === 'library' ? '' : `${answerer.server}\n${answerer.model}`)

export function AnswererPicker({ answerer, servers, listModels, onPick, onSettings }: AnswererPickerProps) {
  const [lists, setLists] = useState<Readonly<Record<string, { models: readonly string[]; say?: string }>>>({})
  const opened = (open: boolean): void => {
    if (!open) return
    for (const { name } of servers) void listModels(name).then((list) => setLists((known) => ({ ...known, [name]: list })))
  }
  const pick = (key: string): void => {
    const [server, model] = key.split('\n')
    onPick(server && model ? { kind: 'model', server, model } : { kind: 'library' })
  }
  const Icon = answerer.kind === 'library' ? Library : Sparkles
  return (
    <Menu
      label="Who answers"
      onOpenChange={opened}
      trigger={
        <button type="button" className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-lg px-2 text-[0.8125rem] text-soft hover:bg-hover hover:text-ink" aria-label={`Answered by ${answererName(answerer)}. Choose who answers.`}>
          <Icon size={14} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{answererName(answerer)}</span>
          <ChevronDown size={13} aria-hidden="true" className="shrink-0" />
        </button>
      }
    >
      <MenuChoices value={keyOf(answerer)} onValueChange={pick}>
        <MenuChoice value="" note="Quotes and derives from your own sources; it does not write.">
          Your library
        </MenuChoice>
        {servers.map((server) => {
          const list = lists[server.name]
          const chosen = answerer.kind === 'model' && answerer.server === server.name && !list?.models.includes(answerer.model) ? [answerer.model] : []
          return (
            <div key={server.name} role="group" aria-label={server.name}>
              <MenuHeading>{server.name}</MenuHeading>
              {[...chosen, ...(list?.models ?? [])].map((model) => (
                <MenuChoice key={model} value={`${server.name}\n${model}`}>
                  {model}
                </MenuChoice>
              ))}
              {list?.models.length ? null : <p className="px-2.5 pb-1.5 text-xs text-soft">{list ? (list.say ?? 'This server offers no models.') : 'Asking for its models…'}</p>}
            </div>
          )
        })}
      </MenuChoices>
      <div className="mx-1 my-1 border-t border-line" />
      <MenuItem onSelect={onSettings}>{servers.length ? 'Model settings' : 'Add a model'}</MenuItem>
    </Menu>
  )
}
