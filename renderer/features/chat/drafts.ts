/** Drafts of questions with their files, one a conversation and one an edit: they survive a reload, and what another window writes is never lost. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { z } from 'zod'
import { Attachment } from '../../../shared/model/turn.ts'
import { remember, remembered } from '../../core/remembered.ts'

export interface Drafts {
  get(draft: string): string
  set(draft: string, text: string): void
  attachments(draft: string): readonly Attachment[]
  attach(draft: string, attachments: readonly Attachment[]): void
  /** Files of earlier questions that are taken out with this one, by their hashes. */
  takenOut(draft: string): readonly string[]
  takeOut(draft: string, hashes: readonly string[]): void
  readonly out: StoreApi<Readonly<Record<string, readonly string[]>>>
  /** The files of every draft that was looked at. */
  readonly attached: StoreApi<Readonly<Record<string, readonly Attachment[]>>>
  /** Text and files are sent, or thrown away. */
  clear(draft: string): void
}

/** The name of a conversation's draft, or of the new chat's; an edit has one of its own. */
export const draftOf = (conversation: string | undefined, editing?: string): string => (editing ? `edit.${editing}` : (conversation ?? 'new'))

const nameOf = (draft: string): string => `draft.${draft}`
const filesOf = (draft: string): string => `files.${draft}`
const outOf = (draft: string): string => `out.${draft}`
const NONE: readonly Attachment[] = []
const NOTHING: readonly string[] = []

function readList<T>(name: string, items: z.ZodType<T>, none: readonly T[]): readonly T[] {
  try {
    const read = z.array(items).safeParse(JSON.parse(remembered(name) ?? '[]'))
    return read.success && read.data.length > 0 ? read.data : none
  } catch {
    return none
  }
}

/**
 * `onClash`: another window has written this draft meanwhile. Ours is saved, theirs is handed over to be offered.
 * `onTheirs`: another window has written it and nothing was typed here.
 */
export function createDrafts(onClash: (draft: string, theirs: string) => void, onTheirs: () => void): Drafts {
  const drafts = new Map<string, string>()
  /** What the storage held when this window last read or wrote it. */
  const known = new Map<string, string>()
  const unsaved = new Set<string>()
  const attached: Drafts['attached'] = createStore(() => ({}))
  const out: Drafts['out'] = createStore(() => ({}))
  let planned: ReturnType<typeof setTimeout> | undefined
  const stored = (draft: string): string => remembered(nameOf(draft)) ?? ''
  const save = (): void => {
    clearTimeout(planned)
    planned = undefined
    for (const draft of unsaved) {
      const theirs = stored(draft)
      const ours = drafts.get(draft) ?? ''
      if (theirs !== '' && ours !== '' && theirs !== (known.get(draft) ?? '') && theirs !== ours) onClash(draft, theirs)
      remember(nameOf(draft), ours)
      known.set(draft, ours)
    }
    unsaved.clear()
  }
  window.addEventListener('pagehide', save)
  window.addEventListener('storage', ({ key, newValue }) => {
    for (const [draft, before] of known) {
      const theirs = newValue ?? ''
      if (!key?.endsWith(`.${nameOf(draft)}`) || theirs === before || unsaved.has(draft)) continue
      known.set(draft, theirs)
      if ((drafts.get(draft) ?? '') === '') {
        drafts.delete(draft)
        onTheirs()
      } else if (theirs !== '' && theirs !== drafts.get(draft)) onClash(draft, theirs)
    }
  })
  const result: Drafts = {
    attached,
    out,
    takenOut: (draft) => out.getState()[draft] ?? readList(outOf(draft), z.string(), NOTHING),
    takeOut(draft, hashes) {
      remember(outOf(draft), hashes.length ? JSON.stringify(hashes) : undefined)
      out.setState({ [draft]: hashes })
    },
    get(draft) {
      if (!known.has(draft)) known.set(draft, stored(draft))
      return drafts.get(draft) ?? known.get(draft) ?? ''
    },
    set(draft, text) {
      if (!known.has(draft)) known.set(draft, stored(draft))
      drafts.set(draft, text)
      unsaved.add(draft)
      planned ??= setTimeout(save, 400)
    },
    attachments: (draft) => attached.getState()[draft] ?? readList(filesOf(draft), Attachment, NONE),
    attach(draft, attachments) {
      remember(filesOf(draft), attachments.length ? JSON.stringify(attachments) : undefined)
      attached.setState({ [draft]: attachments })
    },
    clear(draft) {
      result.set(draft, '')
      save()
      if (result.attachments(draft).length) result.attach(draft, [])
      if (result.takenOut(draft).length) result.takeOut(draft, [])
    },
  }
  return result
}
