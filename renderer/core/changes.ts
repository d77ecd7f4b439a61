/** Lists on the screen are read again when the core says that they have changed, and after a lost connection. */
import { type Connection, problemOf } from './client.ts'

export type Topic = 'conversations' | 'sources' | 'notes' | 'rules' | 'checks' | 'backups' | 'settings' | 'answerers' | 'inbox'

export interface Changes {
  /** `read` runs at once and whenever the topic has changed. */
  keep(topic: Topic, read: () => Promise<void>): void
  stop(): void
}

export function watchChanges(connection: Connection, onProblem: (error: unknown) => void): Changes {
  const readers = new Map<Topic, (() => Promise<void>)[]>()
  const ending = new AbortController()
  const run = (read: () => Promise<void>): void => {
    read().catch((error: unknown) => {
      if (problemOf(error).code !== 'connection.lost') onProblem(error)
    })
  }
  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await connection.whenOpen()
        const iterator = await connection.client.core.changes({}, { signal: ending.signal })
        for (const list of readers.values()) list.forEach(run)
        for await (const { topic } of iterator) readers.get(topic)?.forEach(run)
      } catch (error) {
        if (ending.signal.aborted) return
        if (problemOf(error).code !== 'connection.lost') onProblem(error)
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
  void watch()
  return {
    keep(topic, read) {
      readers.set(topic, [...(readers.get(topic) ?? []), read])
      run(read)
    },
    stop: () => ending.abort(),
  }
}
