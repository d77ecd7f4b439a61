/** The port through which the logic asks a first-order solver; the adapter runs Z3 in a worker. */

export type SolverAnswer =
  /** What the solver printed, one line per command that answers. */
  | { readonly kind: 'output'; readonly text: string }
  /** `time`: the hard limit ran out and the worker was ended; `crash`: it died (out of memory, a fault); `closed`: `close` was called. */
  | { readonly kind: 'failed'; readonly why: 'time' | 'crash' | 'closed' }

export interface SolverLimits {
  /** Milliseconds after which the solver itself gives up with `unknown`; default 1000. */
  readonly softMs?: number
  /** Milliseconds after which the worker is ended and started again; default 3000. */
  readonly hardMs?: number
}

export interface Solver {
  /** Runs one SMT-LIB 2 script in a fresh state. Never rejects. */
  run(script: string, limits?: SolverLimits): Promise<SolverAnswer>
  close(): Promise<void>
}
