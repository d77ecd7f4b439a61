/** The port through which the logic asks a first-order solver; the adapter runs Z3 in a worker. */

export type SolverAnswer =
  /** What the solver printed, one line per command that answers, and how many of its own steps that took. */
  | { readonly kind: 'output'; readonly text: string; readonly steps: number }
  /** `time`: the hard limit ran out and the worker was ended; `crash`: it died (out of memory, a fault); `closed`: `close` was called. */
  | { readonly kind: 'failed'; readonly why: 'time' | 'crash' | 'closed' }

export interface SolverLimits {
  /** Steps after which the solver gives up with `unknown`, whatever else the machine does; a calm one takes 400 to 1,500 a millisecond. Default 1,000,000. */
  readonly steps?: number
  /** The watchdog: milliseconds after which the solver gives up even so; default 4000. Then `steps` says ten times the limit. */
  readonly softMs?: number
  /** Milliseconds after which the worker is ended and started again; default 8000. */
  readonly hardMs?: number
}

export interface Solver {
  /** Runs one SMT-LIB 2 script in a fresh state. Never rejects. */
  run(script: string, limits?: SolverLimits): Promise<SolverAnswer>
  close(): Promise<void>
}
