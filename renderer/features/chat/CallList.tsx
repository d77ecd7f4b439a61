/** The names that fit while `@` is typed, above the field; the field keeps the focus and goes through them by the arrow keys. */
import { useEffect, useRef } from 'react'
import type { Caller } from './callers.ts'

interface CallListProps {
  readonly id: string
  readonly callers: readonly Caller[]
  readonly current: number
  readonly onPick: (caller: Caller) => void
}

export const optionId = (list: string, index: number): string => `${list}-${index}`

export function CallList({ id, callers, current, onPick }: CallListProps) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div className="rise lifted absolute bottom-full left-0 z-20 mb-1.5 w-[min(24rem,100%)] rounded-xl border border-line bg-raised p-1 text-[0.8125rem]">
      <ul ref={list} id={id} role="listbox" aria-label="Who answers" className="max-h-60 overflow-y-auto">
        {callers.map((caller, index) => (
          <li
            key={caller.call}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === current}
            className={`flex min-h-8 cursor-default items-baseline gap-2 rounded-lg px-2.5 py-1 ${index === current ? 'bg-hover' : ''}`}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(caller)}
          >
            <bdi className="min-w-0 truncate font-semibold">{caller.name}</bdi>
            <bdi className="ml-auto max-w-[50%] shrink-0 truncate text-soft">{caller.note}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}
