/** Runs Z3 in a worker thread behind the `Solver` port: one script at a time, ended and started again when it hangs or dies. */
import { Worker } from 'node:worker_threads'
import type { Solver, SolverAnswer, SolverLimits } from '../../core/logic/solver.ts'
import type { SolverReply, SolverRequest } from './worker.ts'

export interface CreateSolverOptions {
  /** Where the worker's file is; default: `worker.ts` (or `.js`, `.mjs`) beside this file. */
  readonly workerUrl?: URL
  readonly steps?: number
  readonly softMs?: number
  readonly hardMs?: number
  /** Milliseconds that a fresh worker may take to load, however busy the machine is; default 60,000. */
  readonly loadMs?: number
}

interface Job {
  readonly script: string
  readonly steps: number
  readonly softMs: number
  readonly hardMs: number
  readonly answer: (answer: SolverAnswer) => void
}

function besideThisFile(): URL {
  const extension = /\.[mc]?[jt]s$/.exec(import.meta.url)?.[0] ?? '.js'
  return new URL(`./worker${extension}`, import.meta.url)
}

/**
 * A solver that starts its worker with the first script. The worker keeps the
 * process alive only while a script runs, so a command line ends by itself.
 */
export function createSolver(options: CreateSolverOptions = {}): Solver {
  const url = options.workerUrl ?? besideThisFile()
  const waiting: Job[] = []
  let worker: Worker | undefined
  let running: { job: Job; id: number; timer: NodeJS.Timeout | undefined } | undefined
  /** Whether the worker has loaded and takes scripts at once. */
  let ready = false
  let lastId = 0
  let closed = false

  function settle(answer: SolverAnswer): void {
    if (!running) return
    clearTimeout(running.timer)
    const { job } = running
    running = undefined
    worker?.unref()
    job.answer(answer)
    next()
  }

  /** Forgets the worker at once, so that the next script gets a fresh one. */
  function drop(dead: Worker, answer: SolverAnswer): void {
    if (worker !== dead) return
    worker = undefined
    dead.removeAllListeners()
    dead.on('error', () => {})
    void dead.terminate()
    settle(answer)
  }

  /** Ends the worker after so long, in the place of a limit before. */
  function limit(current: Worker, milliseconds: number, before?: NodeJS.Timeout): NodeJS.Timeout {
    clearTimeout(before)
    return setTimeout(() => drop(current, { kind: 'failed', why: 'time' }), milliseconds)
  }

  function start(): Worker {
    ready = false
    const fresh = new Worker(url)
    fresh.on('message', (reply: SolverReply) => {
      if (reply.kind === 'ready') {
        ready = true
        if (running) running.timer = limit(fresh, running.job.hardMs, running.timer)
        return
      }
      if (reply.id !== running?.id) return
      if (reply.kind === 'output') settle({ kind: 'output', text: reply.text, steps: reply.steps })
      else drop(fresh, { kind: 'failed', why: 'crash' })
    })
    fresh.on('error', () => drop(fresh, { kind: 'failed', why: 'crash' }))
    fresh.on('exit', () => drop(fresh, { kind: 'failed', why: 'crash' }))
    return fresh
  }

  function next(): void {
    const job = running ? undefined : waiting.shift()
    if (!job) return
    worker ??= start()
    const current = worker
    current.ref()
    const id = ++lastId
    // A fresh worker loads 35 MB of WASM first; that time is not the script's.
    running = { job, id, timer: limit(current, job.hardMs + (ready ? 0 : (options.loadMs ?? 60_000))) }
    current.postMessage({ id, script: job.script, steps: job.steps, softMs: job.softMs } satisfies SolverRequest)
  }

  return {
    run(script: string, limits: SolverLimits = {}): Promise<SolverAnswer> {
      if (closed) return Promise.resolve({ kind: 'failed', why: 'closed' })
      return new Promise((answer) => {
        waiting.push({
          script, answer, steps: limits.steps ?? options.steps ?? 1_000_000,
          softMs: limits.softMs ?? options.softMs ?? 4000, hardMs: limits.hardMs ?? options.hardMs ?? 8000,
        })
        next()
      })
    },
    async close(): Promise<void> {
      closed = true
      const dying = worker
      worker = undefined
      for (const job of waiting.splice(0)) job.answer({ kind: 'failed', why: 'closed' })
      settle({ kind: 'failed', why: 'closed' })
      dying?.removeAllListeners()
      await dying?.terminate()
    },
  }
}
