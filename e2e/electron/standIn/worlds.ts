/** The two scripts that stand for Electron in a page: `electron` for the preload in its own world, and what contextBridge shows in the page's. */

export const PRELOAD_WORLD = 'Electron Isolated Context'
export const BINDING = '__electron'
/** The worlds share the document and nothing else: these events carry JSON between them. */
const EVENTS = { shown: 'electron:shown', wanted: 'electron:wanted', call: 'electron:call', answer: 'electron:answer', back: 'electron:back', portGone: 'electron:port-gone', portClosed: 'electron:port-closed' }

function preloadRuntime(events: typeof EVENTS, binding: string, runPreload: (require: (name: string) => unknown) => void): void {
  // A preload runs in the main frame only.
  if (window.top !== window) return
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  const world = globalThis as unknown as Record<string, unknown>
  const say = (message: unknown): void => (world[binding] as (text: string) => void)(JSON.stringify(message, (_key, value: unknown) => (value === undefined ? { $undefined: true } : value)))
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const ports = new Map<number, MessagePort>()
  /** In the order in which the page receives them. */
  const handedOn: number[] = []
  let asked = 0
  const portFor = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port2)
    handedOn.push(id)
    port2.onmessage = ({ data }) => say({ kind: 'port', port: id, data })
    return port1
  }
  // Electron tells a port that its other end has closed, which Chromium by itself does not.
  window.addEventListener(events.portClosed, (event) => say({ kind: 'closed', port: handedOn[Number((event as CustomEvent<string>).detail)] }))
  world['__deliver'] = (message: { kind: string; channel: string; args: unknown[]; ports: number[]; port: number; data: unknown; id: number; value: unknown; error?: string }) => {
    if (message.kind === 'send') for (const listener of listeners.get(message.channel) ?? []) listener({ ports: message.ports.map(portFor) }, ...message.args)
    else if (message.kind === 'port') ports.get(message.port)?.postMessage(message.data)
    else if (message.kind === 'closed') window.dispatchEvent(new CustomEvent(events.portGone, { detail: String(handedOn.indexOf(message.port)) }))
    else if (message.error === undefined) waiting.get(message.id)?.resolve(message.value)
    else waiting.get(message.id)?.reject(new Error(message.error))
  }
  const electron = {
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => say({ kind: 'send', channel, args }),
      invoke: (channel: string, ...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++asked
          waiting.set(id, { resolve, reject })
          say({ kind: 'invoke', id, channel, args })
        }),
      on: (channel: string, listener: Listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    contextBridge: {
      exposeInMainWorld: (key: string, api: Record<string, (...args: unknown[]) => unknown>) => {
        const tell = (event: string, detail: unknown): unknown => window.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify(detail) }))
        const show = (): unknown => tell(events.shown, { key, names: Object.keys(api) })
        window.addEventListener(events.wanted, show)
        show()
        window.addEventListener(events.call, (event) => {
          const { name, id, args } = JSON.parse((event as CustomEvent<string>).detail) as { name: string; id: number; args: ({ given: unknown } | { callback: number } | null)[] }
          const given = args.map((arg) => (arg === null ? undefined : 'callback' in arg ? (...back: unknown[]) => tell(events.back, { callback: arg.callback, args: back }) : arg.given))
          Promise.resolve()
            .then(() => api[name]?.(...given))
            .then((value) => tell(events.answer, { id, value }), (error: unknown) => tell(events.answer, { id, error: String(error) }))
        })
      },
    },
  }
  runPreload((name) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  })
}

function pageRuntime(events: typeof EVENTS): void {
  if (window.top !== window) return
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const callbacks: ((...args: unknown[]) => void)[] = []
  const received: MessagePort[] = []
  window.addEventListener('message', ({ ports }) => {
    for (const port of ports) {
      const index = received.push(port) - 1
      const close = port.close.bind(port)
      port.close = () => {
        close()
        window.dispatchEvent(new CustomEvent(events.portClosed, { detail: String(index) }))
      }
    }
  })
  window.addEventListener(events.portGone, (event) => received[Number((event as CustomEvent<string>).detail)]?.dispatchEvent(new Event('close')))
  let asked = 0
  const read = <T>(event: Event): T => JSON.parse((event as CustomEvent<string>).detail) as T
  window.addEventListener(events.shown, (event) => {
    const { key, names } = read<{ key: string; names: string[] }>(event)
    if (Object.hasOwn(window, key)) return
    const api = Object.fromEntries(
      names.map((name) => [
        name,
        (...args: unknown[]) =>
          new Promise((resolve, reject) => {
            const id = ++asked
            waiting.set(id, { resolve, reject })
            const given = args.map((arg) => (arg === undefined ? null : typeof arg === 'function' ? { callback: callbacks.push(arg as () => void) - 1 } : { given: arg }))
            window.dispatchEvent(new CustomEvent(events.call, { detail: JSON.stringify({ name, id, args: given }) }))
          }),
      ]),
    )
    Object.defineProperty(window, key, { value: Object.freeze(api), writable: false, configurable: false })
  })
  window.addEventListener(events.answer, (event) => {
    const { id, value, error } = read<{ id: number; value: unknown; error?: string }>(event)
    if (error === undefined) waiting.get(id)?.resolve(value)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  window.addEventListener(events.back, (event) => {
    const { callback, args } = read<{ callback: number; args: unknown[] }>(event)
    callbacks[callback]?.(...args)
  })
  window.dispatchEvent(new CustomEvent(events.wanted))
}

export const pageScript = `(${pageRuntime.toString()})(${JSON.stringify(EVENTS)})`

/** `preload` is the text of a CommonJS file, as a sandboxed preload must be. */
export const preloadScript = (preload: string): string =>
  `(${preloadRuntime.toString()})(${JSON.stringify(EVENTS)}, ${JSON.stringify(BINDING)}, (require) => { const module = { exports: {} }; const exports = module.exports;\n${preload}\n})`
