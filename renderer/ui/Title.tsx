/** A title on one line: where it is too long its end is cut, which in a right-to-left title is at the left. */
import { langOf } from './langOf.ts'

export function Title({ text, className = '' }: { text: string; className?: string }) {
  return (
    <bdi lang={langOf(text)} className={`block truncate text-left ${className}`}>
      {text}
    </bdi>
  )
}
