/** The column at the left: a new chat, the conversations, and the screens. */
import { BookmarkCheck, ChartLine, FileCheck2, Library, MessageSquarePlus, PanelLeftClose, Scale, Settings2, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { ConversationList } from '../features/chat/ConversationList.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Plumb } from '../ui/Plumb.tsx'
import type { Features } from './features.ts'
import type { Route } from './route.ts'

interface EntryProps {
  readonly href: string
  readonly icon: ReactNode
  readonly current: boolean
  readonly count?: number | undefined
  readonly children: ReactNode
}

function Entry({ href, icon, current, count, children }: EntryProps) {
  return (
    <li>
      <a
        href={href}
        aria-current={current ? 'page' : undefined}
        className={`flex h-9 items-center gap-2.5 rounded-lg px-2 focus-visible:outline-offset-[-2px] ${current ? 'bg-chosen' : 'hover:bg-hover'}`}
      >
        <span className={current ? 'text-ink' : 'text-soft'}>{icon}</span>
        <span className="grow">{children}</span>
        {count ? <span className={`text-[0.8125rem] ${current ? 'text-ink' : 'text-soft'}`}>{count.toLocaleString('en')}</span> : null}
      </a>
    </li>
  )
}

export function Navigation({ features, route, onCollapse }: { features: Features; route: Route; onCollapse: () => void }) {
  const counts = useStore(features.core.info.store, (state) => state.info?.counts)
  const sets = useStore(features.core.ruleSets.store, (state) => state.sets)
  const rules = sets?.reduce((sum, set) => sum + (set.on ? set.rules : 0), 0)
  const experts = useStore(features.core.answerers.store, (state) => state.answerers?.length)
  const fresh = route.screen === 'chat' && !route.id
  return (
    <nav aria-label="Plumbline" className="flex h-full w-[14.5rem] shrink-0 flex-col border-r border-line bg-panel">
      <div className="flex h-12 shrink-0 items-center gap-2 pr-2.5 pl-4">
        <Plumb className="text-ink" />
        <span className="grow text-[0.9375rem] font-semibold">Plumbline</span>
        <IconButton label="Hide the sidebar" keys="Mod+B" icon={<PanelLeftClose size={16} />} onClick={onCollapse} />
      </div>
      <div className="px-2.5 pb-2">
        <a
          href="#/chat"
          aria-current={fresh ? 'page' : undefined}
          className="flex h-9 items-center gap-2.5 rounded-[0.625rem] border border-line bg-raised px-2.5 transition-colors duration-100 hover:border-line-strong"
        >
          <MessageSquarePlus size={16} aria-hidden="true" className="text-soft" />
          <span className="grow">New chat</span>
          <Kbd keys="Mod+N" />
        </a>
      </div>
      <div className="min-h-0 grow overflow-y-auto px-2.5" tabIndex={-1}>
        <ConversationList chat={features.chat} current={route.screen === 'chat' ? route.id : undefined} />
      </div>
      <ul className="shrink-0 border-t border-line p-2.5">
        <Entry href="#/check" icon={<FileCheck2 size={16} />} current={route.screen === 'check'}>
          Check a text
        </Entry>
        <Entry href="#/rules" icon={<Scale size={16} />} current={route.screen === 'rules'} count={rules}>
          Rules
        </Entry>
        <Entry href="#/sources" icon={<Library size={16} />} current={route.screen === 'sources'} count={counts?.sources}>
          Sources
        </Entry>
        <Entry href="#/notes" icon={<BookmarkCheck size={16} />} current={route.screen === 'notes'} count={counts?.notes}>
          Notes
        </Entry>
        <Entry href="#/growth" icon={<ChartLine size={16} />} current={route.screen === 'growth' || route.screen === 'history'}>
          Growth
        </Entry>
        <Entry href="#/experts" icon={<UsersRound size={16} />} current={route.screen === 'experts'} count={experts}>
          Experts
        </Entry>
        <Entry href="#/settings" icon={<Settings2 size={16} />} current={route.screen === 'settings'}>
          Settings
        </Entry>
      </ul>
    </nav>
  )
}
