/** Backups on the screen: made, saved as a file, looked at before a restore, restored, checked; one piece of long work at a time. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { UPLOAD_PIECE } from '../../../shared/contract/contract.ts'
import type { BackupName, BackupProgress, RestorePreview } from '../../../shared/model/backup.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { type Client, problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { downloadBytes } from '../../core/download.ts'

export type BackupList = Awaited<ReturnType<Client['backup']['state']>>
type Keyring = Awaited<ReturnType<Client['key']['keyring']>>

/** A file that was chosen for a restore, as it waits for its passphrase. */
export interface SealedFile {
  readonly upload: string
  readonly name: string
  readonly wrong: boolean
}

export interface BackupsState {
  readonly list: BackupList | undefined
  readonly work: { readonly doing: string; readonly fraction: number; readonly stop?: () => void } | undefined
  readonly preview: RestorePreview | undefined
  readonly sealed: SealedFile | undefined
  /** The core is starting again on the restored workspace. */
  readonly restarting: boolean
  /** What is wrong with the history, in words; absent when it is whole or was not looked at. */
  readonly history: { readonly whole: boolean; readonly say: string } | undefined
  readonly keyring: Keyring | undefined
}

export interface BackupDesk {
  readonly core: Core
  readonly store: StoreApi<BackupsState>
  read(): Promise<void>
  make(): Promise<void>
  check(): Promise<void>
  save(name: BackupName, passphrase: string | undefined): Promise<void>
  remove(name: BackupName): Promise<void>
  look(name: BackupName): Promise<void>
  lookAtFile(file: File): Promise<void>
  unseal(passphrase: string): Promise<void>
  forget(): Promise<void>
  restore(): Promise<void>
  anchor(): Promise<void>
  moveKeys(): Promise<void>
}

/** Milliseconds after which a core that was told to start again has surely gone. */
const GONE = 10_000
/** Bytes of decoded pieces that are put into one Blob, which the browser may keep on the disk. */
const TOGETHER = 16 * 1024 * 1024

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

