/** The parent's side of the rule engine's worker: jobs by name, each settled once, on a worker that is started again when it dies. */
import { Worker } from 'node:worker_threads'
import type { RuleTexts } from '../../core/ports.ts'
import type { Asked, RuleJobName, RuleJobs } from '../../core/logic/jobs/ruleJobs.ts'
import { Problem } from '../../../shared/problem.ts'
import type { RulesReply, RulesRequest } from './rulesWorker.ts'

/** What is asked beside the bases: those are sent once and go by their keys. */
type AskOf<K extends RuleJobName> = Parameters<RuleJobs[K]>[0] extends Asked<infer T> ? (T extends null ? null : Omit<T, 'before'>) : never
/** The second base, of a job that compares two. */
type SecondOf<K extends RuleJobName> = Parameters<RuleJobs[K]>[0] extends Asked<{ before: RuleTexts }> ? RuleTexts : undefined
type ResultOf<K extends RuleJobName> = Awaited<ReturnType<RuleJobs[K]>>

export interface RulesThread {
  /** Rejects with `cancelled` when the signal aborts, and with an error when the worker dies over it. */
  run<K extends RuleJobName>(job: K, base: RuleTexts, ask: AskOf<K>, signal?: AbortSignal, before?: SecondOf<K>): Promise<ResultOf<K>>
  close(): Promise<void>
}

/** Bases whose texts the worker holds; one more than it keeps compiled. */
const KNOWN = 5
const HEAP_MEGABYTES = 3072

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** The worker starts with the first job and keeps the process alive only while it has one. */
export function rulesThread(): RulesThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let known: string[] = []
  let last = 0
  let closed = false

  const settle = (id: number, how: (one: Waiting) => void): void => {
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    if (waiting.size === 0) worker?.unref()
    how(one)
  }
  const drop = (dead: Worker, error: Error): void => {
    if (worker !== dead) return
    worker = undefined
    known = []
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error))
  }
  const start = (): Worker => {
    const fresh = new Worker(new URL('./rulesWorker.ts', import.meta.url), { name: 'rules', resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } })
    fresh.on('message', (reply: RulesReply) => {
      settle(reply.id, ({ resolve, reject }) => {
        if (reply.kind === 'done') resolve(reply.result)
        else reject(Object.assign(new Error(reply.message), { stack: reply.stack }))
      })
    })
    fresh.once('error', (error) => drop(fresh, error instanceof Error ? error : new Error(String(error))))
    fresh.once('exit', () => drop(fresh, new Error('the rules worker ended')))
    return fresh
  }
  const send = (request: RulesRequest): void => worker?.postMessage(request)
  const tell = (base: RuleTexts): void => {
    if (!known.includes(base.key)) send({ kind: 'texts', base })
    known = [...known.filter((key) => key !== base.key), base.key]
    for (const key of known.splice(0, Math.max(0, known.length - KNOWN))) send({ kind: 'forget', key })
  }
  return {
    run: (job, base, ask, signal, before) =>
      new Promise((resolve, reject) => {
        if (closed || signal?.aborted === true) return reject(new Problem('cancelled'))
        worker ??= start()
        worker.ref()
        if (before) tell(before)
        tell(base)
        const id = ++last
        const cancel = (): void => {
          send({ kind: 'cancel', id })
          settle(id, ({ reject: refuse }) => refuse(new Problem('cancelled')))
        }
        const unlisten = (): void => signal?.removeEventListener('abort', cancel)
        waiting.set(id, {
          resolve: (value) => {
            unlisten()
            resolve(value as ResultOf<typeof job>)
          },
          reject: (error) => {
            unlisten()
            reject(error as Error)
          },
        })
        signal?.addEventListener('abort', cancel)
        send({ kind: 'job', id, job, key: base.key, before: before?.key, ask })
      }),
    close: async () => {
      closed = true
      const dying = worker
      if (dying) drop(dying, new Problem('cancelled'))
      await dying?.terminate()
    },
  }
}
