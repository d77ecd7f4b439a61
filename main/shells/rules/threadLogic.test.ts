/** The rule engine's worker: jobs that are cancelled, a worker that dies, and what the core hears of it. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { RuleTexts } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { type RulesThread, rulesThread } from './rulesThread.ts'
import { threadLogic } from './threadLogic.ts'

const baseOf = (key: string, text: string): RuleTexts => ({ key, version: key, texts: [{ file: 'a.rules', text }] })
const base = baseOf('one', 'entity a\nrelation p(Thing)\nfact p(a)\n')
const asOf = '2026-11-23'
const claim = { resolved: 'p(a)' }
const quiet = { write: () => undefined }

test('bases beyond those that are kept are sent again when they are asked of', async () => {
  const thread = rulesThread()
  const logic = threadLogic(thread, quiet)
  const bases = Array.from({ length: 9 }, (_, i) => baseOf(`b${i}`, `entity a\nrelation p(Thing)\n${i % 2 === 0 ? '' : 'fact p(a)\n'}`))
  const verdicts: string[] = []
  for (const one of [...bases, ...bases]) verdicts.push((await logic.decide(one, claim, asOf)).verdict)
  deepEqual(verdicts, [...bases, ...bases].map((one) => (one.texts[0]!.text.includes('fact') ? 'proved' : 'possible')))
  await thread.close()
})

test('a job that is no longer wanted is cancelled, and the next is answered', async () => {
  const thread = rulesThread()
  const logic = threadLogic(thread, quiet)
  const stop = new AbortController()
  const wanted = logic.decide(base, claim, asOf, stop.signal).then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)))
  stop.abort()
  equal(await wanted, 'cancelled')
  equal((await logic.decide(base, claim, asOf)).verdict, 'proved')
  equal(await logic.decide(base, claim, asOf, AbortSignal.abort()).then(() => 'done', (error: unknown) => (error as Problem).code), 'cancelled')
  await thread.close()
})

test('with a worker that dies claims are undecided, nothing else is said, and it is logged', async () => {
  const lines: unknown[] = []
  const dying: RulesThread = { run: () => Promise.reject(new Error('the rules worker ended')), close: () => Promise.resolve() }
  const logic = threadLogic(dying, { write: (level, event, fields) => void lines.push([level, event, fields?.['what']]) })
  const { verdict, base: version } = await logic.decide(base, claim, asOf)
  deepEqual([verdict, version, await logic.relevant(base, 'p', asOf), await logic.derive(base, 'p', asOf), await logic.speaking(base)], ['undecided', 'one', [], [], { policies: [], wordings: [], judges: [] }])
  deepEqual(lines, ['decide', 'relevant', 'derive', 'speaking'].map((what) => ['error', 'rules.failed', what]))
})

test('with no rules no worker is started', async () => {
  const never: RulesThread = { run: () => Promise.reject(new Error('started')), close: () => Promise.resolve() }
  const none: RuleTexts = { key: 'none', version: 'none', texts: [] }
  const logic = threadLogic(never, { write: () => Promise.reject(new Error('logged')) })
  deepEqual([(await logic.decide(none, claim, asOf)).verdict, await logic.relevant(none, 'p', asOf)], ['silent', []])
})