export function createBackupDesk(core: Core): BackupDesk {
  const { client } = core.connection
  const store = createStore<BackupsState>(() => ({ list: undefined, work: undefined, preview: undefined, sealed: undefined, restarting: false, history: undefined, keyring: undefined }))

  const read = async (): Promise<void> => {
    const list = await client.backup.state({})
    store.setState({ list })
  }

  /** Follows long work with its bar; whatever is not progress is handed to `take`. Returns the problem it ended with. */
  async function follow<T extends { kind: string }>(doing: string, begin: (signal: AbortSignal) => Promise<AsyncIterable<T | BackupProgress>>, take: (event: T) => void): Promise<ProblemShape | undefined> {
    if (store.getState().work) return { code: 'busy' }
    const stopping = new AbortController()
    const stop = (): void => stopping.abort()
    store.setState({ work: { doing, fraction: 0, stop } })
    try {
      for await (const event of await begin(stopping.signal)) {
        if (event.kind === 'progress') store.setState({ work: { doing: (event as BackupProgress).doing, fraction: (event as BackupProgress).fraction, stop } })
        else take(event as T)
      }
      return undefined
    } catch (error) {
      return problemOf(error)
    } finally {
      store.setState({ work: undefined })
    }
  }
  const tell = (problem: ProblemShape | undefined): void => {
    if (problem) core.notices.failAs(problem)
  }
  const staged = (preview: RestorePreview): void => store.setState({ preview, sealed: undefined })

  async function stageUpload(upload: string, name: string, passphrase: string | undefined): Promise<void> {
    const problem = await follow('Looking at the backup', (signal) => client.backup.stage({ upload: upload as never, ...(passphrase === undefined ? {} : { passphrase }) }, { signal }), (event) => staged(event.preview))
    if (problem?.code === 'backup.passphrase') store.setState({ sealed: { upload, name, wrong: passphrase !== undefined } })
    else if (problem) {
      store.setState({ sealed: undefined })
      tell(problem)
    }
  }

  /** The core that decided says goodbye, and is gone a moment later. */
  const connectionLost = (): Promise<void> =>
    new Promise((resolve) => {
      const { state } = core.connection
      if (state.getState() !== 'open') return resolve()
      const done = (): void => {
        stop()
        clearTimeout(late)
        resolve()
      }
      const late = setTimeout(done, GONE)
      const stop = state.subscribe((now) => now !== 'open' && done())
    })

  /** Somebody has looked: from then on it is kept fresh, also after a lost connection. */
  let wanted = false
  const desk: BackupDesk = {
    core,
    store,
    async read() {
      wanted = true
      try {
        await read()
        const [report, keyring] = await Promise.all([client.log.verify({}).catch(() => undefined), client.key.keyring({}).catch(() => null)])
        store.setState({ keyring, history: report && { whole: report.whole, say: report.say ?? '' } })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async make() {
      const problem = await follow('Making a backup', (signal) => client.backup.make({}, { signal }), ({ backup }) => {
        core.notices.say(backup.fault === undefined ? 'The backup was made, and proven by a restore.' : `The backup was made, but ${backup.fault}.`)
      })
      tell(problem)
      await desk.read()
    },
    async check() {
      tell(await follow('Checking everything', (signal) => client.backup.check({}, { signal }), ({ check }) => core.notices.say(check.say)))
      await desk.read()
    },
    async save(name, passphrase) {
      const blobs: Blob[] = []
      let parts: Uint8Array<ArrayBuffer>[] = []
      let length = 0
      const problem = await follow('Writing the file', (signal) => client.backup.file({ name, ...(passphrase ? { passphrase } : {}) }, { signal }), (event) => {
        if (event.kind === 'file') downloadBytes(event.name, new Blob([...blobs, ...parts]))
        else {
          const bytes = bytesOf(event.base64)
          parts.push(bytes)
          length += bytes.length
          if (length < TOGETHER) return
          blobs.push(new Blob(parts))
          parts = []
          length = 0
        }
      })
      tell(problem)
    },
    async remove(name) {
      try {
        await client.backup.remove({ name })
      } catch (error) {
        core.notices.fail(error)
      }
      await desk.read()
    },
    async look(name) {
      tell(await follow('Looking at the backup', (signal) => client.backup.stage({ name }, { signal }), (event) => staged(event.preview)))
    },
    async lookAtFile(file) {
      let upload: string | undefined
      store.setState({ work: { doing: 'Reading the file', fraction: 0 } })
      try {
        const begun = await client.upload.begin({ name: file.name.slice(-200), bytes: file.size, for: 'backup' })
        for (let at = 0; at < file.size; at += UPLOAD_PIECE) {
          const piece = new Uint8Array(await file.slice(at, at + UPLOAD_PIECE).arrayBuffer())
          await client.upload.append({ upload: begun.upload, base64: base64Of(piece) })
          store.setState({ work: { doing: 'Reading the file', fraction: at / file.size } })
        }
        upload = begun.upload
      } catch (error) {
        core.notices.fail(error)
      } finally {
        store.setState({ work: undefined })
      }
      if (upload !== undefined) await stageUpload(upload, file.name, undefined)
    },
    async unseal(passphrase) {
      const { sealed } = store.getState()
      if (sealed) await stageUpload(sealed.upload, sealed.name, passphrase)
    },
    async forget() {
      const { preview } = store.getState()
      store.setState({ preview: undefined, sealed: undefined })
      if (preview) await client.backup.drop({ staged: preview.staged }).catch(() => undefined)
    },
    async restore() {
      const { preview } = store.getState()
      if (!preview) return
      store.setState({ preview: undefined })
      let decided = false
      const problem = await follow('Backing up what is here', () => client.backup.restore({ staged: preview.staged }), () => (decided = true))
      if (!decided) return tell(problem)
      store.setState({ restarting: true })
      await connectionLost()
      await core.connection.whenOpen()
      // Everything the screen holds is of another time now.
      window.location.reload()
    },
    async anchor() {
      try {
        const report = await client.log.anchor({})
        store.setState({ history: { whole: report.whole, say: report.say ?? '' } })
        core.notices.say('The history is anchored as it stands.')
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async moveKeys() {
      try {
        const { moved } = await client.key.move({})
        core.notices.say(moved.length === 1 ? 'The key was moved into the keyring.' : `${moved.length} keys were moved into the keyring.`)
      } catch (error) {
        core.notices.fail(error)
      }
      await desk.read()
    },
  }
  core.changes.keep('backups', async () => {
    if (wanted) await read()
  })
  return desk
}
