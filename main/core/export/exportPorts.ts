/** What an export needs of the world: a printer, a maker of Anki packages. */

/** Prints a page that loads nothing and runs nothing. Rejects with `export.no-chromium` or `export.failed`. */
export type PrintPdf = (page: string, signal?: AbortSignal) => Promise<Uint8Array>

/** A card to learn. All but `id`, `tags` and `changed` are HTML. */
export interface AnkiCard {
  /** The note's ULID: a package that is imported again updates the card of this id. */
  readonly id: string
  readonly front: string
  /** The front with its gap filled; empty where it has none. */
  readonly whole: string
  readonly verdict: string
  readonly evidence: string
  readonly origin: string
  readonly tags: readonly string[]
  /** ISO time of the latest change: Anki takes what is newer. */
  readonly changed: string
  /** Not asked for, because the note does not stand as it was kept. */
  readonly resting: boolean
}

/** The bytes of an Anki package of these cards, in order of their ids. Rejects with the signal's reason. */
export type AnkiPackage = (cards: AsyncIterable<AnkiCard>, now: Date, signal?: AbortSignal) => Promise<Uint8Array>
