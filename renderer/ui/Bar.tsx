/** A bar for long work: what is being done, how much is left, and a way to stop it. */
import { Button } from './Button.tsx'

interface BarProps {
  readonly label: string
  /** 0 to 1; left out while nobody knows. */
  readonly fraction?: number | undefined
  readonly onStop?: (() => void) | undefined
  readonly stop?: string
}

export function Bar({ label, fraction, onStop, stop = 'Stop' }: BarProps) {
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 grow">
        {/* No live region: the bar below has the same words, and tells them when it is asked. */}
        <p className="truncate text-[0.8125rem] text-soft">
          {label}
        </p>
        <div
          className="bar mt-1.5 h-1 overflow-hidden rounded-full bg-line"
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(fraction === undefined ? {} : { 'aria-valuenow': Math.round(fraction * 100) })}
        >
          {fraction === undefined ? (
            <div className="h-full w-1/3 animate-[sweep_1.2s_ease-in-out_infinite] rounded-full bg-accent" />
          ) : (
            <div className="h-full rounded-full bg-accent transition-[width] duration-150" style={{ width: `${fraction * 100}%` }} />
          )}
        </div>
      </div>
      {onStop ? <Button onClick={onStop}>{stop}</Button> : null}
    </div>
  )
}
