/** `process.parentPort` of a process that was forked by the stand-in: messages and ports over the channel that Node gives to a fork. */
import { EventEmitter } from 'node:events'
import { MessagePortMain } from './ports.ts'

export type Parcel = { kind: 'message'; data: unknown; ports: number[] } | { kind: 'port'; port: number; data: unknown } | { kind: 'closed'; port: number }

export function giveParentPort(): void {
  const ports = new Map<number, MessagePortMain>()
  const say = (parcel: Parcel): void => void process.send?.(parcel)
  const parentPort = Object.assign(new EventEmitter(), { postMessage: (data: unknown) => say({ kind: 'message', data, ports: [] }) })
  const received = (id: number): MessagePortMain => {
    const near = new MessagePortMain()
    const far = new MessagePortMain()
    near.peer = far
    far.peer = near
    const afar = far.handOver({ send: (data) => say({ kind: 'port', port: id, data }), close: () => say({ kind: 'closed', port: id }) })
    ports.set(id, Object.assign(near, { afar }))
    return near
  }
  process.on('message', (parcel: Parcel) => {
    if (parcel.kind === 'message') parentPort.emit('message', { data: parcel.data, ports: parcel.ports.map(received) })
    else {
      const near = ports.get(parcel.port) as (MessagePortMain & { afar: ReturnType<MessagePortMain['handOver']> }) | undefined
      if (parcel.kind === 'port') near?.afar.fromAfar(parcel.data)
      else {
        ports.delete(parcel.port)
        near?.afar.goneAfar()
      }
    }
  })
  // A utility process does not outlive the app.
  process.on('disconnect', () => process.exit(0))
  Object.assign(process, { parentPort })
}
