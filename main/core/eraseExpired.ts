/** What a person deleted can be brought back for thirty days; then it is erased, with the originals nobody needs. */
import type { Ports } from './ports.ts'

/** Days in which a deletion can be undone. */
export const UNDO_DAYS = 30

const DAY = 24 * 60 * 60 * 1000
/** Milliseconds after the start: by then the first screen is shown. */
const FIRST = 20_000

/** A person's write comes before tidying up. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export async function eraseExpired({ clock, store, files, log }: Pick<Ports, 'clock' | 'store' | 'files' | 'log'>): Promise<void> {
  try {
    for (const original of store.write.eraseDeleted(new Date(clock.now().getTime() - UNDO_DAYS * DAY).toISOString())) {
      if (original !== undefined) await files.dropOriginal(original)
      await breathe()
    }
  } catch (error) {
    // A full disk must not end the app over tidying up; the next round tries again.
    log.write('warn', 'erase.failed', { message: error instanceof Error ? error.message : String(error) })
  }
}

/** Erases some time after the start and then once a day. Returns the function that ends it. */
export function eraseDaily(ports: Parameters<typeof eraseExpired>[0]): () => void {
  let timer: ReturnType<typeof setTimeout>
  const after = (wait: number): void => {
    timer = setTimeout(() => void eraseExpired(ports).then(() => after(DAY)), wait)
  }
  after(FIRST)
  return () => clearTimeout(timer)
}
