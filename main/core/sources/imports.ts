/** Uploads and imports at work in this core: begun, followed and stopped by the screen, one import after another. */
import type { ImportId, UploadId } from '../../../shared/model/ids.ts'
import type { ImportEvent } from '../../../shared/model/source.ts'
import { MAX_FILE } from '../../../shared/contract/contract.ts'
import { Problem } from '../../../shared/problem.ts'
import { type Channel, channel } from '../channel.ts'
import type { Changes } from '../changes.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import type { IncomingFile } from '../ports.ts'
import { attachFile } from './attachFile.ts'
import type { NamedFile } from './importFile.ts'
import { importFiles, type ImportsPorts, sweepLeftovers } from './importFiles.ts'

interface Upload {
  readonly name: string
  readonly path: string
  readonly bytes: number
  received: number
}

interface Job {
  readonly stop: AbortController
  /** Results so far, for who comes later; of progress only the last counts. */
  readonly results: ImportEvent[]
  last: ImportEvent | undefined
  ended: boolean
  readonly listeners: Set<Channel<ImportEvent>>
}

/** Ended imports that can still be followed. */
const REMEMBERED = 50
/** Uploads that wait for their import at one time. */
const MOST_UPLOADS = 10_000

export interface Imports {
  /** `most`: bytes that it may have. */
  beginUpload(name: string, bytes: number, most?: number): Promise<UploadId>
  appendUpload(id: UploadId, base64: string): Promise<number>
  /** An upload that has arrived whole. Throws `not-found`, `input.invalid`. */
  uploaded(id: UploadId): IncomingFile
  dropUpload(id: UploadId): Promise<void>
  /** Takes an upload to go along with a question; it is gone as an upload, whatever comes of it. */
  attach(id: UploadId, signal: AbortSignal): Promise<Attachment>
  start(uploads: readonly UploadId[]): ImportId
  follow(id: ImportId, signal?: AbortSignal): Channel<ImportEvent>
  cancel(id: ImportId): void
  /** The sample's sources: put in (what is there already stays), or taken out. */
  sample(install: boolean): Promise<void>
  /** Clears away what a killed import left, once; every import and upload waits for it. */
  sweep(): Promise<void>
  close(): Promise<void>
}

export function createImports(ports: ImportsPorts, changes: Changes): Imports {
  const { files, store, newId } = ports
  const uploads = new Map<UploadId, Upload>()
  const jobs = new Map<ImportId, Job>()
  let swept: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  let closed = false

  // A library that cannot be swept can still be added to: what was left is in nobody's way.
  const sweep = (): Promise<void> =>
    (swept ??= sweepLeftovers(ports).catch((error: unknown) => ports.log.write('warn', 'import.sweepFailed', { message: String(error) })))
  const tell = (job: Job, event: ImportEvent): void => {
    if (event.kind === 'result') {
      job.results.push(event)
      if (event.result.status !== 'refused') changes.tell('sources')
    } else job.last = event
    for (const listener of job.listeners) listener.push(event)
    if (event.kind !== 'ended') return
    job.ended = true
    for (const listener of job.listeners) listener.end()
    for (const [id, old] of jobs) if (jobs.size > REMEMBERED && old.ended) jobs.delete(id)
  }
  const begin = (named: readonly NamedFile[], sample: boolean, after: () => Promise<unknown>): { id: ImportId; done: Promise<void> } => {
    if (closed) throw new Problem('cancelled')
    const id = newId() as ImportId
    const job: Job = { stop: new AbortController(), results: [], last: undefined, ended: false, listeners: new Set() }
    jobs.set(id, job)
    const done = last
      .then(sweep)
      .then(() => importFiles(named, ports, { sample, signal: job.stop.signal }, (event) => event.kind !== 'ended' && tell(job, event)))
      .finally(after)
      .catch((error: unknown) => ports.log.write('warn', 'import.notTidied', { message: String(error) }))
      .then(() => tell(job, { kind: 'ended', cancelled: job.stop.signal.aborted }))
    last = done
    return { id, done }
  }
  const found = (id: ImportId): Job => {
    const job = jobs.get(id)
    if (!job) throw new Problem('not-found')
    return job
  }
  const arrived = (id: UploadId): Upload => {
    const upload = uploads.get(id)
    if (!upload) throw new Problem('not-found')
    if (upload.received !== upload.bytes) throw new Problem('input.invalid', `${upload.name} has not arrived whole`)
    return upload
  }
  return {
    uploaded: arrived,
    dropUpload: async (id) => {
      const { path } = arrived(id)
      uploads.delete(id)
      await files.dropUpload(path)
    },
    attach: async (id, signal) => {
      const upload = arrived(id)
      uploads.delete(id)
      try {
        return await attachFile(upload, ports, signal)
      } finally {
        await files.dropUpload(upload.path)
      }
    },
    beginUpload: async (name, bytes, most = MAX_FILE) => {
      if (bytes > most) throw new Problem('source.too-large', `the limit is ${most / 1024 / 1024} MB`)
      if (uploads.size >= MOST_UPLOADS) throw new Problem('busy', 'too many files are being sent at once')
      await sweep()
      await files.needRoom(bytes)
      const id = newId() as UploadId
      uploads.set(id, { name, bytes, received: 0, path: (await files.beginUpload(name)).path })
      return id
    },
    appendUpload: async (id, base64) => {
      const upload = uploads.get(id)
      if (!upload) throw new Problem('not-found')
      upload.received = await files.appendUpload(upload.path, base64)
      if (upload.received <= upload.bytes) return upload.received
      uploads.delete(id)
      await files.dropUpload(upload.path)
      throw new Problem('input.invalid', 'more was sent than the file was said to have')
    },
    start: (ids) => {
      const taken = ids.map(arrived)
      for (const id of ids) uploads.delete(id)
      const named = taken.map(({ name, path, bytes }) => ({ name, path, bytes, shownPath: name }))
      return begin(named, false, () => Promise.all(taken.map(({ path }) => files.dropUpload(path)))).id
    },
    follow: (id, signal) => {
      const job = found(id)
      const end = (): void => listener.end()
      const listener: Channel<ImportEvent> = channel<ImportEvent>(
        () => {
          job.listeners.delete(listener)
          signal?.removeEventListener('abort', end)
        },
        (before, next) => (before.kind === 'progress' && next.kind === 'progress' ? next : undefined),
      )
      for (const event of job.results) listener.push(event)
      if (job.last) listener.push(job.last)
      if (job.ended || signal?.aborted) listener.end()
      else {
        job.listeners.add(listener)
        signal?.addEventListener('abort', end)
      }
      return listener
    },
    cancel: (id) => found(id).stop.abort(),
    sample: async (install) => {
      if (install) {
        const named = (await files.sampleFiles()).map((file) => ({ ...file, shownPath: file.name }))
        return begin(named, true, () => Promise.resolve()).done
      }
      const events = store.read.sources().filter((source) => source.sample).map(({ id }) => ({ stream: `source:${id}`, event: { kind: 'source.deleted' as const, id } }))
      if (events.length > 0) store.write.append(events)
      changes.tell('sources')
    },
    sweep,
    close: async () => {
      closed = true
      for (const job of jobs.values()) job.stop.abort()
      await last
      // What was sent and never used is nobody's any more.
      for (const { path } of uploads.values()) await files.dropUpload(path).catch(() => undefined)
    },
  }
}
