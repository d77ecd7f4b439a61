/** `npm run kill [-- ROUNDS] [-- SEED]`: many seeded kills; prints figures and writes them beside this file. */
import { join } from 'node:path'
import { report } from '../../bench/report.ts'
import { startModelServer } from '../../fixtures/models/modelServer.ts'
import { withFolder } from '../../main/adapters/store/testing.ts'
import { killRound, type Round } from './killRound.ts'
import type { Report } from './report.ts'

/** Rounds that share a workspace: what earlier rounds saved is looked for after every kill. */
const TOGETHER = 20

const [rounds = 500, first = 1000] = process.argv.slice(2).map(Number)
const server = await startModelServer()
const done: Round[] = []
while (done.length < rounds) {
  await withFolder(async (folder) => {
    const all: Report[] = []
    for (let i = 0; i < TOGETHER && done.length < rounds; i++) {
      const round = await killRound(folder, first + done.length, server.ollamaUrl, all)
      done.push(round)
      for (const sentence of round.missing) console.log(`round ${done.length} (seed ${first + done.length - 1}): missing ${sentence}`)
    }
  })
  console.log(`${done.length} of ${rounds} rounds`)
}
await server.close()

const count = (what: (round: Round) => boolean): number => done.filter(what).length
const figures = {
  kills: done.length,
  firstSeed: first,
  reportedAsSaved: done.reduce((sum, round) => sum + round.reported, 0),
  killedDuringATurn: count((round) => round.midTurn),
  killedDuringAnImport: count((round) => round.midImport),
  killedDuringABackup: count((round) => round.midBackup),
  roundsWithSomethingMissing: count((round) => round.missing.length > 0),
}
if (rounds >= 200) report(join(import.meta.dirname, 'figures.json'), figures)
else console.log(figures)
process.exitCode = figures.roundsWithSomethingMissing === 0 ? 0 : 1
