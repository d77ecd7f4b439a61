/** A made-up workspace of two years, seeded: notes of many kinds, turns with all their events, sources and rule sets, written in order with a clock that walks through the days. */
import { openStore } from '../../../main/adapters/store/openStore.ts'
import { ulids } from '../../../main/adapters/system.ts'
import { judgedFields } from '../../../main/core/notes/judgedFields.ts'
import type { NewEvent, Store } from '../../../main/core/ports.ts'
import { hashOfText } from '../../../main/core/rules/baseVersion.ts'
import type { ClaimId, ConversationId, NoteId, RuleSetId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'

/** Rows of one transaction. */
const BATCH = 200
const DAYS = 730
const FIRST_DAY = Date.UTC(2024, 10, 24, 9)
/** Sources beside the one with the many dependents, and notes of another topic, tag and turn each. */
export const SOURCES = 200
export const TOPICS = 40
export const TAGS = 100
export const HUB = '01ARYZ6S41000000000000000A' as SourceId
export const SET = '01ARYZ6S4100000000000000R0' as RuleSetId
const CONVERSATION = '01ARYZ6S41000000000000000C' as ConversationId

export function seeded(seed = 12345): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
const next = seeded()
const pick = <T>(from: readonly T[], lean = 1): T => from[Math.floor(next() ** lean * from.length)]!

/** Words that everybody uses, then some thousand rarer ones: as in people's notes, a few are in every third note and most in a few. */
const COMMON = 'pump chiller rack tower fan coil valve loop meter sensor filter battery breaker cable duct floor hall aisle row zone grid feed load heat water air power cooling energy usage ratio total average annual limit target audit survey report permit'.split(' ')
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu zan der mon tri pal ster'.split(' ')
export const RARE = Array.from({ length: 4000 }, () => Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(SYLLABLES)).join(''))
export const CJK = '냉각수 전력량 서버실 온도계 습도 송풍기 축전지 배전반 변압기 소화 설비 점검 기록 연간 평균 목표 허가 冷却塔 温度 湿度 電力 消費量 目標 年間 平均 点検 服务器 机房 空调 能耗 年度 总量 检查 报告'.split(' ')
export const word = (): string => (next() < 0.6 ? pick(COMMON, 1.6) : pick(RARE, 2.5))

export interface MadeUp {
  readonly facts: readonly string[]
  readonly rows: number
}

function judged(statement: string, verdict: JudgedClaim['verdict'], by: JudgedClaim['by'], evidence: JudgedClaim['sources']['evidence'], because: JudgedClaim['logic']['because'] = []): JudgedClaim {
  const parts = [{ text: statement, start: 0, end: statement.length, verdict: evidence.length > 0 ? ('supported' as const) : ('not-found' as const), support: evidence.length > 0 ? 0.98 : 0.01 }]
  return {
    text: statement, start: 0, end: statement.length, kind: 'quantity', resolved: statement, parts, verdict, by,
    logic: { verdict: because.length > 0 ? 'proved' : 'silent', reading: [], because },
    sources: evidence.length > 0 ? { verdict: 'supported', support: 0.98, evidence } : { verdict: 'not-found', support: 0, evidence: [] },
  }
}

/** One long source with every dependent's quote, cut into passages as an import cuts it; and the others, a paragraph each. */
function importSources(store: Store, facts: readonly string[]): NewEvent[] {
  const text = facts.join(' ')
  const add = (id: SourceId, title: string, words: string, passages: { start: number; end: number; text: string }[]): NewEvent => {
    store.write.addSourceText(id, words, [])
    for (let at = 0; at < passages.length; at += BATCH) store.write.addPassages(id, passages.slice(at, at + BATCH))
    const hash = hashOfText(words) as never
    return { stream: `source:${id}`, event: { kind: 'source.imported', source: { id, title, path: `${title}.txt`, format: 'text', sha256: hash, textSha256: hash, bytes: words.length, length: words.length, passages: passages.length, tier: 'primary', importedAt: '', version: 1, sample: false } } }
  }
  const passages: { start: number; end: number; text: string }[] = []
  for (let index = 0, start = 0; index < facts.length; index += 10) {
    const piece = facts.slice(index, index + 10).join(' ')
    passages.push({ start, end: start + piece.length, text: piece })
    start += piece.length + 1
  }
  return [
    add(HUB, 'Units', text, passages),
    ...Array.from({ length: SOURCES }, (_, index) => {
      const words = Array.from({ length: 12 }, () => `The ${word()} ${word()} of ${word()} was ${Math.floor(next() * 1000)} in ${2000 + (index % 25)}.`).join(' ')
      return add(sourceId(index), `Paper ${index}`, words, [{ start: 0, end: words.length, text: words }])
    }),
  ]
}
export const sourceId = (index: number): SourceId => `01ARYZ6S4100000000000S${String(index).padStart(4, '0')}` as SourceId

