/** The desktop around the page, where there is one, and what the person has chosen for it; in a browser there is none. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DesktopBridge, DesktopEvent, DesktopPrefs, DesktopState } from '../../shared/contract/desktop.ts'
import { DESKTOP_BRIDGE } from '../../shared/contract/desktopChannels.ts'

export const desktop: DesktopBridge | undefined = typeof window === 'undefined' ? undefined : (window as unknown as Record<string, DesktopBridge | undefined>)[DESKTOP_BRIDGE]

const listeners: ((event: DesktopEvent) => void)[] = []

/** Listeners stand before `desktop.connect()` is called: nothing is told before. */
export function onDesktop(listener: (event: DesktopEvent) => void): void {
  if (listeners.length === 0) desktop?.listen((event) => listeners.forEach((each) => each(event)))
  listeners.push(listener)
}

export interface DesktopChoices {
  /** Missing until it was read. */
  readonly store: StoreApi<{ state: DesktopState | undefined }>
  change(change: Partial<DesktopPrefs>): Promise<void>
}

export function createDesktopChoices(bridge: DesktopBridge): DesktopChoices {
  const store = createStore<{ state: DesktopState | undefined }>(() => ({ state: undefined }))
  onDesktop((event) => {
    if (event.kind === 'state') store.setState({ state: event.state })
  })
  let changes = 0
  bridge.ask('state.get', undefined).then((state) => store.setState({ state }), () => undefined)
  return {
    store,
    async change(change) {
      const before = store.getState().state
      const mine = (changes += 1)
      // A switch moves at once, and back when it could not be kept.
      if (before) store.setState({ state: { ...before, prefs: { ...before.prefs, ...change } } })
      const state = await bridge.ask('prefs.set', change).catch(() => before)
      // The answer to a later change tells of this one too.
      if (mine === changes) store.setState({ state })
    },
  }
}

export const desktopChoices: DesktopChoices | undefined = desktop && createDesktopChoices(desktop)
