/** Files on their way into a question: sent and read at once, each with its progress, taken back, refused in one sentence. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MAX_ATTACHMENTS, MAX_FILE } from '../../../shared/contract/contract.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { uploadFile } from '../../core/upload.ts'
import type { Drafts } from './drafts.ts'

/** A file that has not arrived yet, or was refused. */
export interface Arriving {
  readonly id: number
  readonly name: string
  /** Of its bytes; 1 while it is being read. */
  readonly fraction: number
  readonly refused?: string
}

export interface Attaching {
  /** By the draft they belong to. */
  readonly store: StoreApi<Readonly<Record<string, readonly Arriving[]>>>
  /** Whether a file is still on its way, which is then said: the question waits for it. */
  waits(draft: string): boolean
  add(draft: string, files: readonly File[]): void
  takeBack(draft: string, id: number): void
  remove(draft: string, attachment: Attachment): void
}

export function createAttaching(core: Core, drafts: Drafts): Attaching {
  const store: Attaching['store'] = createStore(() => ({}))
  const ending = new Map<number, AbortController>()
  let nextId = 1
  const change = (draft: string, by: (list: readonly Arriving[]) => readonly Arriving[]): void => store.setState((state) => ({ [draft]: by(state[draft] ?? []) }))
  const set = (draft: string, id: number, to: Partial<Arriving>): void => change(draft, (list) => list.map((one) => (one.id === id ? { ...one, ...to } : one)))
  const drop = (draft: string, id: number): void => change(draft, (list) => list.filter((one) => one.id !== id))

  async function send(draft: string, id: number, file: File, signal: AbortSignal): Promise<void> {
    try {
      let sent = 0
      const upload = await uploadFile(core.connection, file, signal, (bytes) => {
        sent += bytes
        set(draft, id, { fraction: sent / Math.max(1, file.size) })
      })
      const attachment = await core.connection.client.attachment.add({ upload }, { signal })
      drop(draft, id)
      const there = drafts.attachments(draft)
      if (!there.some(({ sha256 }) => sha256 === attachment.sha256)) drafts.attach(draft, [...there, attachment])
    } catch (error) {
      if (signal.aborted) return
      // A file that was moved or may not be read throws on its first slice.
      set(draft, id, { refused: problemSentence(error instanceof DOMException ? { code: 'file.permission' } : problemOf(error)) })
    } finally {
      ending.delete(id)
    }
  }
  return {
    store,
    waits: (draft) => {
      const waiting = store.getState()[draft]?.some(({ refused }) => refused === undefined) ?? false
      if (waiting) core.notices.say('A file is still on its way. Send the question once it has arrived.')
      return waiting
    },
    add: (draft, files) => {
      for (const file of files) {
        const id = nextId++
        const room = drafts.attachments(draft).length + (store.getState()[draft] ?? []).filter(({ refused }) => refused === undefined).length < MAX_ATTACHMENTS
        const refused = !room ? `A question takes ${MAX_ATTACHMENTS} files; put more into your library.` : file.size > MAX_FILE ? problemSentence({ code: 'source.too-large' }) : undefined
        change(draft, (list) => [...list, { id, name: file.name || 'Pasted image', fraction: 0, ...(refused ? { refused } : {}) }])
        if (refused) continue
        const end = new AbortController()
        ending.set(id, end)
        void send(draft, id, file, end.signal)
      }
    },
    takeBack: (draft, id) => {
      ending.get(id)?.abort()
      drop(draft, id)
    },
    remove: (draft, attachment) => drafts.attach(draft, drafts.attachments(draft).filter(({ sha256 }) => sha256 !== attachment.sha256)),
  }
}
