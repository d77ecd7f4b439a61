/** A statement of any length: a long one begins cut, and a very long one is laid out piece by piece, so that the window stays free. */
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { langOf } from '../../ui/langOf.ts'

/** Characters that are shown at once, and of one piece. */
const SHOWN = 4000
const PIECE = 4000

/** Cut where a line or a word ends, never through a character. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PIECE)
    if (end < text.length) {
      const near = Math.max(text.lastIndexOf('\n', end), text.lastIndexOf(' ', end))
      if (near > at + PIECE / 2) end = near + 1
      else if (/[\udc00-\udfff]/.test(text.charAt(end))) end -= 1
    }
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

export function LongStatement({ text, className = '' }: { text: string; className?: string }) {
  const [whole, setWhole] = useState(false)
  const lang = langOf(text.slice(0, SHOWN))
  if (text.length <= SHOWN * 2) {
    return (
      <p dir="auto" lang={lang} className={className}>
        {text}
      </p>
    )
  }
  return (
    <div className={className}>
      {(whole ? piecesOf(text) : [`${text.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '')} …`]).map((piece, index) => (
        <p key={index} dir="auto" lang={lang} className="[contain-intrinsic-size:auto_40rem] [content-visibility:auto]">
          {piece}
        </p>
      ))}
      <Button tone="quiet" className="mt-1" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? 'Show its beginning only' : `Show all ${text.length.toLocaleString('en')} characters`}
      </Button>
    </div>
  )
}
