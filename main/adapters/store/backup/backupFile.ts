/** A backup as one file: a tar of what it holds, gzipped, and sealed by age where there is a passphrase; any tool that knows these can open it. */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, createWriteStream, existsSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import type { BackupName, RestorePreview } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import { toStoreProblem } from '../storeProblem.ts'
import { needRoom } from './diskRoom.ts'
import type { Tell } from './makeBackup.ts'
import { BackupFacts, piecesFolder, readEntry, readFiles } from './manifest.ts'
import { openPieces } from './pieces.ts'
import { checkContents, dropStaged, finishStaging, isInPlace, type StagedFile, stagedFolder } from './stageRestore.ts'

/** The first entry of the tar. */
const INDEX = 'plumbline-backup.json'
/** Bytes: about 400,000 originals. */
const LONGEST_INDEX = 64 * 1024 * 1024
const AGE = 'age-encryption.org/v1\n'

const Index = z.object({ facts: BackupFacts, files: z.array(z.object({ path: z.string().max(300), bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })) })

type WebBytes = ReadableStream<Uint8Array>

async function sealed(plain: Readable, passphrase: string): Promise<Readable> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return Readable.fromWeb((await encrypter.encrypt(Readable.toWeb(plain) as unknown as WebBytes)) as unknown as Parameters<typeof Readable.fromWeb>[0])
}

/** Throws `backup.passphrase` where it does not open. */
async function opened(file: Readable, passphrase: string | undefined): Promise<Readable> {
  if (passphrase === undefined) throw new Problem('backup.passphrase', 'it is sealed with one')
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    return Readable.fromWeb((await decrypter.decrypt(Readable.toWeb(file) as unknown as WebBytes)) as unknown as Parameters<typeof Readable.fromWeb>[0])
  } catch (error) {
    file.destroy()
    if (error instanceof Error && /no identity matched/i.test(error.message)) throw new Problem('backup.passphrase', 'the one that was given does not open it', error)
    throw new Problem('backup.damaged', 'its seal cannot be read', error)
  }
}

/** Writes a backup of the workspace into one file, whole or not at all. Throws `not-found`, `backup.damaged`, `disk.*`, `file.*`. */
export async function writeBackupFile(workspace: string, name: BackupName, to: string, passphrase: string | undefined, tell: Tell): Promise<void> {
  const files = readFiles(workspace, name)
  const entry = readEntry(workspace, name)
  if (!entry) throw new Problem('backup.damaged', 'what is written of it cannot be read')
  const { backup: _backup, ...facts } = entry
  const { pack: packer } = await import('tar-stream')
  const pack = packer()
  const pieces = openPieces(piecesFolder(workspace))
  const total = files.reduce((sum, { bytes }) => sum + bytes, 1)
  const mtime = new Date(facts.at)
  let done = 0
  const fill = async (): Promise<void> => {
    const index = Buffer.from(JSON.stringify({ facts, files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })) }))
    await new Promise<void>((resolve, reject) => pack.entry({ name: INDEX, mode: 0o600, mtime }, index, (error) => (error ? reject(error) : resolve())))
    for (const file of files) {
      await new Promise<void>((resolve, reject) => {
        const out = pack.entry({ name: file.path, size: file.bytes, mode: 0o600, mtime }, (error) => (error ? reject(error) : resolve()))
        const write = async (): Promise<void> => {
          for (const piece of pieces.read(file)) {
            if (!out.write(piece)) await new Promise<void>((drained) => out.once('drain', () => drained()))
            tell('Writing the file', (done += piece.length) / total)
          }
          out.end(undefined)
        }
        write().catch(reject)
      })
    }
    pack.finalize()
  }
  const beside = `${to}.part`
  try {
    const packed = pack.pipe(createGzip({ level: 4 }))
    pack.on('error', (error) => packed.destroy(error))
    const filled = fill().catch((error: unknown) => {
      pack.destroy(error as Error)
      throw error
    })
    const bytes = passphrase === undefined ? packed : await sealed(packed, passphrase)
    await Promise.all([filled, pipeline(bytes, createWriteStream(beside, { mode: 0o600 }))])
    const file = openSync(beside, 'r+')
    fsyncSync(file)
    closeSync(file)
    renameSync(beside, to)
  } catch (error) {
    rmSync(beside, { force: true })
    throw toStoreProblem(error, to)
  }
}

function beginning(path: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(AGE.length)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(file)
  }
}

interface Unpacked {
  index: z.infer<typeof Index> | undefined
  wanted: Map<string, StagedFile>
  read: number
}

