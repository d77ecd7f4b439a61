/** The store of pieces that all backups share: a file is a list of pieces, a piece is named by its hash and kept once, however many backups hold it. */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, rmdirSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { Problem } from '../../../../shared/problem.ts'

/** Bytes. A multiple of SQLite's page, so that a change to one page changes one piece. */
export const PIECE = 128 * 1024

export interface PiecedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly pieces: readonly string[]
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Writes and syncs all of it, or throws. */
export function writeDurably(path: string, bytes: Uint8Array | string): void {
  const file = openSync(path, 'w', 0o600)
  try {
    const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    for (let at = 0; at < data.length; ) at += writeSync(file, data, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes a new name last through a power cut; where folders cannot be opened (Windows) the system does so itself. */
export function syncFolder(folder: string): void {
  let handle: number | undefined
  try {
    handle = openSync(folder, 'r')
    fsyncSync(handle)
  } catch {
    // Not every file system syncs folders.
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** Whole or not at all: written beside, synced, renamed. */
export function replaceDurably(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  writeDurably(beside, bytes)
  renameSync(beside, path)
  syncFolder(dirname(path))
}

/** Calls `use` with each piece of a file in order; the buffer is only good until it returns. */
export function eachPiece(path: string, use: (piece: Uint8Array) => void): void {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(PIECE)
    for (;;) {
      let length = 0
      while (length < PIECE) {
        const read = readSync(file, buffer, length, PIECE - length, null)
        if (read === 0) break
        length += read
      }
      if (length === 0) return
      use(buffer.subarray(0, length))
      if (length < PIECE) return
    }
  } finally {
    closeSync(file)
  }
}

export interface Pieces {
  has(hash: string): boolean
  /** Cuts the file and keeps the pieces that are new; `onBytes` hears how far it is. */
  keep(path: string, as: string, onBytes: (bytes: number) => void): PiecedFile
  /** The pieces of a kept file in order, each checked. Throws `backup.damaged`. */
  read(file: PiecedFile): Iterable<Uint8Array>
  /** Removes every piece that is not among these. */
  dropAllBut(hashes: ReadonlySet<string>): void
  /** Bytes on the disk. */
  size(): number
}

/** `folder` need not be there yet. */
export function openPieces(folder: string): Pieces {
  const placeOf = (hash: string): string => join(folder, hash.slice(0, 2), hash)
  const has = (hash: string): boolean => existsSync(placeOf(hash))
  const keepPiece = (hash: string, piece: Uint8Array): void => {
    if (!has(hash)) replaceDurably(placeOf(hash), deflateSync(piece, { level: 1 }))
  }
  const readPiece = (hash: string): Buffer => {
    try {
      const piece = inflateSync(readFileSync(placeOf(hash)), { maxOutputLength: PIECE })
      if (sha256(piece) === hash) return piece
    } catch (error) {
      throw new Problem('backup.damaged', 'a piece of it is missing or cannot be read', error)
    }
    throw new Problem('backup.damaged', 'a piece of it was changed')
  }
  const every = (use: (path: string, hash: string) => void): void => {
    for (const shelf of existsSync(folder) ? readdirSync(folder) : []) for (const name of readdirSync(join(folder, shelf))) use(join(folder, shelf, name), name)
  }
  return {
    has,
    keep: (path, as, onBytes) => {
      const whole = createHash('sha256')
      const pieces: string[] = []
      let bytes = 0
      eachPiece(path, (piece) => {
        whole.update(piece)
        const hash = sha256(piece)
        keepPiece(hash, piece)
        pieces.push(hash)
        bytes += piece.length
        onBytes(piece.length)
      })
      return { path: as, bytes, sha256: whole.digest('hex'), pieces }
    },
    *read(file) {
      const whole = createHash('sha256')
      let bytes = 0
      for (const hash of file.pieces) {
        const piece = readPiece(hash)
        whole.update(piece)
        bytes += piece.length
        yield piece
      }
      if (bytes !== file.bytes || whole.digest('hex') !== file.sha256) throw new Problem('backup.damaged', `${file.path} does not come out as it went in`)
    },
    dropAllBut: (hashes) => {
      every((path, hash) => {
        if (!hashes.has(hash)) rmSync(path, { force: true })
      })
      for (const shelf of existsSync(folder) ? readdirSync(folder) : []) {
        try {
          rmdirSync(join(folder, shelf))
        } catch {
          // It still holds something.
        }
      }
    },
    size: () => {
      let bytes = 0
      every((path) => (bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0))
      return bytes
    },
  }
}
