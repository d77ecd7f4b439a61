/** The work column and, beside it, the evidence: a column from 900 px on, a sheet below. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Title } from './Title.tsx'

interface PageProps {
  readonly title: ReactNode
  /** Buttons at the right of the head. */
  readonly tools?: ReactNode
  readonly children: ReactNode
  /** Shown while it is there; Esc and the shade close it. */
  readonly aside?: ReactNode
  readonly asideLabel?: string
  readonly onCloseAside?: () => void
}

export function Page({ title, tools, children, aside, asideLabel = 'Evidence', onCloseAside }: PageProps) {
  return (
    <div className="relative flex h-full min-w-0 grow">
      <main id="work" tabIndex={-1} className="flex h-full min-w-0 grow flex-col focus-visible:outline-offset-[-2px] focus-visible:outline-line-strong" aria-label={typeof title === 'string' ? title : undefined}>
        <header className="page-head flex h-12 shrink-0 items-center gap-2 border-b border-line px-5.5">
          <h1 className="min-w-0 grow text-[0.9375rem]">
            {typeof title === 'string' ? <Title text={title} /> : title}
          </h1>
          {tools}
        </header>
        {children}
      </main>
      {aside ? (
        <Aside label={asideLabel} onClose={onCloseAside}>
          {aside}
        </Aside>
      ) : null}
    </div>
  )
}

function Aside({ label, onClose, children }: { label: string; onClose: (() => void) | undefined; children: ReactNode }) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const back = document.activeElement
    const aside = panel.current
    return () => {
      if (back instanceof HTMLElement && (document.activeElement === document.body || aside?.contains(document.activeElement))) back.focus()
    }
  }, [])
  return (
    <>
      <div className="fixed inset-0 z-20 bg-[var(--shade)] min-[900px]:hidden" onClick={onClose} aria-hidden="true" />
      <aside
        ref={panel}
        aria-label={label}
        className="rise max-[899px]:lifted z-30 h-full w-[23.25rem] max-w-[92vw] shrink-0 border-l border-line bg-panel max-[899px]:fixed max-[899px]:inset-y-0 max-[899px]:right-0"
      >
        {children}
      </aside>
    </>
  )
}