async function readIndex(entry: AsyncIterable<Uint8Array>, size: number): Promise<z.infer<typeof Index>> {
  if (size > LONGEST_INDEX) throw new Problem('backup.damaged', 'its table of contents is too long')
  const parts: Uint8Array[] = []
  for await (const part of entry) parts.push(part)
  const parsed = Index.safeParse(JSON.parse(Buffer.concat(parts).toString('utf8')))
  if (parsed.success) return parsed.data
  const format = z.object({ facts: z.object({ format: z.number() }) }).safeParse(JSON.parse(Buffer.concat(parts).toString('utf8')))
  throw format.success && format.data.facts.format > 1 ? new Problem('backup.newer', `it has format ${format.data.facts.format}`) : new Problem('backup.damaged', 'its table of contents cannot be read')
}

/** Writes one entry where it belongs; what is longer than was said, or of another hash, is refused. */
async function takeFile(entry: AsyncIterable<Uint8Array>, file: StagedFile, to: string | undefined, onBytes: (bytes: number) => void): Promise<void> {
  const digest = createHash('sha256')
  let out: number | undefined
  if (to !== undefined) {
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    out = openSync(to, 'wx', 0o600)
  }
  try {
    for await (const piece of entry) {
      digest.update(piece)
      onBytes(piece.length)
      if (out !== undefined) for (let at = 0; at < piece.length; ) at += writeSync(out, piece, at)
    }
  } finally {
    if (out !== undefined) closeSync(out)
  }
  if (digest.digest('hex') !== file.sha256) throw new Problem('backup.damaged', `${file.path} is not what it was`)
}

/**
 * Lays out the backup in a file. Only names that its table of contents tells, in the sizes it tells, and only those that belong to a workspace are taken.
 * Throws `backup.*`, `disk.full`, `file.missing`; nothing is left then.
 */
export async function stageFile(workspace: string, path: string, passphrase: string | undefined, id: string, tell: Tell): Promise<RestorePreview> {
  const folder = stagedFolder(workspace, id)
  if (!existsSync(path)) throw new Problem('file.missing', path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { index, wanted } = await unpack(workspace, path, passphrase, folder, tell)
    if (!index) throw new Problem('backup.damaged', 'it is empty')
    const [lost] = wanted.values()
    if (lost) throw new Problem('backup.damaged', `${lost.path} is missing from it`)
    return finishStaging(workspace, id, index.facts)
  } catch (error) {
    dropStaged(workspace, id)
    const known = toStoreProblem(error)
    throw known instanceof Problem ? known : new Problem('backup.damaged', undefined, error)
  }
}

async function unpack(workspace: string, path: string, passphrase: string | undefined, folder: string, tell: Tell): Promise<Unpacked> {
  const start = beginning(path)
  if (start !== AGE && !start.startsWith('\x1f\x8b')) throw new Problem('backup.damaged', 'it is of another kind')
  const { extract: extractor } = await import('tar-stream')
  const file = createReadStream(path)
  const packed = start === AGE ? await opened(file, passphrase) : file
  const extract = extractor()
  const done: Unpacked = { index: undefined, wanted: new Map(), read: 0 }
  const inPlace = new Set<string>()
  let total = 1
  const flow = pipeline(packed, createGunzip(), extract)
  // Heard below, by whoever reads the entries.
  flow.catch(() => undefined)
  try {
    for await (const entry of extract) {
      const { name, size = 0, type } = entry.header
      if (type !== 'file') throw new Problem('backup.damaged', `${JSON.stringify(name.slice(0, 100))} is no plain file`)
      if (!done.index) {
        if (name !== INDEX) throw new Problem('backup.damaged', 'it has no table of contents')
        done.index = await readIndex(entry as AsyncIterable<Uint8Array>, size)
        checkContents(done.index.facts, done.index.files)
        done.wanted = new Map(done.index.files.map((one) => [one.path, one]))
        total = done.index.files.reduce((sum, { bytes }) => sum + bytes, 1)
        for (const one of done.index.files) if (isInPlace(workspace, one)) inPlace.add(one.path)
        needRoom(workspace, done.index.files.reduce((sum, { path: at, bytes }) => sum + (inPlace.has(at) ? 0 : bytes), 0))
        continue
      }
      const expected = done.wanted.get(name)
      if (!expected || expected.bytes !== size) throw new Problem('backup.damaged', `${JSON.stringify(name.slice(0, 100))} is not in its table of contents`)
      await takeFile(entry as AsyncIterable<Uint8Array>, expected, inPlace.has(name) ? undefined : join(folder, name), (bytes) => tell('Unpacking', (0.8 * (done.read += bytes)) / total))
      done.wanted.delete(name)
    }
    await flow
    return done
  } catch (error) {
    file.destroy()
    extract.destroy()
    throw error
  }
}
