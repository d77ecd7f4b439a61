/** A lane of work that all turns of a core share: so many pieces at once, and every turn gets its turn, however much one of them has waiting. */

/** What one turn has to do in the lane: the next piece, chosen at the moment it can begin; nothing, when there is none. A piece never rejects. */
export type NextPiece = () => (() => Promise<void>) | undefined

export interface Seat {
  /** Says that there is work: `next` is asked until it gives nothing. */
  wake(): void
}

export interface Lane {
  join(next: NextPiece): Seat
  /** Pieces at work. */
  readonly running: number
}

interface Member {
  readonly next: NextPiece
  running: number
  /** The number of the piece that it was last given; who never had one is served first. */
  served: number
}

/** `atOnce`: pieces that run at the same time. `between` is awaited after each, so that others on this thread get theirs. */
export function createLane(atOnce: number, between: () => Promise<void> = () => Promise.resolve()): Lane {
  const waiting = new Set<Member>()
  let running = 0
  let given = 0

  const run = async (member: Member, piece: () => Promise<void>): Promise<void> => {
    await piece()
    await between()
    member.running--
    running--
    begin()
  }
  /** Who has the fewest pieces at work, and of those who has waited longest. */
  const first = (): Member | undefined => {
    let found: Member | undefined
    for (const member of waiting) if (!found || member.running < found.running || (member.running === found.running && member.served < found.served)) found = member
    return found
  }
  const begin = (): void => {
    while (running < atOnce) {
      const member = first()
      if (!member) return
      const piece = member.next()
      if (!piece) {
        waiting.delete(member)
        continue
      }
      member.served = ++given
      member.running++
      running++
      void run(member, piece)
    }
  }
  return {
    join: (next) => {
      const member: Member = { next, running: 0, served: 0 }
      return {
        wake: () => {
          waiting.add(member)
          begin()
        },
      }
    },
    get running() {
      return running
    },
  }
}
