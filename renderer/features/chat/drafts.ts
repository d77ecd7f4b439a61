/** Drafts of questions, one a conversation; they survive a reload. */
import { remember, remembered } from '../../core/remembered.ts'

export interface Drafts {
  get(conversation: string | undefined): string
  set(conversation: string | undefined, text: string): void
}

const nameOf = (conversation: string | undefined): string => `draft.${conversation ?? 'new'}`

export function createDrafts(): Drafts {
  const drafts = new Map<string, string>()
  const unsaved = new Set<string>()
  let planned: ReturnType<typeof setTimeout> | undefined
  const save = (): void => {
    planned = undefined
    for (const name of unsaved) remember(name, drafts.get(name))
    unsaved.clear()
  }
  window.addEventListener('pagehide', save)
  return {
    get(conversation) {
      const name = nameOf(conversation)
      return drafts.get(name) ?? remembered(name) ?? ''
    },
    set(conversation, text) {
      const name = nameOf(conversation)
      drafts.set(name, text)
      unsaved.add(name)
      planned ??= setTimeout(save, 400)
    },
  }
}
