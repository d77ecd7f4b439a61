/** A block of code: its words as they were written, coloured once they are all there, with copying and line wrap; only the lines in sight cost anything. */
import { Check, Copy, WrapText } from 'lucide-react'
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../Button.tsx'
import { codePointName, TURNING_IN_CODE } from './direction.ts'
import { highlight } from './highlighter.ts'
import { type Ranges, rangesWithin, tokenKinds } from './highlightRanges.ts'
import { textPieces } from './textPieces.ts'

const LINES_A_PIECE = 100
const LONGEST_PIECE = 8000
/** Milliseconds of rest before code is read for its colours. */
const CALM = 150
/** More lines than these scroll within the block. */
const TALL = 300
const LONGEST_NAME = 24

/** Characters that would turn the text around are shown by name and turn nothing; they are still copied. */
function plain(text: string): ReactNode {
  if (text.search(TURNING_IN_CODE) < 0) return text
  const out: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(TURNING_IN_CODE)) {
    out.push(text.slice(from, found.index), <span key={found.index} className="turning" data-name={codePointName(found[0])}>{found[0]}</span>)
    from = found.index + 1
  }
  return [...out, text.slice(from)]
}

function coloured(text: string, ranges: Ranges): ReactNode[] {
  const out: ReactNode[] = []
  let at = 0
  for (let i = 0; i < ranges.length; i += 3) {
    const [start = 0, end = 0, kind = 0] = [ranges[i], ranges[i + 1], ranges[i + 2]]
    if (start > at) out.push(plain(text.slice(at, start)))
    out.push(
      <span key={start} className={`code-${tokenKinds[kind]}`}>
        {plain(text.slice(start, end))}
      </span>,
    )
    at = end
  }
  if (at < text.length) out.push(plain(text.slice(at)))
  return out
}

/** A piece of a long text is coloured when it comes into sight. */
const Piece = memo(function Piece({ text, start, ranges, alone }: { text: string; start: number; ranges: Ranges | undefined; alone: boolean }) {
  const place = useRef<HTMLSpanElement>(null)
  const [seen, setSeen] = useState(alone)
  useEffect(() => {
    if (seen || !ranges || !place.current) return
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: '400px' })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [seen, ranges])
  const content = useMemo(() => (ranges && seen ? coloured(text, rangesWithin(ranges, start, start + text.length)) : plain(text)), [text, start, ranges, seen])
  return (
    <span ref={place} className={alone ? undefined : 'code-piece'}>
      {content}
    </span>
  )
})

function CopyCode({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(code).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return <IconButton label={copied ? 'Copied' : 'Copy the code'} icon={copied ? <Check size={14} /> : <Copy size={14} />} onClick={copy} />
}

interface CodeBlockProps {
  readonly code: string
  /** As it was written after the fence; may be anything. */
  readonly language: string
  /** Beside the copy button. */
  readonly tools?: ReactNode
}

export const CodeBlock = memo(function CodeBlock({ code, language, tools }: CodeBlockProps) {
  const [found, setFound] = useState<{ code: string; ranges: Ranges | undefined }>()
  const [wrap, setWrap] = useState(false)
  const pieces = useMemo(() => textPieces(code, LINES_A_PIECE, LONGEST_PIECE), [code])
  const starts = useMemo(() => pieces.reduce<number[]>((list, _piece, i) => [...list, i === 0 ? 0 : (list[i - 1] ?? 0) + (pieces[i - 1]?.length ?? 0)], []), [pieces])
  useEffect(() => {
    let left = false
    const rest = setTimeout(() => void highlight(code, language).then((ranges) => !left && setFound({ code, ranges })), CALM)
    return () => {
      left = true
      clearTimeout(rest)
    }
  }, [code, language])
  const ranges = found?.code === code ? found.ranges : undefined
  const name = language.replace(/[^\p{L}\p{N}+#._-]/gu, '').slice(0, LONGEST_NAME)
  return (
    <figure className="code" dir="ltr" aria-label={name ? `Code, ${name}` : 'Code'}>
      <div className="code-head">
        <span className="grow truncate">{name || 'code'}</span>
        {tools}
        <IconButton label={wrap ? 'Keep lines whole' : 'Wrap long lines'} aria-pressed={wrap} icon={<WrapText size={14} />} onClick={() => setWrap(!wrap)} />
        <CopyCode code={code} />
      </div>
      <pre tabIndex={0} data-wrap={wrap || undefined} data-tall={pieces.length * LINES_A_PIECE > TALL || undefined}>
        <code translate="no">
          {pieces.map((piece, i) => (
            <Piece key={i} text={piece} start={starts[i] ?? 0} ranges={ranges} alone={pieces.length === 1} />
          ))}
        </code>
      </pre>
    </figure>
  )
})
