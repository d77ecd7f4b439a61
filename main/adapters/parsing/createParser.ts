/** The `SourceParser` port: one worker thread, fed a file at a time, killed and replaced when it is too slow, too greedy or no longer wanted. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { IncomingFile, ParsedSource, SourceParser } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { defaultLimits, type ParseLimits } from './parseFile.ts'
import type { ParseJob, ParseReply, WorkerSettings } from './parsingWorker.ts'

export interface ParserOptions {
  /** Folder that holds pdfjs-dist's `cmaps` and `standard_fonts`; found by itself in the sources and in a build. */
  readonly pdfFolder?: string
  readonly limits?: Partial<ParseLimits & WatchLimits>
}

interface WatchLimits {
  /** Milliseconds without a sign of progress, and in all. */
  readonly silentMs: number
  readonly totalMs: number
  /** Growth of the whole process, in bytes, while one file is read. */
  readonly growthBytes: number
  /** Of the worker's own heap, in megabytes. */
  readonly heapMegabytes: number
}

const watchDefaults: WatchLimits = { silentMs: 60_000, totalMs: 900_000, growthBytes: 2_500_000_000, heapMegabytes: 2048 }

/** How often growth is looked at. */
const WATCH_MS = 200

/** A build carries the data files of pdfjs in `pdf` beside the folder of its code; the sources have the package. */
function findPdfFolder(): string {
  const built = fileURLToPath(new URL('../pdf', import.meta.url))
  return existsSync(built) ? built : dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
}

export function createParser({ pdfFolder = findPdfFolder(), limits }: ParserOptions = {}): SourceParser {
  const watch = { ...watchDefaults, ...limits }
  const settings: WorkerSettings = { pdfFolder, limits: { ...defaultLimits, ...limits } }
  let worker: Worker | undefined
  let jobs = 0
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const start = (): Worker => {
    const fresh = new Worker(new URL('./parsingWorker.ts', import.meta.url), { workerData: settings, resourceLimits: { maxOldGenerationSizeMb: watch.heapMegabytes }, name: 'parsing' })
    // An idle worker must not keep a command line from ending.
    fresh.unref()
    fresh.once('exit', () => {
      if (worker === fresh) worker = undefined
    })
    return fresh
  }

  const kill = async (): Promise<void> => {
    const doomed = worker
    worker = undefined
    await doomed?.terminate()
  }

  const run = (file: IncomingFile, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<ParsedSource> =>
    new Promise((resolve, reject) => {
      if (closed || signal.aborted) return reject(new Problem('cancelled'))
      const job = ++jobs
      const current = (worker ??= start())
      const before = process.memoryUsage.rss()
      const began = performance.now()
      let heard = began
      const settle = (end: () => void, andKill = false): void => {
        clearInterval(timer)
        signal.removeEventListener('abort', abort)
        for (const [name, listener] of listeners) current.off(name, listener)
        current.unref()
        // Who waits is told at once; a thread that takes long to die keeps nobody.
        if (andKill) void kill()
        end()
      }
      const fail = (error: unknown, andKill = true): void => settle(() => reject(error), andKill)
      const abort = (): void => fail(new Problem('cancelled'))
      const hear = (reply: ParseReply): void => {
        if (reply.job !== job) return
        heard = performance.now()
        if (reply.kind === 'progress') onProgress(reply.fraction)
        else if (reply.kind === 'done') settle(() => resolve(reply.parsed))
        else if (reply.kind === 'problem') fail(new Problem(reply.problem.code, reply.problem.detail), false)
        // What a parser throws at a strange file is the file's fault for the person, and kept for us as the cause.
        else fail(new Problem('source.unreadable', undefined, new Error(reply.message)), false)
      }
      const crash = (error: Error & { code?: string }): void =>
        fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('source.bomb', file.name) : new Problem('source.unreadable', undefined, error))
      const exit = (): void => fail(new Problem('source.unreadable', 'the reader stopped'))
      const listeners = [['message', hear], ['error', crash], ['exit', exit]] as const
      const timer = setInterval(() => {
        const now = performance.now()
        if (now - heard > watch.silentMs || now - began > watch.totalMs) fail(new Problem('source.timeout'))
        else if (process.memoryUsage.rss() - before > watch.growthBytes) fail(new Problem('source.bomb', file.name))
      }, Math.min(WATCH_MS, watch.silentMs))
      current.ref()
      for (const [name, listener] of listeners) current.on(name, listener)
      signal.addEventListener('abort', abort, { once: true })
      current.postMessage({ job, file } satisfies ParseJob)
    })

  return {
    parse(file, onProgress, signal) {
      const mine = last.then(() => run(file, onProgress, signal))
      last = mine.catch(() => undefined)
      return mine
    },
    async close() {
      closed = true
      await kill()
    },
  }
}
