/** The core with all its adapters, without a shell: the sample's rules come with its sources, and an edit of the own rules counts at once. */
import { deepEqual } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { followToEnd } from '../core/assistant/followToEnd.ts'
import type { CoreClient } from './coreClient.ts'
import { openCore } from './openCore.ts'

const TEXT = 'The PUE of North is 0.95.'

async function verdictOf(client: CoreClient): Promise<[logic: string | undefined, because: string[] | undefined, verdict: string | undefined]> {
  const { turn } = await client.check.start({ text: TEXT })
  const { claims } = await followToEnd(turn, await client.turn.follow({ turn }))
  return [claims[0]?.logic?.verdict, claims[0]?.logic?.because.map(({ id }) => id), claims[0]?.verdict]
}

test('rules of the sample decide while it is installed, and rules of the workspace always', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-core-'))
  const core = await openCore(folder, { log: 'info', checker: 'embedded' }, { env: {} })
  try {
    deepEqual((await verdictOf(core.client)).slice(0, 2), ['silent', []])
    mkdirSync(join(folder, 'rules'))
    writeFileSync(join(folder, 'rules', 'own.rules'), 'type Place\nentity North : Place\nquantity pue(Place) says "PUE of {1}"\nrule mine "PUE is at least 1.1": pue(P) >= 1.1\n')
    deepEqual(await verdictOf(core.client), ['refuted', ['mine'], 'contradicted'])
    // The whole folder gone is an accident, and mended; a set that the person deletes decides nothing more.
    rmSync(join(folder, 'rules'), { recursive: true })
    deepEqual(await verdictOf(core.client), ['refuted', ['mine'], 'contradicted'])
    const { sets } = await core.client.ruleSet.list({})
    await core.client.ruleSet.remove({ id: sets[0]!.id })
    deepEqual((await verdictOf(core.client)).slice(0, 2), ['silent', []])
  } finally {
    await core.close()
    rmSync(folder, { recursive: true })
  }
})

test('a workspace with the sample is judged by its twenty rules', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-core-'))
  const core = await openCore(folder, { log: 'info', checker: 'embedded' }, { env: {} })
  try {
    await core.client.import.sample({ install: true })
    deepEqual(await verdictOf(core.client), ['refuted', ['pue_floor'], 'contradicted'])
    const sets = async () => (await core.client.ruleSet.list({})).sets.map(({ file, by, title, errors, number }) => [file, by, title, errors, number])
    deepEqual(await sets(), [['data-centre.rules', 'sample', 'Data-centre efficiency', 0, 1]])
    // An edited sample still leaves with the sample, and comes back as it was left.
    const { id } = (await core.client.ruleSet.list({})).sets[0]!
    const { text } = await core.client.ruleSet.open({ id })
    await core.client.ruleSet.save({ id, text: `${text}# mine\n` })
    await core.client.import.sample({ install: false })
    deepEqual([await sets(), (await verdictOf(core.client))[0]], [[], 'silent'])
    await core.client.import.sample({ install: true })
    deepEqual(await sets(), [['data-centre.rules', 'person', 'Data-centre efficiency', 0, 2]])
  } finally {
    await core.close()
    rmSync(folder, { recursive: true })
  }
})
