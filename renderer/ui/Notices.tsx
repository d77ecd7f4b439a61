/** Short notices at the head of the window, clear of what is being written, with an undo where there is one. */
import { X } from 'lucide-react'
import { Button, IconButton } from './Button.tsx'

export interface Notice {
  readonly id: number
  readonly tone: 'plain' | 'problem'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface NoticesProps {
  readonly notices: readonly Notice[]
  readonly onClose: (id: number) => void
  readonly onHold: (held: boolean) => void
}

export function Notices({ notices, onClose, onHold }: NoticesProps) {
  return (
    <div className="pointer-events-none fixed inset-x-0 top-14 z-40 flex flex-col items-center gap-2 px-4" role="region" aria-label="Notices">
      <div className="contents" aria-live="polite">
        {notices.map((notice) => (
          <div
            key={notice.id}
            className="rise lifted pointer-events-auto flex max-w-lg items-center gap-2 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-4 text-[0.8125rem]"
            onPointerEnter={() => onHold(true)}
            onPointerLeave={() => onHold(false)}
            onFocus={() => onHold(true)}
            onBlur={() => onHold(false)}
          >
            {notice.tone === 'problem' ? (
              <span aria-hidden="true" className="font-semibold text-contradicted-ink">
                !
              </span>
            ) : null}
            <span id={`notice-${notice.id}`} className="min-w-0 py-1">
              {notice.text}
            </span>
            {notice.action ? (
              <Button
                tone="quiet"
                className="font-semibold !text-accent"
                aria-describedby={`notice-${notice.id}`}
                onClick={() => {
                  notice.action?.run()
                  onClose(notice.id)
                }}
              >
                {notice.action.label}
              </Button>
            ) : null}
            <IconButton label="Close the notice" icon={<X size={15} />} onClick={() => onClose(notice.id)} />
          </div>
        ))}
      </div>
    </div>
  )
}
