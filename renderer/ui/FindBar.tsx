/** Finding on a screen: Enter finds, then goes to the next; Shift+Enter goes back. */
import { ChevronDown, ChevronUp } from 'lucide-react'
import { IconButton } from './Button.tsx'
import { fieldClass } from './Field.tsx'
import { figure } from './judged/verdictWords.ts'

export interface FoundPlaces {
  readonly query: string
  /** Missing while it is being looked for. */
  readonly count: number | undefined
  readonly current: number
}

interface FindBarProps {
  readonly label: string
  readonly found: FoundPlaces | undefined
  /** An empty query ends the finding. */
  readonly onFind: (query: string) => void
  readonly onStep: (by: number) => void
}

export function FindBar({ label, found, onFind, onStep }: FindBarProps) {
  const count = found?.count
  const say = !found ? '' : count === undefined ? '…' : count === 0 ? 'None' : `${figure(found.current + 1)} of ${figure(count)}`
  return (
    <search className="flex items-center gap-1">
      <span className="figures text-xs whitespace-nowrap text-soft" role="status">
        {say}
      </span>
      <input
        type="search"
        data-find=""
        aria-label={label}
        placeholder="Find"
        className={`${fieldClass} !w-36 !border-transparent !bg-panel max-[700px]:!w-24`}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            if (found?.query === event.currentTarget.value && count) onStep(event.shiftKey ? -1 : 1)
            else onFind(event.currentTarget.value)
          } else if (event.key === 'Escape') {
            event.currentTarget.value = ''
            event.currentTarget.blur()
          }
        }}
        onChange={(event) => {
          if (event.target.value === '') onFind('')
        }}
      />
      {count ? (
        <>
          <IconButton label="Previous" icon={<ChevronUp size={15} />} onClick={() => onStep(-1)} />
          <IconButton label="Next" icon={<ChevronDown size={15} />} onClick={() => onStep(1)} />
        </>
      ) : null}
    </search>
  )
}
