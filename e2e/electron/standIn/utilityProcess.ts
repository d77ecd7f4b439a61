/** utilityProcess.fork as a real process of the same Node, so that it can be killed and its ports close as they would. */
import { type ChildProcess, fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Readable } from 'node:stream'
import type { Parcel } from './parentPort.ts'
import type { MessagePortMain } from './ports.ts'

const register = fileURLToPath(new URL('./register.ts', import.meta.url))

/** Those that run: the test may kill one. */
export const utilityProcesses: UtilityProcess[] = []
let ports = 0

class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess
  private readonly handedOver = new Map<number, ReturnType<MessagePortMain['handOver']>>()
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  constructor(entry: string, words: readonly string[], env: NodeJS.ProcessEnv) {
    super()
    this.env = env
    this.child = forkNode(entry, [...words], { execArgv: ['--import', register], env: { ...env, PLUMBLINE_STAND_IN: 'core', NODE_NO_WARNINGS: '1' }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' })
    this.stdout = this.child.stdout
    this.stderr = this.child.stderr
    this.child.on('message', (parcel: Parcel) => {
      if (parcel.kind === 'message') this.emit('message', parcel.data)
      else if (parcel.kind === 'port') this.handedOver.get(parcel.port)?.fromAfar(parcel.data)
      else this.letGo(parcel.port)
    })
    this.child.on('exit', (code) => {
      utilityProcesses.splice(utilityProcesses.indexOf(this), 1)
      for (const id of [...this.handedOver.keys()]) this.letGo(id)
      this.emit('exit', code ?? 1)
    })
    utilityProcesses.push(this)
  }
  private letGo(id: number): void {
    const afar = this.handedOver.get(id)
    this.handedOver.delete(id)
    afar?.goneAfar()
  }
  private say(parcel: Parcel): void {
    if (this.child.connected) this.child.send(parcel, () => undefined)
  }
  get pid(): number | undefined {
    return this.child.pid
  }
  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ids = transfer.map((port) => {
      const id = ++ports
      this.handedOver.set(id, port.handOver({ send: (said) => this.say({ kind: 'port', port: id, data: said }), close: () => this.say({ kind: 'closed', port: id }) }))
      return id
    })
    this.say({ kind: 'message', data, ports: ids })
  }
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    return this.child.kill(signal)
  }
}

export const utilityProcess = {
  fork: (entry: string, words: readonly string[] = [], { env = process.env }: { env?: NodeJS.ProcessEnv } = {}) => new UtilityProcess(entry, words, env),
}
