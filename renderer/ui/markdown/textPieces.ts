/** Cuts a long text into pieces of whole lines, so that only those in sight need to be laid out. */

/** Pieces of at most `lines` lines and `longest` UTF-16 units; joined they are the text. A line without an end is cut as well, never within a character. */
export function textPieces(text: string, lines: number, longest: number): string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = from
    for (let line = 0; line < lines && to < text.length && to - from < longest; line += 1) {
      const newline = text.indexOf('\n', to)
      to = newline < 0 ? text.length : newline + 1
    }
    if (to - from > longest) to = from + longest
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to -= 1
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}
