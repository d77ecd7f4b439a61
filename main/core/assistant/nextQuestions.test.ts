/** Which questions are offered after an answer, in what order and language, and which never are. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogic } from '../../../fixtures/core/noRules.ts'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { ClaimKind } from '../../../shared/model/claim.ts'
import type { ClaimId, NoteId, TurnId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { ClaimVerdict, Evidence, LogicResult, SourcesResult } from '../../../shared/model/verdict.ts'
import { emptyTurn, type TurnClaim, type TurnState } from '../../../shared/turn/foldTurn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { Ports } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'
import { nextQuestions } from './nextQuestions.ts'

const silent: LogicResult = { verdict: 'silent', reading: [], because: [] }
const nothing: SourcesResult = { verdict: 'not-found', support: 0, evidence: [] }
const quote = (title: string, stance: Evidence['stance'], clash?: Evidence['clash']): Evidence => ({ source: title, title, quote: 'q', start: 0, end: 1, stance, score: 1, ...(clash ? { clash } : {}) })

interface Told { readonly kind?: ClaimKind; readonly verdict?: ClaimVerdict; readonly logic?: Partial<LogicResult>; readonly sources?: Partial<SourcesResult> }
let places = 0
const claim = (text: string, { kind = 'fact', verdict = 'unverified', logic = {}, sources = {} }: Told = {}): TurnClaim => ({
  id: `c${places++}` as ClaimId, text, start: 0, end: text.length, kind, resolved: text, parts: [], verdict, logic: { ...silent, ...logic }, sources: { ...nothing, ...sources },
})
const refuted = (says: string, id = 'r1'): Told => ({ verdict: 'contradicted', logic: { verdict: 'refuted', because: [{ id, kind: 'rule', line: 1, says }] } })
const state = (question: string, claims: readonly TurnClaim[]): TurnState => ({
  ...emptyTurn('01ARYZ6S41000000000000000A' as TurnId), claims,
  started: { conversation: null, mode: 'ask', question, answerer: { kind: 'library' }, checker: 'embedded', asOf: '2026-11-24' },
})
const asked = (question: string, claims: readonly TurnClaim[], notes: readonly Pick<Note, 'id' | 'statement' | 'staleBecause'>[] = []) =>
  nextQuestions(state(question, claims), { store: { read: { staleNotes: () => notes } } as unknown as Ports['store'] })

const clash: Told = { verdict: 'contradicted', sources: { verdict: 'contradicted', evidence: [quote('Survey', 'contradicts', [{ kind: 'number', claim: '1.11', source: '1.51' }])] } }
/** [what it is about, question, claims, text of the first question offered, where it is from] */
const cases: readonly [about: string, question: string, claims: TurnClaim[], text: string, from: string][] = [
  ['a rule', 'What is it?', [claim('The PUE is 0.95.', refuted('PUE can never be below 1'))], 'Which is wrong: “The PUE is 0.95”, or the rule “PUE can never be below 1”?', 'contradicted'],
  ['a number', 'What is it?', [claim('The PUE was 1.11 [2].', clash)], '“The PUE was 1.11”: is it 1.11, or 1.51 as “Survey” says?', 'contradicted'],
  ['a source that says otherwise', 'What is it?', [claim('It is open.', { verdict: 'contradicted', sources: { verdict: 'contradicted', evidence: [quote('Survey', 'contradicts')] } })], 'What does “Survey” say against “It is open”?', 'contradicted'],
  ['sources that disagree', 'What is it?', [claim('It is open.', { sources: { verdict: 'disputed', evidence: [quote('A', 'supports'), quote('B', 'contradicts')] } })], 'Which is right about “It is open”: “A” or “B”?', 'contested'],
  ['what would decide it', 'What is it?', [claim('North is efficient.', { logic: { verdict: 'possible', reading: ['efficient(North)'], wouldDecide: ['efficient(North)', 'it_power(North)'] } })], 'What is known of “it power” for North?', 'undecided'],
  ['what would decide it, in the rules’ own words', 'What is it?', [claim('North is efficient.', { logic: { verdict: 'possible', reading: ['efficient(North)'], wouldDecide: ['efficient(North)', 'it_power(North)'], settledBy: [{ atom: 'efficient(North)', says: 'North site is efficient', kind: 'relation' }, { atom: 'it_power(North)', says: 'the IT power of North site', kind: 'quantity', unit: 'MW' }] } })], 'What is known of “the IT power of North site”?', 'undecided'],
  ['what would decide it, of itself alone', 'What is it?', [claim('North is efficient.', { logic: { verdict: 'possible', reading: ['efficient(North)'], wouldDecide: ['efficient(North)'] } })], 'What is known of “efficient” for North?', 'undecided'],
  ['what nothing speaks for', 'How does it work?', [claim('The **pumps** run at night [1, 3].')], 'Where is it shown that “The pumps run at night”?', 'unverified'],
  ['Korean', '전력은 얼마인가요?', [claim('북쪽 전력은 5 MW이다.', clash)], '“북쪽 전력은 5 MW이다”: 1.11인가요, 아니면 “Survey”에 나온 1.51인가요?', 'contradicted'],
  ['German: the claim is quoted', 'Wie hoch ist der Verbrauch?', [claim('Der Verbrauch stieg stark an.')], '“Der Verbrauch stieg stark an”?', 'unverified'],
  ['Arabic: the claim is quoted', 'ما هو مؤشر PUE؟', [claim('بلغ المؤشر 1.32 خلال العام.')], '“بلغ المؤشر 1.32 خلال العام”?', 'unverified'],
  ['English with a Spanish name', 'What is the PUE in Los Angeles?', [claim('The Los Angeles site is new.')], 'Where is it shown that “The Los Angeles site is new”?', 'unverified'],
]
for (const [about, question, claims, text, from] of cases) {
  test(`a question about ${about}`, () => {
    const [first] = asked(question, claims)
    deepEqual([first?.text, first?.from, first?.id, first?.claim], [text, from, 'q1', claims[0]?.id])
    ok((first?.why ?? '').length > 5)
  })
}