/** Everything that an answer of a few claims leaves in the history. */
function turnOf(id: TurnId, question: string): NewEvent[] {
  const stream = `turn:${id}`
  const sentences = Array.from({ length: 5 }, () => `The ${word()} ${word()} is ${Math.floor(next() * 1000)} kW.`)
  let at = 0
  const claims = sentences.map((text, index) => {
    const start = at
    at += text.length + 1
    return { text, start, end: start + text.length, kind: 'quantity' as const, resolved: text, parts: [{ text, start, end: start + text.length }], id: `c${index}` as ClaimId }
  })
  return [
    { stream, event: { kind: 'turn.started', conversation: CONVERSATION, mode: 'ask', question, answerer: { kind: 'library' }, checker: 'embedded', asOf: '2026-11-23' } },
    { stream, event: { kind: 'source.recalled', passages: [{ source: HUB, start: 0, end: 200, text: 'x'.repeat(200), n: 1, title: 'Units' }] } },
    { stream, event: { kind: 'text', at: 0, text: sentences.join(' ') } },
    { stream, event: { kind: 'claim.found', claims } },
    ...claims.flatMap(({ id: claim, text, start, end }): NewEvent[] => [
      { stream, event: { kind: 'rule.decided', claim, logic: { verdict: 'silent', reading: [], because: [] } } },
      { stream, event: { kind: 'source.found', claim, sources: { verdict: 'not-found', support: 0.1, evidence: [{ source: HUB, quote: 'x'.repeat(80), start: 0, end: 80, stance: 'related', score: 0.2 }] }, parts: [{ text, start, end, verdict: 'not-found', support: 0.1 }] } },
      { stream, event: { kind: 'claim.judged', claim, verdict: 'unverified', by: 'none' } },
    ]),
    { stream, event: { kind: 'questions.offered', questions: [{ id: 'q0', text: `What of the ${word()}?`, why: 'nothing was found', from: 'unverified' }] } },
    { stream, event: { kind: 'turn.ended', outcome: 'done', verdict: 'unverified', unsupported: 0.9, tally: { verified: 0, contradicted: 0, unverified: 5, notCheckable: 0 }, ms: { draft: 1, split: 1, logic: 1, sources: 1, total: 4 } } },
  ]
}

