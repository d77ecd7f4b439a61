/** Keys are named alike on every machine. */
import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { nameOfKey } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

const cases: readonly [Parameters<typeof nameOfKey>[0], boolean, string][] = [
  [press('k', { ctrlKey: true }), false, 'Mod+K'],
  [press('k', { metaKey: true }), true, 'Mod+K'],
  [press('C', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+C'],
  [press(',', { ctrlKey: true }), false, 'Mod+,'],
  [press('j'), false, 'j'],
  [press('K', { shiftKey: true }), false, 'K'],
  [press('n', { altKey: true }), false, 'Alt+n'],
  [press('Escape'), false, 'Escape'],
  [press('Tab', { shiftKey: true }), false, 'Shift+Tab'],
  [press('k', { ctrlKey: true }), true, 'k'],
]
for (const [event, mac, name] of cases) test(`${JSON.stringify(event)} ${mac ? 'on a Mac ' : ''}is ${name}`, () => equal(nameOfKey(event, mac), name))
