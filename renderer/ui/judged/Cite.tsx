/** A citation: a small number that leads to the passage it names, with the passage at a glance. A wrong one is shown as wrong, where it stands. */
import { type ReactNode, useContext, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { langOf } from '../langOf.ts'
import { citedQuote, wrongCiteWords } from './citeWords.ts'
import { JudgedContext } from './judged.ts'

/** Pixels between the number and its card, and from the edge of the window. */
const GAP = 6

/** Lies beside the number without moving anything; it cannot be reached with the mouse and needs not be. */
function Card({ id, beside, children }: { id: string; beside: Element; children: ReactNode }) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = card.current
    if (!element) return
    const at = beside.getBoundingClientRect()
    const { width, height } = element.getBoundingClientRect()
    const above = at.bottom + GAP + height > window.innerHeight
    element.style.left = `${Math.max(GAP, Math.min(at.left, window.innerWidth - width - GAP))}px`
    element.style.top = `${above ? Math.max(GAP, at.top - GAP - height) : at.bottom + GAP}px`
  }, [beside])
  return createPortal(
    <div ref={card} id={id} role="tooltip" className="lifted pointer-events-none fixed top-0 left-0 z-50 w-80 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-raised px-3 py-2.5 text-[0.8125rem]">
      {children}
    </div>,
    document.body,
  )
}

/** As it was written. Brackets are there for whoever copies the text; on the screen they are the room beside the number. */
function written(text: string): ReactNode {
  const [, open, inside, close] = /^([[【［])(.*)([\]】］])$/s.exec(text) ?? []
  if (open === undefined) return text
  return (
    <>
      <span className="cite-bracket">{open}</span>
      {inside}
      <span className="cite-bracket">{close}</span>
    </>
  )
}

/** `of` is the claim that it stands in; `to` the last of a run of passages. A number that names nothing, and of which nothing is known, stays as it was written. */
export function Cite({ n, to, of, text }: { n: number; to: number; of: number | undefined; text: string }) {
  const judged = useContext(JudgedContext)
  const claim = useSyncExternalStore(judged.subscribe, () => (of === undefined ? undefined : judged.claim(of)))
  const [beside, setBeside] = useState<Element>()
  const id = useId()
  const passage = judged.cited(n)
  const known = claim?.citations?.filter((citation) => citation.n >= n && citation.n <= to)
  // The gravest of a run.
  const says = known?.find((citation) => citation.says !== 'supports')?.says ?? known?.[0]?.says
  if ((!passage && says !== 'missing') || (claim?.citations?.length && says === undefined)) return text
  const wrong = says === undefined || says === 'supports' ? undefined : wrongCiteWords[says]
  const shared = {
    className: /\D/.test(text) ? 'cite' : 'cite cite-bare',
    'data-says': says,
    'aria-describedby': beside ? id : undefined,
    onMouseEnter: (event: { currentTarget: Element }) => setBeside(event.currentTarget),
    onMouseLeave: () => setBeside(undefined),
    onFocus: (event: { currentTarget: Element }) => setBeside(event.currentTarget),
    onBlur: () => setBeside(undefined),
    onKeyDown: (event: { key: string; stopPropagation(): void; preventDefault(): void }) => {
      if (event.key !== 'Escape' || !beside) return
      event.preventDefault()
      setBeside(undefined)
    },
  }
  const card = beside ? (
    <Card id={id} beside={beside}>
      {passage ? (
        <>
          <p className="font-semibold">
            <bdi>{passage.title}</bdi>
          </p>
          {wrong ? <p className="mt-0.5 font-semibold text-contradicted-ink">✕ It {wrong}.</p> : null}
          <p dir="auto" lang={langOf(passage.text)} className="mt-1 text-soft">
            “{citedQuote(passage, claim)}”
          </p>
        </>
      ) : (
        <p className="font-semibold text-contradicted-ink">✕ There is no passage {n}.</p>
      )}
    </Card>
  ) : null
  if (!passage) {
    return (
      <>
        <button type="button" {...shared} aria-label={`Citation ${n}: it ${wrong}`}>
          {written(text)}
        </button>
        {card}
      </>
    )
  }
  return (
    <>
      <a href={passage.href} {...shared} aria-label={`Source ${n}: ${passage.title}${wrong ? `. It ${wrong}` : ''}`}>
        {written(text)}
      </a>
      {card}
    </>
  )
}
