/** A text word for word that may be very long: folded at first, and in pieces of which only those in sight are laid out. */
import { useMemo, useState } from 'react'
import { figure } from './judged/verdictWords.ts'

const FOLD_AT = 2400
const LINES_A_PIECE = 120

/** Pieces of whole lines; a line without an end is cut as well. */
export function piecesOfText(text: string, lines = LINES_A_PIECE, longest = 12_000): string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = from
    for (let line = 0; line < lines && to < text.length && to - from < longest; line += 1) {
      const newline = text.indexOf('\n', to)
      to = newline < 0 ? text.length : newline + 1
    }
    if (to - from > longest) to = from + longest
    // Never within a pair of surrogates.
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to -= 1
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}

export function LongText({ text, label }: { text: string; label: string }) {
  const [whole, setWhole] = useState(false)
  const long = text.length > FOLD_AT
  const pieces = useMemo(() => piecesOfText(long && !whole ? `${text.slice(0, FOLD_AT)}…` : text), [text, long, whole])
  return (
    <>
      <div dir="auto" className={`font-mono text-xs break-words whitespace-pre-wrap ${whole ? 'max-h-96 overflow-y-auto' : ''}`} {...(whole ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}>
        {pieces.map((piece, i) => (
          <div key={i} className="[content-visibility:auto] [contain-intrinsic-height:auto_30rem] only:[content-visibility:visible]">
            {piece}
          </div>
        ))}
      </div>
      {long ? (
        <button type="button" className="mt-1 rounded-sm text-xs text-accent hover:underline" onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show all ${figure(text.length)} characters`}
        </button>
      ) : null}
    </>
  )
}
