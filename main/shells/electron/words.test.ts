/** What the desktop shell reads from outside, case by case: words of a start, links, addresses, places of windows. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { shortcuts } from '../../../renderer/app/shortcuts.ts'
import { commandLineWords } from './commandLineWords.ts'
import { readDeepLink } from './deepLink.ts'
import { menuTemplate } from './menus.ts'
import { outwardLink } from './openOutside.ts'
import { isPageUrl } from './pageProtocol.ts'
import { safeName } from './saveDownloads.ts'
import { placeWindow } from './windowState.ts'

const starts: [argv: string[], packaged: boolean, words: string[] | undefined][] = [
  [['plumbline'], true, undefined],
  [['plumbline', '--cli', 'rules', 'decide'], true, ['rules', 'decide']],
  [['plumbline', '--mcp', '--workspace', 'w'], true, ['mcp', '--workspace', 'w']],
  [['plumbline', '--cli'], true, []],
  [['electron', '.', '--cli', 'ask', '--cli'], false, ['ask', '--cli']],
  [['electron', '--inspect=0', 'out/main/electron.js', '--cli', 'ask'], false, ['ask']],
  [['electron', '.'], false, undefined],
  [['electron'], false, undefined],
  [['plumbline', 'plumbline://ask?text=x', '--cli', 'restore', 'evil'], true, undefined],
  [['plumbline', '--workspace', 'w', '--cli', 'ask'], true, undefined],
]
for (const [argv, packaged, words] of starts) {
  test(`${argv.join(' ')} ${words === undefined ? 'opens the window' : 'is for the command line'}`, () => deepEqual(commandLineWords(argv, packaged), words))
}

const links: [link: string, read: ReturnType<typeof readDeepLink>][] = [
  ['plumbline://ask?text=What%20is%20PUE%3F', { screen: 'ask', text: 'What is PUE?' }],
  ['plumbline://check/?text=%EC%A0%84%EB%A0%A5+a', { screen: 'check', text: '전력 a' }],
  ['PLUMBLINE://ASK?text=a%0d%0ab', { screen: 'ask', text: 'a\nb' }],
  ['plumbline://ask?text=safe%E2%80%AEtxt.exe', { screen: 'ask', text: 'safetxt.exe' }],
  ['plumbline://rules?text=x', undefined],
  ['https://ask?text=x', undefined],
  ['not a link', undefined],
]
for (const [link, read] of links) test(`${link} brings ${JSON.stringify(read)}`, () => deepEqual(readDeepLink(link), read))

test('only three kinds of links lead out', () => {
  const given = ['HTTPS://Example.org', 'mailto:a@b.c', ' https://example.org', 'java\nscript:alert(1)', 'file:///x', '//example.org', 'https://u:p@example.org', `https://e.org/${'x'.repeat(9000)}`, 7, null, { href: 'https://e.org' }]
  deepEqual(given.map(outwardLink), ['https://example.org/', 'mailto:a@b.c', 'https://example.org/', undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined])
})

test('only the page’s own address is ours', () => {
  const given = ['plumbline-app://app/', 'plumbline-app://app', 'plumbline-app://app/x#/y', 'plumbline-app://APP/', 'plumbline-app://app:1/', 'plumbline-app://a@app/', 'plumbline-app:app', 'https://app/', '']
  deepEqual(given.map(isPageUrl), [true, true, true, false, false, false, false, false, false])
})

test('names of saved files hold no folders and nothing that a file system refuses', () => {
  deepEqual(['notes.md', '../../etc/passwd', 'C:\\x\\notes.md', '.profile', 'a:b?c.md', '노트 1.md', '..', 'x'.repeat(300)].map(safeName), ['notes.md', 'passwd', 'notes.md', 'profile', 'a b c.md', '노트 1.md', 'Plumbline', 'x'.repeat(150)])
})

const laptop = { x: 0, y: 0, width: 1440, height: 860 }
const left = { x: -1920, y: 0, width: 1920, height: 1040 }
const places: [name: string, kept: Parameters<typeof placeWindow>[0], areas: Parameters<typeof placeWindow>[1], placed: ReturnType<typeof placeWindow>][] = [
  ['the first time', undefined, [laptop], { width: 1280, height: 800 }],
  ['the first time on a small display', undefined, [{ x: 0, y: 0, width: 800, height: 560 }], { width: 800, height: 560 }],
  ['where it was', { x: 40, y: 60, width: 900, height: 700 }, [laptop], { x: 40, y: 60, width: 900, height: 700 }],
  ['on the second display', { x: -1800, y: 100, width: 1500, height: 900 }, [laptop, left], { x: -1800, y: 100, width: 1500, height: 900 }],
  ['the second display is gone', { x: -1800, y: 100, width: 1500, height: 900 }, [laptop], { width: 1440, height: 860 }],
  ['its head above the display', { x: 40, y: -200, width: 900, height: 700 }, [laptop], { width: 900, height: 700 }],
  ['only a corner was left to see', { x: 1400, y: 840, width: 900, height: 700 }, [laptop], { width: 900, height: 700 }],
  ['larger than the display that is left', { x: 0, y: 0, width: 3800, height: 2000 }, [laptop], { x: 0, y: 0, width: 1440, height: 860 }],
  ['smaller than can be used', { x: 10, y: 10, width: 200, height: 50 }, [laptop], { x: 10, y: 10, width: 480, height: 400 }],
]
for (const [name, kept, areas, placed] of places) test(`a window opens well: ${name}`, () => deepEqual(placeWindow(kept, areas), placed))

test('the menus carry every shortcut with Mod, for both kinds of keyboards, and register none that the page hears', () => {
  interface Item { label?: string; accelerator?: string; registerAccelerator?: boolean; submenu?: Item[] }
  const all = (items: Item[]): Item[] => items.flatMap((item) => [item, ...all(item.submenu ?? [])])
  for (const mac of [true, false]) {
    const items = all(menuTemplate({ mac, tools: false, tell: () => undefined, showData: () => undefined }) as Item[])
    const wanted = shortcuts.flatMap(({ list }) => list.map(({ keys }) => keys)).filter((keys) => keys.startsWith('Mod+'))
    const carried = items.filter(({ registerAccelerator }) => registerAccelerator === false).map(({ accelerator }) => accelerator)
    deepEqual(wanted.filter((keys) => !carried.includes(keys.replace('Mod', 'CommandOrControl'))), [])
    equal(new Set(items.map(({ accelerator }) => accelerator).filter(Boolean)).size, items.filter(({ accelerator }) => accelerator).length)
  }
})
