/** Lets messages in during long work, so that it can be stopped. */

const EVERY = 25

/** Await it often: it gives way every 25 ms, and throws the signal's reason once that is aborted. */
export function breathing(signal: AbortSignal): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > EVERY) {
      await new Promise((resolve) => setTimeout(resolve, 0))
      last = performance.now()
    }
    signal.throwIfAborted()
  }
}
