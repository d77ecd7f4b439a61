/** A text word for word that may be very long: folded at first, and in pieces of which only those in sight are laid out. */
import { useMemo, useState } from 'react'
import { figure } from './judged/verdictWords.ts'
import { textPieces } from './markdown/textPieces.ts'

const FOLD_AT = 2400
const LINES_A_PIECE = 120
const LONGEST_PIECE = 12_000

export function LongText({ text, label }: { text: string; label: string }) {
  const [whole, setWhole] = useState(false)
  const long = text.length > FOLD_AT
  const pieces = useMemo(() => textPieces(long && !whole ? `${text.slice(0, FOLD_AT)}…` : text, LINES_A_PIECE, LONGEST_PIECE), [text, long, whole])
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
