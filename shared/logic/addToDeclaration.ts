/** Adds a pattern or a name to a declaration as it stands in its text, and touches nothing else: comments and layout stay. */
import { parseSurface } from './parseSurface.ts'
import { printDeclaration, quote } from './printSurface.ts'
import type { Place } from './base.ts'

/** Replace `start` to `end` of the text by `text`. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Where the last string of a clause ends, and where the declaration itself ends, comments and blanks behind it left out. */
function clauseEnds(text: string, { start, end }: Pick<Place, 'start' | 'end'>, clause: 'says' | 'also'): { strings: number | undefined; end: number } {
  let at = start
  let last = start
  let within = ''
  let strings: number | undefined
  while (at < end) {
    const code = text[at] ?? ''
    if (code === '#') {
      const line = text.indexOf('\n', at)
      at = line < 0 ? end : line
    } else if (code === '"') {
      do at += text[at] === '\\' ? 2 : 1
      while (at < end && text[at] !== '"')
      last = ++at
      if (within === clause) strings = at
    } else if (/[\p{L}_]/u.test(code)) {
      const [word = ''] = /^[\p{L}\p{M}\p{N}_]+/u.exec(text.slice(at, at + 200)) ?? [code]
      if (word === 'says' || word === 'also') within = word
      last = at += word.length
    } else {
      at++
      if (!/\s/.test(code)) last = at
    }
  }
  return { strings, end: last }
}

/** The edit that adds one more `says` pattern to the declaration at this place. */
export function addSays(text: string, place: Pick<Place, 'start' | 'end'>, pattern: string): TextEdit {
  const { strings, end } = clauseEnds(text, place, 'says')
  return strings === undefined ? { start: end, end, text: ` says ${quote(pattern)}` } : { start: strings, end: strings, text: ` | ${quote(pattern)}` }
}

/** The edit that gives one more name. An individual that is declared together with others gets a line of its own. */
export function addAlso(text: string, place: Pick<Place, 'start' | 'end'>, name: string, alias: string): TextEdit {
  const { strings, end } = clauseEnds(text, place, 'also')
  const [declaration] = parseSurface('', text.slice(place.start, place.end)).declarations
  if (declaration !== undefined && (declaration.kind === 'entity' || declaration.kind === 'type') && declaration.names.length > 1) {
    const own = declaration.names.filter((one) => one.name === name)
    const others = declaration.names.filter((one) => one.name !== name)
    return { start: place.start, end, text: `${printDeclaration({ ...declaration, names: others })}\n${printDeclaration({ ...declaration, names: own, also: [...declaration.also, alias] })}` }
  }
  return strings === undefined ? { start: end, end, text: ` also ${quote(alias)}` } : { start: strings, end: strings, text: `, ${quote(alias)}` }
}

export const applyEdit = (text: string, edit: TextEdit): string => text.slice(0, edit.start) + edit.text + text.slice(edit.end)
