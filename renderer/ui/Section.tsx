/** A part of a long page: its name and a hint at the side, its content beside them. */
import type { ReactNode } from 'react'

export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-x-8 gap-y-3 border-t border-line py-7 first:border-0 first:pt-2 min-[820px]:grid-cols-[11rem_1fr]">
      <div>
        <h2 className="text-sm">{title}</h2>
        {hint ? <p className="mt-1 text-[0.8125rem] text-pretty text-soft">{hint}</p> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
