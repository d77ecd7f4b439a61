/** What one decision may spend, counted in steps of the engine and not by the clock, so that a busy machine gives the same verdicts. */

export interface Effort {
  /** Units left; what is asked for with none left is not begun. */
  left(): number
  spend(units: number): void
}

/** A unit is about a millisecond on a calm machine: so many of the solver's steps, or of the looks that propagation takes at clauses. */
export const STEPS_PER_UNIT = 1000
export const WORK_PER_UNIT = 4000
/** So many clauses are grounded with a unit. */
export const CLAUSES_PER_UNIT = 100
/** The outer watchdog: milliseconds after which nothing more is begun, however little was counted; the solver may have to be loaded within them, on a busy machine. */
const WATCHDOG_MS = 30_000

export function effortOf(units: number, watchdogMs = WATCHDOG_MS): Effort {
  const started = performance.now()
  let spent = 0
  return {
    left: () => (performance.now() - started > watchdogMs ? 0 : Math.max(0, units - spent)),
    spend(more) { spent += more },
  }
}
