/** The worker thread in which questions about rules are answered, one at a time, so that typing and turns never wait for them. */
import { parentPort } from 'node:worker_threads'
import { answerJob, type DeskJob, type DeskJobs, type DeskProgress, deskCompiler } from '../../core/logic/desk/jobs.ts'
import { createSolver } from './createSolver.ts'

export type DeskRequest = { [K in DeskJob]: { readonly id: number; readonly kind: K; readonly input: DeskJobs[K]['input'] } }[DeskJob] | { readonly cancel: number }
export type DeskReply =
  | { readonly id: number; readonly progress: DeskProgress }
  | { readonly id: number; readonly output: DeskJobs[DeskJob]['output'] }
  | { readonly id: number; readonly failed: string }

const port = parentPort
if (!port) throw new Error('the desk worker runs only as a worker thread')
const solver = createSolver()
const compile = deskCompiler()
const running = new Map<number, AbortController>()

port.on('message', (request: DeskRequest) => {
  if ('cancel' in request) {
    running.get(request.cancel)?.abort()
    return
  }
  const { id } = request
  const stop = new AbortController()
  running.set(id, stop)
  const say = (reply: DeskReply): void => port.postMessage(reply)
  answerJob(request.kind, request.input as never, { solver, compile, signal: stop.signal, progress: (progress) => say({ id, progress }) })
    .then((output) => say({ id, output }), (error: unknown) => say({ id, failed: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) }))
    .finally(() => running.delete(id))
})
