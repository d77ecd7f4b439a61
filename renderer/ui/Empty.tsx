/** An empty screen says what it is for and offers the first step. */
import type { ReactNode } from 'react'

export function Empty({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      {icon ? <div className="mb-3 text-soft">{icon}</div> : null}
      <h2 className="text-base">{title}</h2>
      {children ? <div className="mt-1.5 text-pretty text-soft">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
