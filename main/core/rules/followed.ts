/** Long work as a stream that a screen follows, and that ends with its listener. */
import { type Channel, channel } from '../channel.ts'

/** A stream of what `work` tells: of progress the listener hears the latest, and leaving aborts the work. */
export function followed<T extends { readonly kind: string }>(work: (signal: AbortSignal, tell: (update: T) => void) => Promise<unknown>, signal?: AbortSignal): Channel<T> {
  const stop = new AbortController()
  const leave = (): void => stop.abort()
  const stream = channel<T>(
    () => {
      signal?.removeEventListener('abort', leave)
      leave()
    },
    (last, next) => (last.kind === 'progress' && next.kind === 'progress' ? next : undefined),
  )
  if (signal?.aborted === true) leave()
  else signal?.addEventListener('abort', leave)
  work(stop.signal, (update) => stream.push(update)).then(() => stream.end(), (error: unknown) => stream.fail(error instanceof Error ? error : new Error(String(error))))
  return stream
}
