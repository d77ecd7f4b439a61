/** Answers questions about rules in workers: one for what a person waits for while typing, one for what goes through the whole base. */
import { Worker } from 'node:worker_threads'
import type { DeskJob, DeskJobs, DeskProgress } from '../../core/logic/desk/jobs.ts'
import type { RulesDesk } from '../../core/ports.ts'
import type { DeskReply, DeskRequest } from './deskWorker.ts'

export interface RulesDeskOptions {
  /** Where the worker's file is; default: `deskWorker.ts` (or `.js`, `.mjs`) beside this file. */
  readonly workerUrl?: URL
  /** Milliseconds that a cancelled question may go on before its worker is ended; default 1500. */
  readonly graceMs?: number
  /** Milliseconds without a question after which a worker is ended, and its memory given back; default two minutes. */
  readonly idleMs?: number
}

interface Job {
  readonly id: number
  readonly kind: DeskJob
  readonly input: unknown
  readonly progress: (progress: DeskProgress) => void
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
  cancelled: boolean
}

function besideThisFile(): URL {
  const extension = /\.[mc]?[jt]s$/.exec(import.meta.url)?.[0] ?? '.js'
  return new URL(`./deskWorker${extension}`, import.meta.url)
}

const aborted = (): Error => new DOMException('This was cancelled.', 'AbortError')

/** One worker, started with the first question, asked one question at a time. */
class Lane {
  readonly #options: Required<RulesDeskOptions>
  #worker: Worker | undefined
  #running: Job | undefined
  #waiting: Job[] = []
  #grace: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(options: Required<RulesDeskOptions>) {
    this.#options = options
  }

  add(job: Job): void {
    this.#waiting.push(job)
    this.#next()
  }

  /** A waiting question is forgotten; a running one is told to stop, and ended with its worker if it does not. */
  cancel(job: Job): void {
    if (job.cancelled) return
    job.cancelled = true
    job.reject(aborted())
    this.#waiting = this.#waiting.filter((one) => one !== job)
    if (this.#running !== job) return
    this.#worker?.postMessage({ cancel: job.id } satisfies DeskRequest)
    this.#grace = setTimeout(() => this.#drop(), this.#options.graceMs)
  }

  #next(): void {
    if (this.#running) return
    const job = this.#waiting.shift()
    if (!job) {
      this.#worker?.unref()
      this.#idle ??= setTimeout(() => this.#drop(), this.#options.idleMs).unref()
      return
    }
    clearTimeout(this.#idle)
    this.#idle = undefined
    this.#running = job
    const worker = (this.#worker ??= this.#start())
    worker.ref()
    worker.postMessage({ id: job.id, kind: job.kind, input: job.input } as DeskRequest)
  }

  #start(): Worker {
    const worker = new Worker(this.#options.workerUrl)
    worker.on('message', (reply: DeskReply) => {
      const job = this.#running
      if (reply.id !== job?.id) return
      if ('progress' in reply) {
        if (!job.cancelled) job.progress(reply.progress)
        return
      }
      this.#settle()
      if ('output' in reply) job.resolve(reply.output as never)
      else job.reject(new Error(`a question about rules failed: ${reply.failed}`))
      this.#next()
    })
    const died = (): void => {
      if (this.#worker !== worker) return
      this.#drop()
    }
    worker.on('error', died)
    worker.on('exit', died)
    return worker
  }

  #settle(): void {
    clearTimeout(this.#grace)
    this.#running = undefined
  }

  /** Ends the worker; the next question gets a fresh one. */
  #drop(): void {
    const [worker, job] = [this.#worker, this.#running]
    this.#worker = undefined
    clearTimeout(this.#idle)
    this.#idle = undefined
    this.#settle()
    if (worker) {
      worker.removeAllListeners()
      worker.on('error', () => undefined)
      void worker.terminate()
    }
    if (!job) return
    job.reject(new Error('the worker that answers questions about rules died'))
    this.#next()
  }

  close(): void {
    for (const job of this.#waiting.splice(0)) job.reject(aborted())
    const job = this.#running
    if (job) job.reject(aborted())
    this.#drop()
  }
}

/** What goes through the whole base waits for nothing that a person types. */
const BULK: ReadonlySet<DeskJob> = new Set<DeskJob>(['health', 'impact'])

/** The workers start with the first question, and keep no process alive while they have none. */
export function createRulesDesk(options: RulesDeskOptions = {}): RulesDesk & { close(): Promise<void> } {
  const settled = { workerUrl: besideThisFile(), graceMs: 1500, idleMs: 120_000, ...options }
  const quick = new Lane(settled)
  const bulk = new Lane(settled)
  let lastId = 0
  let closed = false
  return {
    ask: <K extends DeskJob>(kind: K, input: DeskJobs[K]['input'], signal?: AbortSignal, onProgress: (progress: DeskProgress) => void = () => undefined) =>
      new Promise<DeskJobs[K]['output']>((resolve, reject) => {
        if (closed || signal?.aborted === true) return reject(aborted())
        const lane = BULK.has(kind) ? bulk : quick
        const stop = (): void => lane.cancel(job)
        const job: Job = {
          id: ++lastId, kind, input, cancelled: false, progress: onProgress,
          resolve: (output) => {
            signal?.removeEventListener('abort', stop)
            resolve(output)
          },
          reject: (error) => {
            signal?.removeEventListener('abort', stop)
            reject(error)
          },
        }
        signal?.addEventListener('abort', stop)
        lane.add(job)
      }),
    close: () => {
      closed = true
      quick.close()
      bulk.close()
      return Promise.resolve()
    },
  }
}
