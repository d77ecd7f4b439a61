/** Tells what one line of a Markdown answer is: the block rules that claims need, no more. */

export type AnswerLine =
  | { readonly is: 'blank' | 'skip' }
  | { readonly is: 'fence'; readonly mark: string }
  | { readonly is: 'heading'; readonly level: number; readonly at: number }
  | { readonly is: 'item'; readonly at: number; readonly indent: number }
  | { readonly is: 'row'; readonly at: number }
  | { readonly is: 'text'; readonly at: number; readonly indent: number; readonly quoted: boolean }

const listMark = /^([ \t]*)(?:[-*+•‣◦▪–][ \t]+|(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)][ \t]+|\((?:\d{1,3}|[a-z])\)[ \t]+)(?:\[[ xX]\][ \t]+)?/u
const initial = /^[ \t]*[A-Z]\.[ \t]+\S/u

/** Classifies a whole line without its line end. */
export function answerLine(line: string): AnswerLine {
  const quote = /^(?: {0,3}>[ \t]?)+/u.exec(line)
  const at = quote === null ? 0 : quote[0].length
  const rest = at === 0 ? line : line.slice(at)
  const text = rest.length > 400 ? rest.slice(0, 400) : rest
  const whole = text.length === rest.length
  if (/^\s*$/u.test(text) && (whole || rest.trim() === '')) return { is: 'blank' }
  const fence = /^[ \t]*(`{3,}|~{3,}|\$\$(?=\s*$))/u.exec(text)
  if (fence !== null && !(fence[1]!.startsWith('`') && rest.slice(fence[0].length).includes('`'))) return { is: 'fence', mark: fence[1]! }
  const heading = /^ {0,3}(#{1,6})[ \t]+/u.exec(text)
  if (heading !== null) return { is: 'heading', level: heading[1]!.length, at: at + heading[0].length }
  if (whole && (/^ {0,3}(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}$/u.test(text) || /^ {0,3}(?:=+|-+|#{1,6})[ \t]*$/u.test(text))) return { is: 'skip' }
  if (whole && (/^ {0,3}\[[^\]]+\]:[ \t]*\S/u.test(text) || /^[ \t]*<!--.*-->[ \t]*$/u.test(text) || /^[ \t]*<\/?[a-zA-Z][^>]*>[ \t]*$/u.test(text))) return { is: 'skip' }
  if (/^[ \t]*\|/u.test(text)) return { is: 'row', at }
  const item = listMark.exec(text)
  if (item !== null && !initial.test(text)) return { is: 'item', at: at + item[0].length, indent: item[1]!.length }
  const indent = /^[ \t]*/u.exec(text)![0].replace(/\t/gu, '    ').length
  return { is: 'text', at: at + /^[ \t]*/u.exec(text)![0].length, indent, quoted: at > 0 }
}

/** Whether the beginning of a line that is still streaming already settles that it is running text or a list item. */
export function settledLine(beginning: string): Extract<AnswerLine, { is: 'text' | 'item' }> | undefined {
  if (/^ {0,3}[\p{L}\p{Lo}][\p{L}\p{M}'’,]{2}/u.test(beginning)) {
    const roman = /^ {0,3}[ivx]{3,4}/u.test(beginning)
    return roman ? undefined : { is: 'text', at: /^ */u.exec(beginning)![0].length, indent: /^ */u.exec(beginning)![0].length, quoted: false }
  }
  const item = listMark.exec(beginning)
  if (item !== null && !initial.test(beginning) && /^\p{L}{3}/u.test(beginning.slice(item[0].length))) {
    return { is: 'item', at: item[0].length, indent: item[1]!.length }
  }
  return undefined
}

/** A table's second line: dashes, colons and bars. */
export function isDelimiterRow(line: string): boolean {
  return line.length < 2000 && line.includes('-') && line.includes('|') && /^[ \t|:>-]+$/u.test(line)
}

/** The cells of a table row, as offsets into `line`; bars behind a backslash or in code do not count. */
export function rowCells(line: string, at: number): { start: number; end: number }[] {
  const cells: { start: number; end: number }[] = []
  let start = at
  let code = false
  for (let i = at; i <= line.length; i++) {
    const c = line[i]
    if (c === '\\') i++
    else if (c === '`') code = !code && line.indexOf('`', i + 1) !== -1
    else if (i === line.length || (c === '|' && !code)) {
      cells.push({ start, end: i })
      start = i + 1
    }
  }
  if (cells.length > 0 && line.slice(cells[0]!.start, cells[0]!.end).trim() === '') cells.shift()
  const last = cells.at(-1)
  if (last !== undefined && line.slice(last.start, last.end).trim() === '') cells.pop()
  return cells
}
