/** A diagram: its source until it is drawn, then a picture of it, with the source one click away; what cannot be drawn says so in a sentence. */
import { Code, Workflow } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { IconButton } from '../Button.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import { type Drawn, LONGEST_DIAGRAM } from './diagramMessages.ts'
import { drawDiagram, lookNow } from './drawDiagram.ts'

/** A picture is not made smaller than this share of its size; beyond, it scrolls. */
const SMALLEST = 0.6

const themeChanges = (listener: () => void): (() => void) => {
  const watch = new MutationObserver(listener)
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => watch.disconnect()
}

type Picture = Drawn & { readonly url: string; readonly source: string }

/** The first line of what was wrong, as the end of a sentence. */
function inWords(problem: string): string {
  const line = (problem.split('\n').find((one) => one.trim() !== '') ?? '').trim().replace(/[.:]+$/, '').slice(0, 160)
  return line === '' ? 'its source was not understood' : line.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())
}

export default function Diagram({ source }: { source: string }) {
  const theme = useSyncExternalStore(themeChanges, () => document.documentElement.dataset['theme'])
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  const [picture, setPicture] = useState<Picture>()
  const [problem, setProblem] = useState<{ source: string; words: string }>()
  const [showSource, setShowSource] = useState(false)
  const tooLong = source.length > LONGEST_DIAGRAM

  useEffect(() => {
    if (!place.current) return
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: '300px' })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (!seen || tooLong) return
    let left = false
    let url = ''
    void drawDiagram(source, lookNow()).then((answer) => {
      if (left) return
      if ('problem' in answer) return setProblem({ source, words: inWords(answer.problem) })
      url = URL.createObjectURL(new Blob([answer.svg], { type: 'image/svg+xml' }))
      setProblem(undefined)
      setPicture({ ...answer, url, source })
    })
    return () => {
      left = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [seen, source, theme, tooLong])

  const words = tooLong ? `it has ${source.length.toLocaleString('en')} characters, and the most that is drawn is ${LONGEST_DIAGRAM.toLocaleString('en')}` : problem?.source === source ? problem.words : undefined
  if (words !== undefined) {
    return (
      <div ref={place}>
        <p className="mb-1.5 text-[0.8125rem] text-soft" role="note">
          This diagram cannot be drawn: {words}. Its source is shown instead.
        </p>
        <CodeBlock code={source} language="mermaid" />
      </div>
    )
  }
  const drawn = picture?.source === source ? picture : undefined
  const toggle = drawn ? <IconButton label={showSource ? 'Show the drawing' : 'Show the source'} icon={showSource ? <Workflow size={14} /> : <Code size={14} />} onClick={() => setShowSource(!showSource)} /> : null
  if (!drawn || showSource) {
    return (
      <div ref={place}>
        <CodeBlock code={source} language="mermaid" tools={toggle} />
      </div>
    )
  }
  return (
    <figure ref={place as never} className="code">
      <div className="code-head">
        <span className="grow truncate">diagram</span>
        {toggle}
      </div>
      <div className="diagram" tabIndex={0} role="group" aria-label="Diagram">
        <img src={drawn.url} alt={drawn.said || `A diagram (${drawn.kind.replace(/-?v\d+$/i, '')}); its source says the same in words.`} width={drawn.width} height={drawn.height} style={{ minWidth: drawn.width * SMALLEST }} />
      </div>
    </figure>
  )
}
