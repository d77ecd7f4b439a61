/**
 * Search in all messages: 2,000 (or as many as are named) in English, Korean and Japanese, asked for as people do, letter by letter and in whole words.
 * `node bench/speed/messages/run.ts [MESSAGES]` writes messages.json beside this folder. Also: what indexing adds to a turn's end, and how an older workspace is indexed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../../main/adapters/store/openStore.ts'
import { conversationCreated, textEvent, turnStarted } from '../../../main/adapters/store/testing.ts'
import { systemClock, ulids } from '../../../main/adapters/system.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import { quantile, report, round } from '../../report.ts'

const MESSAGES = Number(process.argv[2] ?? 2000)
const PER_CONVERSATION = 40
/** Characters of an answer. */
const ANSWER = 1200
const ROUNDS = 20

let state = 7
/** Marsaglia's xorshift: the same messages in every run. */
const next = (): number => {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const vocabularies = [
  'the power of cooling water is what data centre halls draw when pumps run at night and efficiency falls below average because heat remains in every rack of servers'.split(' '),
  '데이터센터의 전력효율지수는 냉각수가 흐르는 동안 낮아지고 서버의 열은 밤마다 줄어든다 평균보다 높은 값은 드물다'.split(' '),
  'データセンターの 電力効率は 冷却水が 流れる 間に 下がり サーバーの 熱は 夜ごとに 減る 平均より 高い 値は まれである'.split(' '),
]
const written = (characters: number, turn: number): string => {
  const words = vocabularies[turn % 4 === 3 ? 2 : turn % 4 === 2 ? 1 : 0]!
  let text = ''
  while (text.length < characters) text += `${words[Math.floor(next() ** 2 * words.length)]!}${next() < 0.02 ? ` x${Math.floor(next() * 5000)}` : ''} `
  return text
}
const ended: TurnEvent = { kind: 'turn.ended', outcome: 'done', verdict: 'mixed', unsupported: 0, tally: { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 }, ms: { draft: 0, split: 0, logic: 0, sources: 0, total: 0 } }

const folder = mkdtempSync(join(tmpdir(), 'plumbline-messages-'))
const newId = ulids(systemClock)
const store = openStore(folder, { clock: systemClock, log: { write: () => undefined } })
let conversation = ''
const ends: number[] = []
for (let turn = 0; turn < MESSAGES / 2; turn++) {
  if (turn % PER_CONVERSATION === 0) {
    conversation = newId()
    store.write.append([conversationCreated(conversation, `Conversation ${turn}`)])
  }
  const id = newId()
  store.write.append([turnStarted(id, conversation, written(80, turn)), textEvent(id, 0, written(ANSWER, turn))])
  const before = performance.now()
  store.write.append([{ stream: `turn:${id}`, event: ended }])
  ends.push(performance.now() - before)
}

/** Half words as they are typed, whole ones, several, rare ones, none at all. */
const queries = ['po', 'coo', 'cooling', 'cooling wat', 'efficiency below average', 'th', 'x4', 'x42', 'zz', '냉각', '전력', '전력효율지수', '서버의 열', '電力', '冷却水', 'データ', 'データセンター', 'pumps 냉각']
const times: number[] = []
/** CPU of this process: what a busy machine cannot stretch as it stretches the clock. */
const cpus: number[] = []
const byQuery: Record<string, number> = {}
for (let round_ = 0; round_ < ROUNDS; round_++) {
  for (const query of queries) {
    const cpu = process.cpuUsage()
    const before = performance.now()
    store.read.searchMessages(query, { limit: 60, archived: true })
    const took = performance.now() - before
    times.push(took)
    const { user, system } = process.cpuUsage(cpu)
    cpus.push((user + system) / 1000)
    byQuery[query] = Math.max(byQuery[query] ?? 0, round(took, 2))
  }
}
store.close()
rmSync(folder, { recursive: true, force: true })

report(join(import.meta.dirname, '..', 'messages.json'), {
  messages: MESSAGES,
  searches: times.length,
  searchMsP50: round(quantile(times, 0.5), 2),
  searchMsP95: round(quantile(times, 0.95), 2),
  searchCpuMsP50: round(quantile(cpus, 0.5), 2),
  searchCpuMsP95: round(quantile(cpus, 0.95), 2),
  searchMsWorst: round(Math.max(...times), 2),
  worstMsByQuery: byQuery,
  turnEndMsP95: round(quantile(ends, 0.95), 2),
})
