/** A dialog on the platform's own element: it traps focus, closes on Esc and lies above everything. */
import { type ReactNode, useEffect, useRef, useState } from 'react'

interface DialogProps {
  readonly label: string
  readonly onClose: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** Mounted means open. A click beside it closes it. */
export function Dialog({ label, onClose, className = '', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Read while this is first drawn: once what lies below is inert, nothing there has the focus any more.
  const [back] = useState(() => document.activeElement)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Until it is shown nothing in it can be focused, so `autoFocus` comes too early.
    element?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      element?.close()
      // The element is gone from the page by now, so the platform gives nothing back.
      if (back instanceof HTMLElement && back.isConnected && document.activeElement === document.body) back.focus()
    }
  }, [back])
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={`rise lifted rounded-2xl border border-line bg-raised p-0 ${className}`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {children}
    </dialog>
  )
}
