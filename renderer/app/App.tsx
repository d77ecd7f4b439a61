/** The frame of the app: navigation, the screen of the route, palette, notices, and the keys that work everywhere. */
import { PanelLeftOpen } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { isTyping, useKeys } from '../core/keys.ts'
import { remember, remembered } from '../core/remembered.ts'
import { RescuePanel } from '../features/backups/RescuePanel.tsx'
import { ChatPanel } from '../features/chat/ChatPanel.tsx'
import { MoveDialog } from '../features/chat/MoveDialog.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Notices } from '../ui/Notices.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { DropTarget } from './DropTarget.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import type { Features } from './features.ts'
import { Navigation } from './Navigation.tsx'
import { Palette } from './Palette.tsx'
import type { Route } from './route.ts'
import { AnswerersPanel, BackupsPanel, CheckPanel, ComparePanel, GrowthPanel, HistoryPanel, NotesPanel, ReaderPanel, readScreensAhead, RulesPanel, SettingsPanel, SourcesPanel } from './screens.ts'
import { ShortcutList } from './ShortcutList.tsx'
import { setAppearance } from './theme.ts'

function Screen({ features, route }: { features: Features; route: Route }) {
  switch (route.screen) {
    case 'chat':
      return <ChatPanel chat={features.chat} id={route.id} turn={route.turn} find={route.find} onSettings={() => features.core.go('#/settings')} />
    case 'check':
      return <CheckPanel check={features.check} id={route.id} />
    case 'sources':
      return route.id ? (
        <ReaderPanel key={route.id} library={features.library} id={route.id} start={route.start} end={route.end} />
      ) : (
        <SourcesPanel library={features.library} />
      )
    case 'notes':
      return <NotesPanel notes={features.notes} id={route.id} />
    case 'compare':
      return <ComparePanel key={route.id} comparison={features.comparison} id={route.id ?? ''} />
    case 'experts':
      return <AnswerersPanel experts={features.experts} id={route.id} />
    case 'growth':
      return <GrowthPanel desk={features.growth} />
    case 'history':
      return <HistoryPanel log={features.history} day={route.day} note={route.note} source={route.source} set={route.set} />
    case 'rules':
      return <RulesPanel rules={features.rules} id={route.id} place={route} />
    case 'settings':
      return <SettingsPanel preferences={features.preferences} backups={<BackupsPanel desk={features.backups} />} />
  }
}

/** Below this width the navigation covers the work, so it starts hidden there. */
const ROOMY = 720

export function App({ features, routes }: { features: Features; routes: StoreApi<Route> }) {
  const { core } = features
  const route = useStore(routes)
  const connection = useStore(core.connection.state)
  const damage = useStore(core.info.store, ({ info }) => info?.damage)
  const appearance = useStore(core.settings.store, (state) => (state.loaded ? state.settings.appearance : undefined))
  const notices = useStore(core.notices.store, (state) => state.notices)
  const [sidebar, setSidebar] = useState(remembered('sidebar') !== 'hidden' && window.innerWidth >= ROOMY)
  const [over, setOver] = useState<'palette' | 'shortcuts'>()

  useEffect(readScreensAhead, [])
  useEffect(() => {
    if (appearance) setAppearance(appearance)
  }, [appearance])

  const toggleSidebar = (): void => {
    setSidebar(!sidebar)
    remember('sidebar', sidebar ? 'hidden' : 'shown')
  }
  const taking = (run: () => void) => (event: KeyboardEvent) => {
    event.preventDefault()
    run()
  }
  useKeys({
    'Mod+K': taking(() => setOver(over === 'palette' ? undefined : 'palette')),
    'Mod+/': taking(() => setOver(over === 'shortcuts' ? undefined : 'shortcuts')),
    'Mod+,': taking(() => core.go('#/settings')),
    'Mod+B': taking(toggleSidebar),
    'Mod+Shift+F': taking(() => {
      setSidebar(true)
      // Once the sidebar is drawn.
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-search-messages]')?.focus())
    }),
    'Mod+N': taking(() => core.go('#/chat')),
    // A browser keeps Mod+N for itself; Alt+N does the same there.
    'Alt+n': taking(() => core.go('#/chat')),
    'Mod+F': (event) => {
      const find = document.querySelector<HTMLElement>('[data-find]')
      if (!find) return
      event.preventDefault()
      find.focus()
      if (isTyping(find)) (find as HTMLInputElement).select()
    },
  })

  const place = JSON.stringify(route)
  const came = useRef(place)
  useEffect(() => {
    if (came.current === place) return
    came.current = place
    // What had the focus may be gone with its screen: the next Tab then begins in the new one, not at the top of the window.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('work')?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [place])

  return (
    <DropTarget features={features}>
      <a href="#work" className="sr-only focus:not-sr-only" onClick={(event) => {
        event.preventDefault()
        const work = document.querySelector<HTMLElement>('[data-composer]') ?? document.querySelector<HTMLElement>('main [tabindex="0"], main a, main button')
        work?.focus()
      }}>
        Skip to the work
      </a>
      <div className={`flex h-full ${sidebar ? '' : 'sidebar-hidden'}`} inert={over !== undefined}>
        {sidebar ? (
          <Navigation features={features} route={route} onCollapse={toggleSidebar} />
        ) : (
          <div className="absolute top-2.5 left-2.5 z-10">
            <IconButton label="Show the sidebar" keys="Mod+B" icon={<PanelLeftOpen size={16} />} onClick={toggleSidebar} />
          </div>
        )}
        <ErrorBoundary place={place}>
          {damage === undefined ? <Suspense fallback={<Skeleton />}>
   <Screen features={features} route={route} />
 </Suspense> : <RescuePanel desk={features.backups} damage={damage} />}
        </ErrorBoundary>
      </div>
      {connection === 'lost' ? (
        <p role="status" className="rise lifted fixed top-3 left-1/2 z-40 -translate-x-1/2 rounded-lg border border-line bg-raised px-3.5 py-1.5 text-[0.8125rem]">
          The connection to Plumbline was lost. It comes back by itself.
        </p>
      ) : null}
      <Notices notices={notices} onClose={core.notices.close} onHold={core.notices.hold} />
      {over === 'palette' ? <Palette features={features} onClose={() => setOver(undefined)} onShortcuts={() => setOver('shortcuts')} /> : null}
      <MoveDialog chat={features.chat} />
      {over === 'shortcuts' ? <ShortcutList onClose={() => setOver(undefined)} /> : null}
    </DropTarget>
  )
}
