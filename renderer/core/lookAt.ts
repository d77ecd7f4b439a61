/** Tells the core which stretch of a text is on the screen, so that its claims are checked first. */
import type { TurnId } from '../../shared/model/ids.ts'
import type { Core } from './core.ts'

/** Milliseconds between two looks while somebody scrolls or text grows. */
const LOOK = 200

export type Stretch = { readonly start: number; readonly end: number }

/** Tells of what is seen a moment after it was called, at most five times a second, and only where that is another stretch than before. */
export function lookAt({ connection }: Core, turn: string): (seen: () => Stretch | undefined) => void {
  let later: ReturnType<typeof setTimeout> | undefined
  let told: Stretch | undefined
  return (seen) => {
    later ??= setTimeout(() => {
      later = undefined
      const stretch = seen()
      if (!stretch || (stretch.start === told?.start && stretch.end === told.end)) return
      told = stretch
      // Who is not told checks in another order, no more than that.
      connection.client.turn.look({ turn: turn as TurnId, ...stretch }).catch(() => undefined)
    }, LOOK)
  }
}
