/** Seeded kills during backups and restores: the workspace is as it was before the restore or as after it, whole, and what a decided restore took away is in a backup. */
import { deepEqual, ok } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { realCore } from '../../fixtures/core/realCore.ts'
import { seeded } from '../../fixtures/demo/demoId.ts'
import { withFolder } from '../../main/adapters/store/testing.ts'
import type { RestoreReport } from './restoreVictim.ts'

const ROUNDS = 15
/** Milliseconds from the first line to the kill, at most: about one whole round of the victim. */
const LATEST = 1500

async function killed(folder: string, seed: number): Promise<RestoreReport[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'restoreVictim.ts'), folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)))
  const reports: RestoreReport[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  for await (const line of createInterface({ input: child.stdout })) {
    try {
      reports.push(JSON.parse(line) as RestoreReport)
    } catch {
      break
    }
    timer ??= setTimeout(() => child.kill('SIGKILL'), seeded(seed * 7919)() * LATEST)
  }
  clearTimeout(timer)
  if ((await ended) !== 'SIGKILL') throw new Error(`the victim of seed ${seed} ended by itself: ${said}`)
  return reports
}

test(`${ROUNDS} kills during backups and restores leave the one state or the other, whole`, () =>
  withFolder(async (folder) => {
    const hit = new Set<string>()
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const reports = await killed(folder, seed)
      const last = reports.at(-1)!
      hit.add(last.done)
      const core = realCore(folder)
      const titles = core.ports.store.read.conversations().map(({ title }) => title).sort()
      const before = reports.findLast(({ done }) => done === 'opened' || done === 'restored')!.titles
      // Told as saved: what was last said, but a restore that was under way may have been decided, and one that was decided has happened.
      const allowed = last.done === 'decided' ? [before] : last.done === 'staged' ? [last.titles, before] : [last.titles]
      const later = last.done === 'backed-up' ? titles.filter((title) => !last.titles.includes(title)) : []
      ok([...allowed, [...last.titles, ...later].sort()].some((one) => one.join() === titles.join()), `seed ${seed}, after ${last.done}: ${titles.join(', ')}`)
      deepEqual([core.ports.store.read.verifyHistory().whole, readdirSync(folder).filter((name) => name.startsWith('.'))], [true, []], `seed ${seed}`)
      const { backups } = core.ports.backups.state()
      deepEqual(backups.filter(({ fault }) => fault !== undefined), [])
      if (last.done === 'decided') ok(backups.some(({ reason, counts, proven }) => reason === 'before-restore' && proven !== undefined && counts.conversations === last.titles.length), `seed ${seed}: nothing holds what was there`)
      await core.close()
    }
    // Otherwise the kills hit nothing and prove nothing.
    ok(hit.size >= 3, [...hit].join())
  }))