/** Writes it all into `folder`: `notes` of them, of which `dependents` lean on one source, and a turn for each 40 notes. */
export function makeUp(folder: string, notes: number, dependents: number): MadeUp {
  let now = FIRST_DAY
  const clock = { now: () => new Date(now), elapsed: () => performance.now() }
  const store = openStore(folder, { clock, log: { write: () => undefined } })
  const newId = ulids(clock)
  const facts = Array.from({ length: dependents }, (_, index) => `Unit ${index} has a ${word()} ${word()} of ${Math.floor(next() * 900) + 100} kW.`)
  const starts: number[] = []
  for (let at = 0, index = 0; index < facts.length; at += facts[index]!.length + 1, index++) starts.push(at)
  const rules = 'type Place\nentity North : Place\nquantity pue(Place) says "PUE of {1}"\nfact pue(North) = 1.1\n'
  store.write.append([
    { stream: `conversation:${CONVERSATION}`, event: { kind: 'conversation.created', id: CONVERSATION, title: 'Sites' } },
    ...importSources(store, facts),
    { stream: `ruleSet:${SET}`, event: { kind: 'ruleSet.saved', id: SET, file: 'sites.rules', title: 'Sites', text: rules, number: 1, version: hashOfText(rules), by: 'person', summary: 'first', counts: { rules: 0, facts: 1, errors: 0, warnings: 0 } } },
  ])
  let made = 0
  const every = Math.max(1, Math.round(notes / Math.max(1, dependents)))
  let leaning = 0
  const note = (): NewEvent => {
    const index = made++
    const leans = leaning < dependents && (index % every === 0 || notes - index <= dependents - leaning)
    const fact = leans ? leaning++ : 0
    const cjk = !leans && index % 10 === 3
    const statement = leans ? facts[fact]!
      : cjk ? `${pick(CJK)} ${pick(CJK)}의 ${pick(CJK)}은 ${Math.floor(next() * 1000)}이다. ${pick(CJK)}${pick(CJK)}`
      : `Site ${index % 5000} of ${word()} ${word()} keeps its ${word()} ${word()} at ${Math.floor(next() * 1000)} in ${2000 + (index % 25)}.`
    const quote = (source: SourceId, start: number) => [{ source, quote: statement, start, end: start + statement.length, stance: 'supports' as const, score: 0.98, title: 'Units', path: 'units.txt' }]
    const kind = index % 20
    const claim = leans ? judged(statement, 'verified', 'embedded', quote(HUB, starts[fact]!))
      : kind < 6 ? judged(statement, 'verified', 'embedded', quote(sourceId(index % SOURCES), 0))
      : kind < 8 ? judged(statement, 'verified', 'rules', [], [{ id: 'pue', kind: 'fact', line: 4, set: SET, says: 'the PUE of North is 1.1' }])
      : kind === 8 ? judged(statement, 'contradicted', 'embedded', [])
      : judged(statement, 'unverified', 'none', [])
    const id = newId() as NoteId
    const at = clock.now().toISOString()
    const fields: Note = {
      id, statement, status: kind === 19 ? 'retracted' : kind === 18 ? 'disputed' : 'current', topic: `topic ${index % TOPICS}`, tags: [`t${index % TAGS}`, 'kept'], created: at, updated: at, claim,
      provenance: { turn: newId() as TurnId, claim: 'c0' as ClaimId, question: `What of ${word()}?`, by: 'library', asOf: at.slice(0, 10), checker: 'embedded' },
      ...(kind === 19 ? { retracted: { reason: 'wrong', at } } : {}),
    }
    return { stream: `note:${id}`, event: { kind: 'note.kept', note: { ...fields, ...judgedFields(statement, claim, store.read) } } }
  }
  const write = (events: readonly NewEvent[]): void => {
    for (let at = 0; at < events.length; at += BATCH) store.write.append(events.slice(at, at + BATCH))
  }
  for (let day = 0; day < DAYS; day++) {
    now = FIRST_DAY + day * 86_400_000
    // It grows faster and faster, as people hope: the fits have something to tell apart.
    const upTo = day === DAYS - 1 ? notes : Math.floor((notes * (Math.exp((3 * (day + 1)) / DAYS) - 1)) / (Math.exp(3) - 1))
    const events: NewEvent[] = []
    const last: string[] = []
    while (made < upTo) {
      if (made % 40 === 0) events.push(...turnOf(newId() as TurnId, `What of the ${word()} ${word()}?`))
      const kept = note()
      events.push(kept)
      if (kept.event.kind === 'note.kept' && made % 25 === 0) last.push(kept.event.note.id)
    }
    for (const id of last) events.push({ stream: `note:${id}`, event: { kind: 'note.helped', id: id as NoteId, turn: newId() as TurnId } })
    if (day % 30 === 7) events.push({ stream: `ruleSet:${SET}`, event: { kind: 'ruleSet.saved', id: SET, file: 'sites.rules', title: 'Sites', text: `${rules}% ${day}\n`, number: 2 + Math.floor(day / 30), version: hashOfText(`${rules}% ${day}\n`), by: 'person', summary: 'a remark', counts: { rules: Math.floor(day / 30), facts: 1, errors: 0, warnings: 0 } } })
    write(events)
  }
  const rows = store.read.counts().history
  store.close()
  return { facts, rows }
}
