/** Keys while a screen is shown: `Mod+K` style names; plain letters never fire while somebody types. */
import { useEffect, useLayoutEffect, useRef } from 'react'

export type KeyActions = Readonly<Record<string, (event: KeyboardEvent) => void>>

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** `Mod+Shift+C`, `j`, `Escape`: how an event is written in `KeyActions`. */
export function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>, mac = isMac): string {
  const mod = mac ? event.metaKey : event.ctrlKey
  const key = event.key.length === 1 ? (mod ? event.key.toUpperCase() : event.key) : event.key
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', event.shiftKey && (mod || event.key.length > 1) ? 'Shift' : '', key].filter(Boolean).join('+')
}

/** Does what the keys do, for a menu that names them: `Mod+Shift+C`. */
export function pressKeys(keys: string, mac = isMac): void {
  const parts = keys.split('+')
  const shift = parts.includes('Shift')
  const key = parts.at(-1) ?? ''
  const mod = parts.includes('Mod')
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key: shift ? key.toUpperCase() : key.toLowerCase(), ctrlKey: mod && !mac, metaKey: mod && mac, shiftKey: shift, bubbles: true, cancelable: true }))
}

export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOfKey(event)
      const action = latest.current[name]
      if (!action) return
      const plain = !name.startsWith('Mod') && name !== 'Escape'
      if (plain && (isTyping(event.target) || document.querySelector('[role="menu"]'))) return
      if (document.querySelector('dialog[open]') && !name.startsWith('Mod')) return
      action(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
