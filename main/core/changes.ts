/** Tells every open screen that a list has changed, so that what one window does the others show. */
import { type Channel, channel } from './channel.ts'

export type Topic = 'conversations' | 'sources' | 'notes' | 'rules' | 'checks' | 'backups' | 'settings' | 'answerers' | 'inbox'
export interface Change {
  readonly topic: Topic
}

export interface Changes {
  tell(topic: Topic): void
  /** Ends when the signal aborts or the listener leaves. */
  listen(signal?: AbortSignal): Channel<Change>
  close(): void
}

export function createChanges(): Changes {
  const listeners = new Set<Channel<Change>>()
  return {
    tell: (topic) => {
      for (const listener of listeners) listener.push({ topic })
    },
    listen: (signal) => {
      const end = (): void => listener.end()
      const listener: Channel<Change> = channel<Change>(
        () => {
          listeners.delete(listener)
          signal?.removeEventListener('abort', end)
        },
        // Someone who is slow hears of the same list once.
        (last, next) => (last.topic === next.topic ? last : undefined),
      )
      listeners.add(listener)
      if (signal?.aborted) end()
      else signal?.addEventListener('abort', end)
      return listener
    },
    close: () => {
      for (const listener of listeners) listener.end()
    },
  }
}
