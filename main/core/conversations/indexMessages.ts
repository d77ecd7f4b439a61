/** Indexes the messages that are due, step by step beside everything else: those of an older workspace, and long texts. */
import type { Ports } from '../ports.ts'

/** Pieces of one step: some milliseconds, so that a person's write never waits long. */
const STEP = 4
/** Milliseconds between two looks for something that is due, while nothing was. */
const IDLE = 3000

/** Returns the function that ends it. */
export function indexMessages({ store, log }: Pick<Ports, 'store' | 'log'>): () => void {
  let timer: ReturnType<typeof setTimeout>
  const after = (wait: number): void => {
    timer = setTimeout(() => {
      try {
        const due = store.read.messagesDue() > 0 && store.write.indexMessages(STEP) > 0
        after(due ? 0 : IDLE)
      } catch (error) {
        // A full disk or a damaged database says so where the person writes; what is due stays due.
        log.write('warn', 'messages.notIndexed', { message: error instanceof Error ? error.message : String(error) })
      }
    }, wait)
  }
  after(0)
  return () => clearTimeout(timer)
}
