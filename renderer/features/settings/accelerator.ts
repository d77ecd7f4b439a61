/** Keys as they are pressed, in the words of a desktop's shortcuts: `CommandOrControl+Shift+Space`. */

const NAMED: Readonly<Record<string, string>> = {
  Space: 'Space', Enter: 'Enter', Tab: 'Tab', Insert: 'Insert', Delete: 'Delete', Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown',
  ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', Backquote: '`', Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']',
  Backslash: '\\', Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/',
}

type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** `undefined` while only modifiers are down, and for keys that cannot be a shortcut or would take a letter from everybody. */
export function acceleratorOf({ code, ctrlKey, metaKey, altKey, shiftKey }: Pressed, mac: boolean): string | undefined {
  const key = /^Key([A-Z])$/.exec(code)?.[1] ?? /^Digit(\d)$/.exec(code)?.[1] ?? /^(F(?:[1-9]|1\d|2[0-4]))$/.exec(code)?.[1] ?? NAMED[code]
  if (key === undefined) return undefined
  const main = mac ? metaKey : ctrlKey
  const words = [main ? 'CommandOrControl' : '', mac && ctrlKey ? 'Control' : '', !mac && metaKey ? 'Super' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : ''].filter(Boolean)
  return words.length === 0 || (words.length === 1 && words[0] === 'Shift') ? undefined : [...words, key].join('+')
}

/** As a person reads it. */
export const inWords = (keys: string, mac: boolean): string =>
  keys.replace('CommandOrControl', mac ? '⌘' : 'Ctrl').replace('Control', '⌃').replace('Alt', mac ? '⌥' : 'Alt').replaceAll('+', ' + ')
