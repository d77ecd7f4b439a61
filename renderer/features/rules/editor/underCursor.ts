/** Which declaration stands under the cursor, and whether that still holds: from the moment the cursor leaves it or the text changes, until the new place is known, it does not. */
import type { Text } from '@codemirror/state'

/** One declaration of the text, said in plain words; `id` where it has a name. Offsets in UTF-16 units. */
export interface Here {
  readonly from: number
  readonly to: number
  readonly says: string
  readonly id: string | undefined
}

/** What was last known of a place; to act on it while it does not hold would act on another declaration than the one the person sees. */
export interface UnderCursor {
  readonly here: Here | undefined
  readonly holds: boolean
}

interface Place {
  readonly doc: Text
  readonly head: number
  /** Whether the one who is asked has this text before them. */
  readonly understood: boolean
}

export interface Watched {
  /** Where the cursor is now. */
  place(): Place
  /** Calls back when the cursor has moved, the text has changed or the text has been understood; returns how to end that. */
  onPlace(listener: () => void): () => void
  /** The declaration at an offset of the text that was last understood. */
  say(at: number): Promise<Omit<Here, 'id'> | undefined>
}

export interface CursorWatch {
  /** Whether what was told last is still what stands under the cursor. */
  holds(): boolean
  stop(): void
}

/** Milliseconds of rest before the line under the cursor is said in words. */
const REST = 150
const NAMED = /^(?:rule|define|fact|policy|wording|judge)\s+([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*["\s:s]/u
/** Characters within which the name of a declaration stands. */
const HEAD = 300

export function watchCursor({ place, onPlace, say }: Watched, tell: (known: UnderCursor) => void): CursorWatch {
  let known: { readonly doc: Text; readonly head: number; readonly here: Here | undefined } | undefined
  let told: UnderCursor = { here: undefined, holds: false }
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const holds = (): boolean => {
    const { doc, head } = place()
    if (known?.doc !== doc) return false
    return known.head === head || (known.here !== undefined && known.here.from <= head && head < known.here.to)
  }
  const show = (): void => {
    const now = { here: known?.here, holds: holds() }
    if (now.here === told.here && now.holds === told.holds) return
    told = now
    tell(now)
  }
  const look = async (): Promise<void> => {
    const { doc, head, understood } = place()
    // It will call when it is.
    if (!understood) return
    const said = await say(head)
    const now = place()
    // Too late for that place: the way to this one has begun a look of its own.
    if (stopped || now.doc !== doc || now.head !== head) return
    known = { doc, head, here: said && { ...said, id: NAMED.exec(doc.sliceString(said.from, Math.min(said.to, said.from + HEAD)))?.[1] } }
    show()
  }
  const moved = (): void => {
    show()
    clearTimeout(timer)
    timer = setTimeout(() => void look(), REST)
  }
  const end = onPlace(moved)
  moved()
  return {
    holds,
    stop() {
      stopped = true
      clearTimeout(timer)
      end()
    },
  }
}
