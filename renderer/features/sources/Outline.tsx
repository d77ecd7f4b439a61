/** The outline of a source: its headings, or its pages where it has none. */
import { X } from 'lucide-react'
import type { Landmark } from '../../../shared/model/source.ts'
import { IconButton } from '../../ui/Button.tsx'

interface OutlineProps {
  readonly landmarks: readonly Landmark[]
  /** Offset of what is read just now. */
  readonly here: number
  readonly onGo: (offset: number) => void
  readonly onClose: () => void
}

export function Outline({ landmarks, here, onGo, onClose }: OutlineProps) {
  const headings = landmarks.filter((mark) => mark.kind === 'heading')
  const shown = headings.length ? headings : landmarks
  const current = shown.findLastIndex((mark) => mark.start <= here)
  const highest = Math.min(...shown.map((mark) => mark.level))
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center pr-3 pl-4">
        <h2 className="grow text-[0.8125rem] font-normal text-soft">Outline</h2>
        <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />
      </header>
      <ul className="min-h-0 grow overflow-y-auto px-2 pb-6">
        {shown.map((mark, i) => (
          <li key={mark.start}>
            <button
              type="button"
              aria-current={i === current ? 'location' : undefined}
              className={`block w-full truncate rounded-md py-1 pr-2 text-left text-[0.8125rem] hover:bg-hover focus-visible:outline-offset-[-2px] ${i === current ? 'bg-chosen' : ''}`}
              style={{ paddingLeft: `${0.5 + 0.875 * Math.min(mark.level - highest, 4)}rem` }}
              onClick={() => onGo(mark.start)}
            >
              <bdi>{mark.label}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
