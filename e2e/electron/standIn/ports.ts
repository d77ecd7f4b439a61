/** MessagePortMain and MessageChannelMain: ports that can travel to a page or to another process, where a wire stands for the far end. */
import { EventEmitter } from 'node:events'

/** Where a port has gone. */
export interface Wire {
  send(data: unknown): void
  close(): void
}

export class MessagePortMain extends EventEmitter {
  /** The other end of the channel, in this process. */
  peer: MessagePortMain | undefined
  private wire: Wire | undefined
  private started = false
  private closed = false
  private waiting: unknown[] = []

  postMessage(data: unknown): void {
    if (!this.closed) this.peer?.arrive(data)
  }
  start(): void {
    this.started = true
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] })
  }
  close(): void {
    if (this.closed) return
    this.closed = true
    this.wire?.close()
    const { peer } = this
    this.emit('close')
    peer?.close()
  }
  /** Something was said to this end. */
  private arrive(data: unknown): void {
    if (this.closed) return
    if (this.wire !== undefined) this.wire.send(data)
    else if (this.started) this.emit('message', { data, ports: [] })
    else this.waiting.push(data)
  }
  /** This end is handed over: what arrives here goes down the wire, and what comes up is said to the peer. */
  handOver(wire: Wire): { fromAfar(data: unknown): void; goneAfar(): void } {
    this.wire = wire
    for (const data of this.waiting.splice(0)) wire.send(data)
    return {
      fromAfar: (data) => this.postMessage(data),
      goneAfar: () => {
        this.wire = undefined
        this.close()
      },
    }
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}
