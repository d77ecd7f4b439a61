/** The command palette: every screen and action, conversations, sources, notes, and passages that speak of what is typed. */
import { Command } from 'cmdk'
import { Archive, BookmarkCheck, ChartLine, FileCheck2, FolderInput, History, Keyboard, Library, MessageSquare, MessageSquarePlus, MoonStar, Paperclip, Pencil, Quote, RotateCcw, Scale, Search, Settings2, TextSearch, Trash2, Upload, UsersRound } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { NoteRow } from '../../shared/contract/noteContract.ts'
import type { PassageHit } from '../../shared/model/source.ts'
import { pressKeys } from '../core/keys.ts'
import { sourceHref } from '../core/sourceHref.ts'
import { chooseFiles } from '../features/chat/Composer.tsx'
import { messageHref } from '../features/chat/messageHref.ts'
import { Snippet } from '../features/chat/MessageResults.tsx'
import { useMessages } from '../features/chat/useMessages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import type { Features } from './features.ts'

interface PaletteProps {
  readonly features: Features
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

const groupClass =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-soft'
const SEARCH_AFTER = 120
const AT_MOST = 6

function Row({ icon, value, keys, onSelect, children }: { icon: ReactNode; value: string; keys?: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item value={value} onSelect={onSelect} className="flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1 data-[selected=true]:bg-hover">
      <span className="shrink-0 text-soft" aria-hidden="true">
        {icon}
      </span>
      <span dir="auto" className="min-w-0 grow truncate text-left">
        {children}
      </span>
      {keys ? <Kbd keys={keys} /> : null}
    </Command.Item>
  )
}

/** Rows under a heading; nothing at all where there are no rows. */
function Group<T>({ heading, list, children }: { heading: string; list: readonly T[]; children: (item: T) => ReactNode }) {
  return list.length === 0 ? null : (
    <Command.Group heading={heading} className={groupClass}>
      {list.map(children)}
    </Command.Group>
  )
}

/** Passages of the library, asked for once the typing rests. */
function usePassages(features: Features, query: string): readonly PassageHit[] {
  const [hits, setHits] = useState<readonly PassageHit[]>([])
  useEffect(() => {
    if (query.trim().length < 2) return
    const ending = new AbortController()
    const timer = setTimeout(() => {
      features.core.connection.client.source
        .search({ query: query.slice(0, 2000), limit: AT_MOST }, { signal: ending.signal })
        .then(setHits)
        .catch(() => setHits([]))
    }, SEARCH_AFTER)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [features, query])
  return query.trim().length < 2 ? [] : hits
}

/** Notes that hold all that is typed, newest first; with nothing typed the newest. */
function useNotes({ core }: Features, query: string): readonly NoteRow[] {
  const [rows, setRows] = useState<readonly NoteRow[]>([])
  useEffect(() => {
    const ending = new AbortController()
    const words = query.trim().slice(0, 500)
    const timer = setTimeout(() => {
      core.connection.client.note
        .page({ filter: words ? { query: words } : {}, limit: AT_MOST }, { signal: ending.signal })
        .then((page) => setRows(page.rows))
        .catch(() => setRows([]))
    }, SEARCH_AFTER)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [core, query])
  return rows
}

export function Palette({ features, onClose, onShortcuts }: PaletteProps) {
  const { core } = features
  const [query, setQuery] = useState('')
  const conversations = useStore(features.chat.store, (state) => state.conversations) ?? []
  const sources = useStore(features.library.store, (state) => state.sources) ?? []
  const sets = useStore(core.ruleSets.store, (state) => state.sets) ?? []
  const notes = useNotes(features, query)
  const appearance = useStore(core.settings.store, (state) => state.settings.appearance)
  const passages = usePassages(features, query)
  const messages = useMessages(features.chat, query, AT_MOST)
  const openId = useStore(features.chat.store, (state) => state.open.id)
  const lastTurn = useStore(features.chat.store, (state) => state.open.entries.at(-1)?.id)
  const here = conversations.find(({ id }) => id === openId && location.hash.startsWith('#/chat/'))
  const to = (href: string) => () => {
    onClose()
    core.go(href)
  }
  const matching = <T,>(list: readonly T[], text: (item: T) => string): T[] => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    return list.filter((item) => words.every((word) => text(item).toLowerCase().includes(word))).slice(0, AT_MOST)
  }
  const doing = (run: () => void) => () => {
    onClose()
    run()
  }
  const { conversations: shelf } = features.chat
  const ofThisOne = here
    ? [
        ...(lastTurn ? [{ name: 'Edit the last question', icon: <Pencil size={16} />, keys: 'Up', run: doing(() => features.chat.edit(lastTurn)) }] : []),
        ...(lastTurn ? [{ name: 'Answer the last question again', icon: <RotateCcw size={16} />, run: doing(() => void features.chat.retry(lastTurn)) }] : []),
        { name: 'Move this conversation to a folder', icon: <FolderInput size={16} />, run: doing(() => shelf.askFolder([here])) },
        { name: here.archived ? 'Bring this conversation back from the archive' : 'Archive this conversation', icon: <Archive size={16} />, run: doing(() => void shelf.archive([here], !here.archived)) },
        { name: 'Delete this conversation', icon: <Trash2 size={16} />, run: doing(() => void shelf.remove([here])) },
      ]
    : []
  const actions: { name: string; icon: ReactNode; keys?: string; run: () => void }[] = [
    { name: 'New chat', icon: <MessageSquarePlus size={16} />, keys: 'Mod+N', run: to('#/chat') },
    ...(query.trim() ? ofThisOne : []),
    ...(document.querySelector('[data-attach]') ? [{ name: 'Attach files to the question', icon: <Paperclip size={16} />, run: doing(() => chooseFiles(features.chat.attachFiles)) }] : []),
    { name: 'Search all messages', icon: <Search size={16} />, keys: 'Mod+Shift+F', run: doing(() => pressKeys('Mod+Shift+F')) },
    { name: 'Check a text', icon: <FileCheck2 size={16} />, run: to('#/check') },
    { name: 'Rules', icon: <Scale size={16} />, run: to('#/rules') },
    { name: 'New rule set', icon: <Scale size={16} />, run: () => (onClose(), void features.rules.create('my rules', 'ruleset "My rules"\n')) },
    { name: 'Sources', icon: <Library size={16} />, run: to('#/sources') },
    {
      name: 'Import files',
      icon: <Upload size={16} />,
      run: () => {
        onClose()
        features.library.pickFiles()
      },
    },
    { name: 'Notes', icon: <BookmarkCheck size={16} />, run: to('#/notes') },
    { name: 'Growth', icon: <ChartLine size={16} />, run: to('#/growth') },
    { name: 'History', icon: <History size={16} />, run: to('#/history') },
    { name: 'Experts', icon: <UsersRound size={16} />, run: to('#/experts') },
    { name: 'Settings', icon: <Settings2 size={16} />, keys: 'Mod+,', run: to('#/settings') },
    {
      name: appearance === 'dark' ? 'Light appearance' : 'Dark appearance',
      icon: <MoonStar size={16} />,
      run: () => {
        onClose()
        void core.settings.change({ appearance: appearance === 'dark' ? 'light' : 'dark' })
      },
    },
    { name: 'Shortcuts', icon: <Keyboard size={16} />, keys: 'Mod+/', run: onShortcuts },
  ]
  return (
    <Dialog label="Go anywhere" onClose={onClose} className="mt-[12vh] w-[min(36rem,calc(100vw-2rem))]">
      <Command label="Go anywhere" shouldFilter={false} loop className="flex max-h-[min(26rem,70vh)] flex-col">
        <Command.Input
          data-autofocus=""
          value={query}
          onValueChange={setQuery}
          placeholder="Go anywhere, search everything"
          className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-[0.9375rem] focus-visible:outline-none"
        />
        <Command.List className="min-h-0 grow overflow-y-auto px-2 pb-2">
          <Command.Empty className="px-2.5 py-6 text-center text-soft">Nothing goes by this name.</Command.Empty>
          <Group heading="Go to" list={matching(actions, (action) => action.name)}>
            {(action) => (
              <Row key={action.name} value={`do ${action.name}`} icon={action.icon} onSelect={action.run} {...(action.keys ? { keys: action.keys } : {})}>
                {action.name}
              </Row>
            )}
          </Group>
          <Group heading="Conversations" list={matching(conversations, (conversation) => conversation.title)}>
            {(conversation) => (
              <Row key={conversation.id} value={conversation.id} icon={<MessageSquare size={16} />} onSelect={to(`#/chat/${conversation.id}`)}>
                {conversation.title}
              </Row>
            )}
          </Group>
          {query.trim() ? (
            <>
              <Group heading="Rule sets" list={matching(sets, (set) => `${set.title} ${set.file}`)}>
                {(set) => (
                  <Row key={set.id} value={set.id} icon={<Scale size={16} />} onSelect={to(`#/rules/${set.id}`)}>
                    {set.title}
                  </Row>
                )}
              </Group>
              <Group heading="Sources" list={matching(sources, (source) => source.title)}>
                {(source) => (
                  <Row key={source.id} value={source.id} icon={<Library size={16} />} onSelect={to(`#/sources/${source.id}`)}>
                    {source.title}
                  </Row>
                )}
              </Group>
              <Group heading="Notes" list={notes}>
                {(note) => (
                  <Row key={note.id} value={note.id} icon={<BookmarkCheck size={16} />} onSelect={to(`#/notes/${note.id}`)}>
                    {note.statement}
                  </Row>
                )}
              </Group>
              <Group heading="Messages" list={messages?.hits ?? []}>
                {(hit) => (
                  <Row key={`${hit.turn} ${hit.part}`} value={`message ${hit.turn} ${hit.part}`} icon={<TextSearch size={16} />} onSelect={to(messageHref(hit, query))}>
                    <Snippet hit={hit} /> <span className="text-soft">{hit.title}</span>
                  </Row>
                )}
              </Group>
              <Group heading="In your sources" list={passages}>
                {(hit) => (
                  <Row key={`${hit.source}:${hit.start}`} value={`passage ${hit.source}:${hit.start}`} icon={<Quote size={16} />} onSelect={to(sourceHref(hit))}>
                    {hit.text.trim().slice(0, 160)} <span className="text-soft">{hit.title}</span>
                  </Row>
                )}
              </Group>
            </>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  )
}
