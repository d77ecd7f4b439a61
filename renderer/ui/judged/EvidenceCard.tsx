/** One card of the evidence: a heading, what stands beside it, and the matter. */
import type { ReactNode } from 'react'

export function EvidenceCard({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-xl border border-line bg-raised px-3.5 py-3">
      <h3 className="mb-1.5 flex flex-wrap items-center gap-2 text-[0.8125rem]">
        {title}
        {aside}
      </h3>
      {children}
    </section>
  )
}
