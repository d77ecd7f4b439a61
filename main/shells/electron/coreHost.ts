/** The core's process as main sees it: started, handed ports, asked for keys, and started again when it dies, a few times and no more. */
import type { MessagePortMain, UtilityProcess } from 'electron'
import { Problem, type ProblemShape } from '../../../shared/problem.ts'
import type { Log, Secrets } from '../../core/ports.ts'
import { FromCore, type Imported, type ToCore } from './coreMessages.ts'

/** Deaths within `WINDOW` milliseconds after which it is not started again by itself. */
const MOST_DEATHS = 4
const WINDOW = 5 * 60_000
/** Milliseconds that the core has to end its turns and close the workspace. */
const CLOSING = 8000

export interface CoreHostOptions {
  fork(): UtilityProcess
  readonly open: Omit<Extract<ToCore, { kind: 'open' }>, 'kind'>
  readonly secrets: Secrets
  readonly log: Log
  /** Milliseconds that only grow. */
  elapsed(): number
  /** The workspace is open; every page wants a new port. */
  onReady(): void
  /** It ended. `planned`: in order, to be opened again; `again`: it died and is being started; `given up`: it died too often. */
  onGone(how: 'planned' | 'again' | 'given up'): void
  /** The workspace cannot be opened. */
  onRefused(problem: ProblemShape): void
}

export interface CoreHost {
  /** Starts it, and after it was given up starts it again. */
  start(): void
  isReady(): boolean
  /** Hands a page's port over; the core must be ready. */
  serve(port: MessagePortMain): void
  importPaths(paths: readonly string[]): Promise<Imported>
  /** Lets the core end its turns and close the workspace; cuts it after some seconds. */
  close(): Promise<void>
}

const shapeOf = (error: unknown): ProblemShape => (error instanceof Problem ? error.toShape() : { code: 'fault' })

export function createCoreHost({ fork, open, secrets, log, elapsed, onReady, onGone, onRefused }: CoreHostOptions): CoreHost {
  let child: UtilityProcess | undefined
  let ready = false
  let closing = false
  let deaths: number[] = []
  let imports = 0
  const importing = new Map<number, { resolve: (result: Imported) => void; reject: (error: Problem) => void }>()
  const tell = (message: ToCore, ports?: MessagePortMain[]): void => child?.postMessage(message, ports)

  async function answer({ id, what }: Extract<FromCore, { kind: 'ask' }>, asker: UtilityProcess): Promise<void> {
    let reply: ToCore
    try {
      const value = what.of === 'key.get' ? await secrets.get(what.server) : what.of === 'key.set' ? await secrets.set(what.server, what.key) : await secrets.list()
      reply = { kind: 'answer', id, value }
    } catch (error) {
      log.write('error', 'shell.keysFailed', { message: error instanceof Error ? error.message : String(error) })
      reply = { kind: 'answer', id, value: undefined, problem: shapeOf(error) }
    }
    if (child === asker) asker.postMessage(reply)
  }

  function hear(data: unknown, from: UtilityProcess): void {
    const read = FromCore.safeParse(data)
    if (!read.success) return log.write('error', 'shell.coreSpokeOddly')
    const message = read.data
    if (message.kind === 'ask') void answer(message, from)
    else if (message.kind === 'ready') {
      ready = true
      onReady()
    } else if (message.kind === 'refused') {
      child = undefined
      from.kill()
      log.write('warn', 'shell.coreRefused', { code: message.problem.code })
      onRefused(message.problem)
    } else {
      const waiter = importing.get(message.id)
      importing.delete(message.id)
      if (message.result) waiter?.resolve(message.result)
      else waiter?.reject(new Problem(message.problem?.code ?? 'fault', message.problem?.detail))
    }
  }

  function ended(code: number): void {
    child = undefined
    ready = false
    for (const { reject } of importing.values()) reject(new Problem('connection.lost'))
    importing.clear()
    if (closing) return
    if (code === 0) {
      // After a restore the core ends by itself, to be opened again.
      onGone('planned')
      return run()
    }
    const now = elapsed()
    deaths = [...deaths.filter((at) => now - at < WINDOW), now]
    const again = deaths.length < MOST_DEATHS
    log.write('error', 'shell.coreDied', { code, deaths: deaths.length, again })
    onGone(again ? 'again' : 'given up')
    if (again) run()
  }

  function run(): void {
    const begun = fork()
    child = begun
    begun.on('message', (data: unknown) => hear(data, begun))
    begun.on('exit', (code) => {
      if (child === begun) ended(code)
    })
    // What the core says outside its own log would be lost with it.
    for (const stream of [begun.stdout, begun.stderr]) stream?.on('data', (piece: Buffer) => log.write('warn', 'shell.coreSaid', { text: piece.toString('utf8').slice(0, 2000) }))
    tell({ kind: 'open', ...open })
  }

  return {
    start: () => {
      if (child !== undefined) return
      deaths = []
      run()
    },
    isReady: () => ready,
    serve: (port) => tell({ kind: 'serve' }, [port]),
    importPaths: (paths) =>
      new Promise((resolve, reject) => {
        if (!ready) return reject(new Problem('connection.lost'))
        const id = ++imports
        importing.set(id, { resolve, reject })
        tell({ kind: 'import', id, paths: [...paths] })
      }),
    close: () =>
      new Promise((resolve) => {
        closing = true
        const last = child
        if (last === undefined) return resolve()
        const late = setTimeout(() => last.kill(), CLOSING)
        last.once('exit', () => {
          clearTimeout(late)
          resolve()
        })
        tell({ kind: 'close' })
      }),
  }
}
