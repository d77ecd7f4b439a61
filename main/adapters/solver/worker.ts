/** The worker thread in which Z3 lives: it takes SMT-LIB scripts one at a time and runs each to its end, synchronously. */
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

/** What the parent sends; `steps` becomes Z3's own resource limit, `softMs` its time limit. */
export interface SolverRequest {
  readonly id: number
  readonly script: string
  readonly steps: number
  readonly softMs: number
}
export type SolverReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'output'; readonly id: number; readonly text: string; readonly steps: number }
  | { readonly kind: 'broken'; readonly id: number; readonly message: string }

interface LowLevel {
  readonly Z3: { mk_config(): number; mk_context(config: number): number; del_config(config: number): void }
  readonly em: { ccall(name: string, returns: string, types: readonly string[], args: readonly unknown[]): unknown }
}

/**
 * The low-level entry is used because the public one runs every evaluation on
 * a second thread: 2 ms a call against 0.1 ms for a synchronous one.
 */
async function loadZ3(): Promise<LowLevel> {
  const require = createRequire(import.meta.url)
  const { init } = require('z3-solver/build/low-level/index.js') as { init(module: unknown, overrides: object): Promise<LowLevel> }
  return init(require('z3-solver/build/z3-built.js'), {})
}

const port = parentPort
if (!port) throw new Error('the solver worker runs only as a worker thread')
const { Z3, em } = await loadZ3()
const config = Z3.mk_config()
const context = Z3.mk_context(config)
Z3.del_config(config)

/** Z3 counts the steps of a context and never begins anew. */
let counted = 0

port.on('message', ({ id, script, steps, softMs }: SolverRequest) => {
  try {
    const started = performance.now()
    // `(reset)` frees the previous solver: 2,000 checks leave the memory where it was.
    const output = em.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [context, `(reset)(set-option :timeout ${softMs})(set-option :rlimit ${steps})${script}\n(get-info :rlimit)`])
    const [, text = '', count = String(counted)] = /^([\s\S]*?)(?:\(:rlimit (\d+)\)\s*)?$/.exec(String(output)) ?? []
    // What the clock ended has had its chance: whoever counts steps counts all it was given, and need not ask again.
    const spent = performance.now() - started >= softMs ? Math.max(steps, Number(count) - counted) * 10 : Number(count) - counted
    counted = Number(count)
    port.postMessage({ kind: 'output', id, text, steps: spent } satisfies SolverReply)
  } catch (error) {
    // After an abort or a failed allocation the module cannot be trusted any more: the parent starts another.
    port.postMessage({ kind: 'broken', id, message: String(error) } satisfies SolverReply)
  }
})
port.postMessage({ kind: 'ready' } satisfies SolverReply)
