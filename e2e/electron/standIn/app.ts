/** `app`: its life from the start to the end, one instance for each folder of user data, and what the system tells it. */
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cancellable } from './cancellable.ts'
import { note, onControl, tellTest } from './control.ts'

/** The windows and the browser, which are made of more than the app. */
interface Ending {
  closeWindows(): boolean
  closeBrowser(): Promise<void>
  openBrowser(): Promise<unknown>
}
let ending: Ending | undefined
export const onEnd = (given: Ending): void => void (ending = given)

const paths = new Map<string, string>([['downloads', process.env['PLUMBLINE_STAND_IN_DOWNLOADS'] ?? tmpdir()]])
const LOCK = 'single-instance.sock'

class App extends EventEmitter {
  readonly isPackaged = process.env['PLUMBLINE_STAND_IN_PACKAGED'] === '1'
  sandboxed = false
  private server: Server | undefined
  private over = false
  private handedOver: Promise<undefined> = Promise.resolve(undefined)
  private ready = Promise.withResolvers<undefined>()

  setName(): void {
    // The name is in no window here.
  }
  getVersion = (): string => '0.0.0'
  getPath(name: string): string {
    const path = paths.get(name)
    if (path === undefined) throw new Error(`no path for ${name}`)
    return path
  }
  setPath(name: string, path: string): void {
    paths.set(name, path)
  }
  enableSandbox(): void {
    this.sandboxed = true
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    note('protocolClient', scheme)
    return true
  }
  whenReady(): Promise<undefined> {
    return this.ready.promise
  }
  private becomeReady(): void {
    this.ready.resolve(undefined)
    this.emit('ready')
  }

  /** The first instance listens in its folder; a later one hands over its words. Synchronous, as the real one: whether it is the first is asked of the disk. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.getPath('userData'), LOCK)
    const first = !answersNow(path)
    if (first) {
      rmSync(path, { force: true })
      this.server = createServer((socket) => {
        let text = ''
        socket.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        socket.on('end', () => this.emit('second-instance', {}, JSON.parse(text) as string[], process.cwd()))
      }).listen(path)
      this.server.unref()
      setImmediate(() => void ending?.openBrowser().then(() => this.becomeReady()))
    } else {
      this.handedOver = new Promise((resolve) => {
        connect(path).on('close', () => resolve(undefined)).end(JSON.stringify(process.argv))
      })
    }
    return first
  }

  quit(): void {
    if (this.over) return
    this.emit('before-quit', cancellable({}))
    if (ending?.closeWindows() === false) return
    const leaving = cancellable({})
    this.emit('will-quit', leaving)
    if (!leaving.defaultPrevented) this.exit(0)
  }
  exit(code = 0): void {
    if (this.over) return
    this.over = true
    this.server?.close()
    this.emit('quit')
    tellTest({ event: 'quit', code })
    void Promise.all([ending?.closeBrowser(), this.handedOver]).finally(() => process.exit(code))
  }
}

/** Whether somebody listens there, asked in a process of its own so that this one can wait. */
function answersNow(path: string): boolean {
  const { status } = spawnSync(process.execPath, ['-e', `require('node:net').connect(${JSON.stringify(path)}).on('connect', () => process.exit(0)).on('error', () => process.exit(1))`])
  return status === 0
}

export const app = new App()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
// The test is gone: nobody would end this app any more.
process.on('disconnect', () => app.exit(1))
onControl('quit', () => setImmediate(() => app.quit()))
onControl<string>('openUrl', (url) => void app.emit('open-url', cancellable({}), url))
onControl('activate', () => void app.emit('activate'))
onControl('sandboxed', () => app.sandboxed)