test('what would decide a claim goes along with its question', () => {
  deepEqual(asked('What is it?', [claim('North is efficient.', { logic: { verdict: 'possible', wouldDecide: ['a(North)', 'b(North)'] } })])[0]?.wouldDecide, ['a(North)', 'b(North)'])
})

test('at most three, the weightiest first, one for each rule', () => {
  const found = asked('What is it?', [
    claim('Nothing speaks for this.'), claim('Nor for that one.'),
    claim('The first is 0.9.', refuted('never below 1')), claim('The second is 0.8.', refuted('never below 1')),
    claim('It is open.', { sources: { verdict: 'disputed', evidence: [quote('A', 'supports'), quote('B', 'contradicts')] } }),
  ])
  deepEqual(found.map(({ id, from }) => [id, from]), [['q1', 'contradicted'], ['q2', 'contested'], ['q3', 'unverified']])
})

test('nothing is asked about what is verified, not checkable, talk, or of one word; nor what was just asked', () => {
  deepEqual(
    asked('Where is it shown that “The pumps run at night”?', [
      claim('It stands.', { verdict: 'verified' }), claim('I like this very much.', { kind: 'opinion', verdict: 'not-checkable' }), claim('Your library does not say what it is.'),
      claim('Open.'), claim('The pumps run at night.'),
    ]),
    [],
  )
})

test('a stale note that the answer leans on is asked about, another one is not', () => {
  const notes = [
    { id: 'n1' as NoteId, statement: 'The North site drew 13.2 MW.', staleBecause: 'the source changed.' },
    { id: 'n2' as NoteId, statement: 'The South site drew 9 MW.' },
  ]
  deepEqual(
    asked('What did it draw?', [claim('The North site drew 13.2 MW.', { verdict: 'verified' })], notes),
    [{ id: 'q1', text: 'Does it still hold that “The North site drew 13.2 MW”?', why: 'Your note on it is out of date: the source changed.', from: 'stale', note: 'n1' }],
  )
})

test('a quoted claim is short, on one line, and is cut between words and never through a character', () => {
  const [first] = asked('What is it?', [claim(`The sites ${'near the \n old river '.repeat(30)}`)])
  ok(first!.text.length < 240)
  match(first!.text, /^[^\n]*…”\?$/)
  ok(asked('무엇인가요?', [claim(`서쪽 건물 전력 ${'𠮷'.repeat(200)}`)])[0]!.text.isWellFormed())
})

const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]
const model = { kind: 'model', server: 'local', model: 'scripted' } as const

test('an answer offers its questions before it ends; one that is taken up is not offered again, and the turn says where it is from', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, {}, { models: scripted(['The pumps run at night. It draws 3 MW.']), logic: silentLogic })
    const { client } = core
    await client.settings.set({ servers, answerer: model })
    const { turn, conversation } = await client.turn.start({ question: 'How does it work?' })
    const first = await followToEnd(turn, await client.turn.follow({ turn }))
    const texts = first.questions.map(({ text }) => text)
    deepEqual(texts, ['Where is it shown that “The pumps run at night”?', 'Where is it shown that “It draws 3 MW”?'])
    const kinds = core.ports.store.read.turnEvents(turn, 0).map(({ event }) => event.kind)
    equal(kinds.indexOf('questions.offered') < kinds.indexOf('turn.ended'), true)
    const prompted = { turn, question: 'q1' }
    const next = await client.turn.start({ conversation, question: texts[0]!, prompted })
    const second = await followToEnd(next.turn, await client.turn.follow({ turn: next.turn }))
    deepEqual([second.started?.prompted, second.questions.map(({ text }) => text)], [prompted, [texts[1]]])
    const refused = await client.turn.start({ question: 'x', prompted: { turn, question: 'q3' } }).then(() => 'taken', (error: { data?: { code: string } }) => error.data?.code)
    equal(refused, 'not-found')
    await core.close()
  }))
