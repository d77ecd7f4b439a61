/** The desktop around the page, where there is one; in a browser there is none. */
import type { DesktopBridge, DesktopEvent } from '../../shared/contract/desktop.ts'
import { DESKTOP_BRIDGE } from '../../shared/contract/desktopChannels.ts'

export const desktop: DesktopBridge | undefined = typeof window === 'undefined' ? undefined : (window as unknown as Record<string, DesktopBridge | undefined>)[DESKTOP_BRIDGE]

const listeners: ((event: DesktopEvent) => void)[] = []

/** Listeners stand before `desktop.connect()` is called: nothing is told before. */
export function onDesktop(listener: (event: DesktopEvent) => void): void {
  if (listeners.length === 0) desktop?.listen((event) => listeners.forEach((each) => each(event)))
  listeners.push(listener)
}
