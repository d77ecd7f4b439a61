/** The `Files` port on the local disk: originals by hash under `sources/`, uploads in a folder of their own until they are imported. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import type { Sha256 } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Files } from '../../core/ports.ts'

export interface LocalFilesOptions {
  /** The workspace: `sources/` and `uploads/` stand in it. */
  readonly workspace: string
  /** The sample workspace's documents, in the installed app. */
  readonly sampleFolder: string
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

async function hashFile(path: string, signal?: AbortSignal): Promise<{ sha256: Sha256; bytes: number }> {
  const digest = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (signal?.aborted) throw new Problem('cancelled')
    digest.update(piece)
    bytes += piece.length
  }
  return { sha256: digest.digest('hex') as Sha256, bytes }
}

/** Copies, hashing what it writes: what lies under a hash has that hash, even if the file changed meanwhile. */
async function copyVerified(from: string, to: string, sha256: Sha256): Promise<void> {
  const digest = createHash('sha256')
  const target = await open(to, 'wx', 0o600)
  try {
    for await (const piece of createReadStream(from, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      digest.update(piece)
      await target.writeFile(piece)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  if (digest.digest('hex') !== sha256) throw new Problem('source.unreadable', 'it changed while it was imported; import it again')
}

/** Makes a rename last through a power cut; where folders cannot be opened (Windows) the system does so itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  try {
    await handle?.sync().catch(() => undefined)
  } finally {
    await handle?.close()
  }
}

/** Bytes that are left free for the person's own writes. */
const MARGIN = 4 * 1024 * 1024
const megabytes = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / 1e6)).toLocaleString('en')} MB`

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)

/** Folders are made when first needed: a workspace that is only read stays as it is. Every rejection is a Problem with the path in its detail. */
export function createLocalFiles({ workspace, sampleFolder }: LocalFilesOptions): Files {
  const originals = join(workspace, 'sources')
  const uploads = join(workspace, 'uploads')
  /** A path that crossed the contract must lie where uploads lie. */
  const uploadPath = (path: string): string => {
    const whole = resolve(path)
    if (dirname(whole) !== resolve(uploads) || !whole.startsWith(resolve(uploads) + sep)) throw new Problem('not-found')
    return whole
  }
  return {
    hash: (path, signal) => naming(path, () => hashFile(path, signal)),
    keepOriginal: (path, sha256) =>
      naming(path, async () => {
        const kept = join(originals, sha256)
        if (await exists(kept)) return
        await mkdir(originals, { recursive: true, mode: 0o700 })
        const part = join(originals, `${sha256}.${randomUUID()}.part`)
        try {
          await copyVerified(path, part, sha256)
          await rename(part, kept)
        } catch (error) {
          await rm(part, { force: true })
          throw error
        }
        await syncFolder(originals)
      }),
    readOriginal: async (sha256, most) => {
      const path = join(originals, sha256)
      if (!/^[0-9a-f]{64}$/.test(sha256) || !(await exists(path))) throw new Problem('not-found')
      return naming(path, async () => {
        if ((await stat(path)).size > most) throw new Problem('source.too-large', `the limit is ${megabytes(most)}`)
        return (await readFile(path)).toString('base64')
      })
    },
    dropOriginal: (sha256) => naming(sha256, () => rm(join(originals, sha256), { force: true })),
    beginUpload: () =>
      naming(uploads, async () => {
        await mkdir(uploads, { recursive: true, mode: 0o700 })
        const path = join(uploads, randomUUID())
        await (await open(path, 'wx', 0o600)).close()
        return { path }
      }),
    appendUpload: (path, base64) =>
      naming(uploads, async () => {
        if (!isBase64(base64)) throw new Problem('input.invalid', 'the piece is not base64')
        const handle = await open(uploadPath(path), 'a')
        try {
          await handle.writeFile(Buffer.from(base64, 'base64'))
          return (await handle.stat()).size
        } finally {
          await handle.close()
        }
      }),
    async *readUpload(path) {
      // A multiple of three: pieces of base64 that can be put one after another.
      for await (const piece of createReadStream(uploadPath(path), { highWaterMark: 3 * 128 * 1024 }) as AsyncIterable<Buffer>) yield piece.toString('base64')
    },
    needRoom: (bytes) =>
      naming(workspace, async () => {
        const { bavail, bsize, blocks } = await statfs(await exists(workspace) ? workspace : dirname(workspace))
        const free = bavail * bsize
        if (blocks > 0 && free < bytes + MARGIN) throw new Problem('disk.full', `${megabytes(bytes + MARGIN)} are needed, ${megabytes(free)} are free`)
      }),
    dropUpload: (path) => naming(uploads, () => rm(uploadPath(path), { force: true })),
    sweep: () =>
      naming(workspace, async () => {
        await rm(uploads, { recursive: true, force: true })
        const names = await readdir(originals).catch(() => [])
        for (const name of names) if (name.endsWith('.part')) await rm(join(originals, name), { force: true })
      }),
    sampleFiles: () =>
      naming(sampleFolder, async () => {
        const names = (await readdir(sampleFolder)).filter((name) => !name.startsWith('.')).sort()
        const files = await Promise.all(names.map(async (name) => ({ name, path: join(sampleFolder, name), entry: await stat(join(sampleFolder, name)) })))
        return files.filter(({ entry }) => entry.isFile()).map(({ name, path, entry }) => ({ name, path, bytes: entry.size }))
      }),
  }
}
