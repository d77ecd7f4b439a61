/** Twenty seeded kills in the middle of turns, imports and backups: nothing that was reported as saved is missing, and the app opens. */
import { deepEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { startModelServer } from '../../fixtures/models/modelServer.ts'
import { withFolder } from '../../main/adapters/store/testing.ts'
import { killRound } from './killRound.ts'
import type { Report } from './report.ts'

const ROUNDS = 20

test(`${ROUNDS} kills lose nothing that was reported as saved`, () =>
  withFolder(async (folder) => {
    const server = await startModelServer()
    const all: Report[] = []
    const rounds = []
    for (let seed = 1; seed <= ROUNDS; seed++) rounds.push(await killRound(folder, seed, server.ollamaUrl, all))
    await server.close()
    deepEqual(rounds.flatMap((round) => round.missing), [])
    // Otherwise the kills hit nothing and prove nothing.
    ok(all.length > ROUNDS && rounds.some((round) => round.midTurn) && rounds.some((round) => round.midImport) && rounds.some((round) => round.midBackup))
  }))
