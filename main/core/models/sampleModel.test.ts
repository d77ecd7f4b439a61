/** The sample shows the core of the product to whoever has no model: two mistakes are found by the sample's own rules and sources, go back, and better sentences stand. */
import { deepEqual, ok } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { realCore } from '../../../fixtures/core/realCore.ts'
import { SAMPLE_ANSWERER, SAMPLE_QUESTION } from '../../../shared/model/sampleTurn.ts'
import { createRuleFiles } from '../../adapters/files/ruleFiles.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { rulesThread } from '../../shells/rules/rulesThread.ts'
import { threadLogic } from '../../shells/rules/threadLogic.ts'
import { followToEnd } from '../assistant/followToEnd.ts'

const sampleFolder = join(import.meta.dirname, '../../../assets/sample')

test('the played answer is checked and put right like any other, by the rules and the sources of the sample', () =>
  withFolder(async (folder) => {
    const thread = rulesThread()
    const core = realCore(folder, ({ log }) => ({ logic: threadLogic(thread, log), ruleFiles: createRuleFiles({ workspace: folder, sampleFolder, settleMs: 20, lookAgainMs: 60_000 }) }))
    try {
      await core.client.import.sample({ install: true })
      const { turn, conversation } = await core.client.turn.start({ question: SAMPLE_QUESTION, answerer: SAMPLE_ANSWERER })
      const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
      deepEqual([state.status, state.rounds, state.withdrawn.map(({ claim, replacedBy }) => [claim.verdict, /0\.95|25 kW/.exec(claim.text)?.[0], /1\.32|52 kW/.exec(replacedBy)?.[0]])], ['done', 1, [['contradicted', '0.95', '1.32'], ['contradicted', '25 kW', '52 kW']]])
      deepEqual([state.claims.map(({ verdict }) => verdict), state.verdict], [['verified', 'verified', 'verified', 'verified'], 'verified'])
      deepEqual(state.withdrawn.map(({ claim }) => [claim.logic?.verdict === 'refuted', claim.sources?.evidence.some(({ stance }) => stance === 'contradicts') ?? false]).map(([byRules, bySource]) => byRules || bySource), [true, true])
      const other = await core.client.turn.start({ question: 'What is the weather like?', conversation, answerer: SAMPLE_ANSWERER })
      ok((await followToEnd(other.turn, await core.client.turn.follow({ turn: other.turn }))).answer.includes('one question only'))
    } finally {
      await core.close()
      await thread.close()
    }
  }))
