/** How much room a disk has, asked before much is written to it. */
import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../../../../shared/problem.ts'

/** Bytes that are left free for the person's own writes. */
const MARGIN = 4 * 1024 * 1024

const megabytes = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / 1e6)).toLocaleString('en')} MB`

/** Throws `disk.full` when the disk of `path` has less room than `bytes` and a margin; a file system that does not tell is trusted. */
export function needRoom(path: string, bytes: number): void {
  let place = path
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  const { bavail, bsize, blocks } = statfsSync(place)
  const free = bavail * bsize
  if (blocks > 0 && free < bytes + MARGIN) throw new Problem('disk.full', `${megabytes(bytes + MARGIN)} are needed, ${megabytes(free)} are free`)
}
