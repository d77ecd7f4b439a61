/** The library: list, import with progress and cancel, remove with undo. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MAX_FILE } from '../../../shared/contract/contract.ts'
import type { ImportId, UploadId } from '../../../shared/model/ids.ts'
import type { ImportResult, Source } from '../../../shared/model/source.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { uploadFile } from '../../core/upload.ts'
import { type DroppedEntry, filesIn } from './droppedFiles.ts'

export interface Importing {
  /** What is being done just now, in words. */
  readonly say: string
  readonly fraction: number | undefined
}

export interface LibraryState {
  /** Missing until it was read. */
  readonly sources: readonly Source[] | undefined
  readonly importing: Importing | undefined
  /** What the last import refused or found unchanged, until it is put away. */
  readonly results: readonly ImportResult[]
}

export interface Library {
  readonly core: Core
  readonly store: StoreApi<LibraryState>
  pickFiles(folder?: boolean): void
  importFiles(files: readonly File[]): Promise<void>
  /** An import that the desktop has begun from files of this machine. */
  followImport(begun: { import: string; refused: readonly { name: string; reason: string }[] }): Promise<void>
  /** `files` stands in where the browser gives no entries. */
  importEntries(entries: readonly DroppedEntry[], files: readonly File[]): Promise<void>
  cancelImport(): void
  putResultsAway(): void
  remove(source: Source): Promise<void>
  /** Never sent to a cloud model, or allowed again. */
  mark(source: Source, localOnly: boolean): Promise<void>
}

const files = (count: number): string => (count === 1 ? '1 file' : `${count.toLocaleString('en')} files`)

export function createLibrary(core: Core): Library {
  const { client } = core.connection
  const store = createStore<LibraryState>(() => ({ sources: undefined, importing: undefined, results: [] }))
  let ending: AbortController | undefined
  let running: ImportId | undefined

  const read = async (): Promise<void> => store.setState({ sources: await client.source.list({}) })
  core.changes.keep('sources', read)

  async function sendAll(list: readonly File[], signal: AbortSignal, refuse: (file: File, reason: string) => void): Promise<UploadId[]> {
    const total = list.reduce((sum, file) => sum + file.size, 0)
    const uploads: UploadId[] = []
    let sent = 0
    for (const file of list) {
      const { name } = file
      if (file.size > MAX_FILE) {
        refuse(file, problemSentence({ code: 'source.too-large' }))
        continue
      }
      try {
        uploads.push(
          await uploadFile(core.connection, file, signal, (bytes) => {
            sent += bytes
            // Sending is the first fifth of the bar; reading is the rest.
            store.setState({ importing: { say: `Sending ${name}`, fraction: total ? (0.2 * sent) / total : undefined } })
          }),
        )
      } catch (error) {
        if (signal.aborted) throw error
        const problem = problemOf(error)
        // A file that was moved or may not be read throws on its first slice.
        refuse(file, error instanceof DOMException ? problemSentence({ code: 'file.permission' }) : problemSentence(problem))
        if (problem.code === 'connection.lost' || problem.code === 'disk.full') throw error
      }
    }
    return uploads
  }

  /** `from` is how much of the bar was done before. */
  async function follow(id: ImportId, results: ImportResult[], from: number): Promise<void> {
    running = id
    for await (const event of await client.import.follow({ import: id })) {
      if (event.kind === 'progress') {
        const { done, total, current, fraction } = event
        store.setState({ importing: { say: `${current} · ${done} of ${total}`, fraction: from + (1 - from) * fraction } })
      } else if (event.kind === 'result') results.push(event.result)
    }
  }

  async function shown(say: string, work: (results: ImportResult[], signal: AbortSignal) => Promise<void>): Promise<void> {
    if (ending) return core.notices.say(problemSentence({ code: 'busy', detail: 'importing' }))
    ending = new AbortController()
    const { signal } = ending
    const results: ImportResult[] = []
    store.setState({ importing: { say, fraction: undefined }, results: [] })
    core.go('#/sources')
    try {
      await work(results, signal)
      tell(results, signal.aborted)
    } catch (error) {
      if (!signal.aborted) core.notices.fail(error)
    } finally {
      ending = undefined
      running = undefined
      store.setState({ importing: undefined, results: results.filter((result) => result.status === 'refused') })
      await read().catch(core.notices.fail)
    }
  }

  async function run(list: readonly File[]): Promise<void> {
    if (list.length === 0) return core.notices.say('There is no file in what was dropped.')
    await shown(`Reading ${files(list.length)}`, async (results, signal) => {
      const refuse = (file: File, reason: string): void => {
        results.push({ path: file.name, source: null, title: file.name, status: 'refused', passages: 0, reason })
      }
      const uploads = await sendAll(list, signal, refuse)
      if (uploads.length && !signal.aborted) {
        const begun = await client.import.start({ uploads })
        await follow(begun.import, results, 0.2)
      }
    })
  }

  function tell(results: readonly ImportResult[], cancelled: boolean): void {
    const count = (status: ImportResult['status']): number => results.filter((result) => result.status === status).length
    const said = [
      count('imported') ? `${files(count('imported'))} imported` : '',
      count('new-version') ? `${count('new-version')} updated` : '',
      count('unchanged') ? `${count('unchanged')} already here` : '',
      count('refused') ? `${count('refused')} refused` : '',
    ].filter(Boolean)
    if (cancelled) said.push('stopped')
    if (said.length) core.notices.say(`${said.join(', ')}.`)
  }

  return {
    core,
    store,
    pickFiles(folder = false) {
      const input = document.createElement('input')
      input.type = 'file'
      input.multiple = true
      input.webkitdirectory = folder
      input.addEventListener('change', () => void run([...(input.files ?? [])]))
      input.click()
    },
    importFiles: run,
    followImport: ({ import: id, refused }) =>
      shown('Reading what was chosen', async (results) => {
        for (const { name, reason } of refused) results.push({ path: name, source: null, title: name, status: 'refused', passages: 0, reason })
        if (id !== '') await follow(id as ImportId, results, 0)
      }),
    async importEntries(entries, plain) {
      try {
        await run(entries.length ? await filesIn(entries) : plain)
      } catch {
        core.notices.say(problemSentence({ code: 'file.permission' }))
      }
    },
    cancelImport() {
      ending?.abort()
      if (running) client.import.cancel({ import: running }).catch(core.notices.fail)
    },
    putResultsAway: () => store.setState({ results: [] }),
    async mark(source, localOnly) {
      try {
        await client.source.mark({ id: source.id, localOnly })
        await read()
        core.notices.say(localOnly ? `“${source.title}” is never sent to a cloud model now. Answers are still held against it, here.` : `Cloud models may be sent passages of “${source.title}” now.`)
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async remove(source) {
      try {
        await client.source.remove({ id: source.id })
        await read()
        const undo = async (): Promise<void> => {
          try {
            await client.source.restore({ id: source.id })
            await read()
          } catch (error) {
            core.notices.fail(error)
          }
        }
        core.notices.say(`“${source.title}” was removed.`, { label: 'Undo', run: () => void undo() })
      } catch (error) {
        core.notices.fail(error)
      }
    },
  }
}
