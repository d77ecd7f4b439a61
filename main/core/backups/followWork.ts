/** Long work with progress as a stream that a client follows: leaving it stops the work. */
import type { BackupProgress } from '../../../shared/model/backup.ts'
import { type Channel, channel } from '../channel.ts'
import type { BackupWork } from '../ports.ts'

/** `work` pushes what it has to say beside its progress; its rejection is the last thing the listener hears. */
export function followWork<T extends { readonly kind: string }>(signal: AbortSignal | undefined, work: (how: Required<BackupWork>, push: (event: T) => void) => Promise<void>): Channel<T | BackupProgress> {
  const stop = new AbortController()
  const abort = (): void => stop.abort()
  signal?.addEventListener('abort', abort)
  const listener: Channel<T | BackupProgress> = channel<T | BackupProgress>(
    () => {
      signal?.removeEventListener('abort', abort)
      stop.abort()
    },
    (last, next) => (last.kind === 'progress' && next.kind === 'progress' ? next : undefined),
  )
  work({ tell: (progress) => listener.push(progress), signal: stop.signal }, (event) => listener.push(event)).then(
    () => listener.end(),
    (error: unknown) => listener.fail(error instanceof Error ? error : new Error(String(error))),
  )
  return listener
}
