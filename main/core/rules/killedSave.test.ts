/** Killed in the middle of a save: what was said to be saved is there, the file is a whole version, and nothing half is left. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { ruleCore } from '../../../fixtures/core/ruleCore.ts'
import { hashOfText } from './baseVersion.ts'

const VICTIM = join(import.meta.dirname, '../../../fixtures/core/savingVictim.ts')

/** Runs the victim until it has told of so many saves, kills it while it works at the next, and gives what it told. */
async function killAfter(folder: string, saves: number): Promise<string[]> {
  const victim = spawn(process.execPath, [VICTIM, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(victim, 'exit')
  const told: string[] = []
  for await (const line of createInterface({ input: victim.stdout })) {
    told.push(line)
    if (told.length === saves) victim.kill('SIGKILL')
  }
  await exited
  return told
}

test('what was said to be saved survives a kill, and the file is whole', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-killed-'))
  try {
    for (const saves of [1, 3, 2, 5]) {
      const told = await killAfter(folder, saves)
      const core = ruleCore(folder)
      try {
        const { sets } = await core.client.ruleSet.list({})
        equal(sets.length, 1)
        const [set] = sets
        const versions = await core.client.ruleSet.versions({ id: set!.id })
        const kept = new Set(versions.map(({ number, version }) => `${number} ${version}`))
        deepEqual(told.filter((line) => !kept.has(line)), [])
        deepEqual(versions.map(({ number }) => number), Array.from({ length: set!.number }, (_, index) => set!.number - index))
        equal(hashOfText(readFileSync(join(folder, 'rules', 'own.rules'), 'utf8')), set!.version)
        deepEqual(readdirSync(join(folder, 'rules')), ['own.rules'])
        ok(core.ports.store.read.verifyHistory().whole)
      } finally {
        await core.close()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
