/** The library answerer over a small library: what it quotes, how it orders and cites, and when it says that the library does not say. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { FoundPassage, PassageSearch } from '../checking/checker.ts'
import { tokens } from '../checking/token.ts'
import { answerFromLibrary, rankAnswer } from './libraryAnswerer.ts'
import { readQuestion } from './question.ts'

const passage = (source: string, heading: string, text: string): FoundPassage => ({ source, title: `Title ${source}`, path: `${source}.md`, start: 100, end: 100 + text.length, text, heading })

const library: FoundPassage[] = [
  passage('pue', 'Power usage effectiveness', 'Power usage effectiveness\n\nPower usage effectiveness (PUE) is the ratio of total facility energy to IT energy. It can never be below 1. The annual PUE of the North site was 1.32 in 2024.'),
  passage('pue', 'Power usage effectiveness › History', 'History\n\nThe measure was introduced by The Green Grid in 2006. Operators have argued about it since.'),
  passage('cooling', 'Cooling', 'Cooling\n\nRacks above 40 kW need liquid cooling because air cannot carry the heat away.\n\nTo show the pump state, run the following command:\n\n$ pumpctl --state'),
  passage('copy', 'Copied', 'In 2024 the annual PUE of the North site was 1.32. Somebody copied this sentence.'),
  passage('faq', 'Questions', 'Can I mix liquid and air cooling?\n\nYes, most halls do. Doors with coils are the usual bridge.\n\nWho pays for it?\n\nThe tenant does.'),
  passage('ko', '냉각', '서버실의 냉각에는 물을 많이 사용합니다. 북쪽 시설의 연간 전력효율지수는 1.32입니다. 배관은 매년 점검합니다.'),
  passage('ja', '冷却', 'サーバー室の冷却には水を使います。ポンプの状態は pumpctl コマンドで確認できます。'),
]

/** Passages that share a word with the query, those that share more first. */
const search: PassageSearch = {
  search: (text, limit) => {
    const keys = (of: string): string[] => tokens(of).filter((token) => !token.stop).map((token) => token.key)
    const asked = new Set(keys(text))
    const shared = (found: FoundPassage): number => new Set(keys(`${found.heading} ${found.text}`).filter((key) => asked.has(key))).size
    return Promise.resolve(library.filter((found) => shared(found) > 0).sort((a, b) => shared(b) - shared(a)).slice(0, limit))
  },
}
const ask = (question: string) => answerFromLibrary(question, search, new AbortController().signal)

const answers: [question: string, first: string][] = [
  ['What is power usage effectiveness?', 'Power usage effectiveness (PUE) is the ratio of total facility energy to IT energy.[1]'],
  ['Who introduced the measure?', 'The measure was introduced by The Green Grid in 2006.[1]'],
  ['Why do racks above 40 kW need liquid cooling?', 'Racks above 40 kW need liquid cooling because air cannot carry the heat away.[1]'],
  ['Can I mix liquid and air cooling?', 'Yes, most halls do.[1]'],
  ['북쪽 시설의 연간 전력효율지수는 얼마입니까?', '북쪽 시설의 연간 전력효율지수는 1.32입니다.[1]'],
  ['ポンプの状態はどのコマンドで確認できますか?', 'ポンプの状態は pumpctl コマンドで確認できます。[1]'],
]
for (const [question, first] of answers) {
  test(`answers: ${question}`, async () => {
    const { text, says } = await ask(question)
    ok(says)
    ok(text.startsWith(first), text)
  })
}

test('a sentence that announces a command brings the command', async () => {
  const { text } = await ask('How do I show the pump state?')
  equal(text, 'To show the pump state, run the following command: [1]\n\n$ pumpctl --state [1]')
})

test('two sources that say the same are quoted once', async () => {
  const { text } = await ask('What was the annual PUE of the North site in 2024?')
  equal(text.match(/1\.32/g)?.length, 1)
})

test('every sentence is literally in the passage that it cites', async () => {
  for (const [question] of answers) {
    const { text, passages } = await ask(question)
    for (const [, sentence, n] of text.matchAll(/(?:^|\n\n|\] )([^\n]+?) ?\[(\d)\]/g)) {
      const cited = passages[Number(n) - 1]!
      ok(cited.text.includes(sentence!), `${sentence} is not in ${cited.text}`)
      deepEqual([cited.n, cited.end - cited.start], [Number(n), cited.text.length])
    }
  }
})

for (const question of ['What is the boiling point of ethanol?', 'Who won the World Cup in 2018?', '김치는 어떻게 만듭니까?', '富士山の高さは何メートルですか?', '???', 'why?']) {
  test(`does not make up an answer: ${question}`, async () => {
    const { text, passages, says } = await ask(question)
    deepEqual([says, passages], [false, []])
    ok(text.startsWith('Your library does not say.'))
  })
}

test('the nearest topics are named when the library does not say', async () => {
  const { text } = await ask('How many liquid swans does the Cooling lake of Zurich have?')
  ok(/^Your library does not say\. What comes nearest in it: “.*Cooling.*”/.test(text), text)
})

test('a question of a megabyte is answered from its beginning', async () => {
  const { scored } = await rankAnswer(`What is power usage effectiveness? ${'lorem '.repeat(200_000)}`, search)
  ok(scored.length > 0)
})

const kinds: [question: string, kind: string][] = [
  ['When was it built?', 'date'],
  ['How many racks are there?', 'number'],
  ['Who built it?', 'person'],
  ['Where is the log kept?', 'place'],
  ['Why is it warm?', 'reason'],
  ['How do I restart the pump?', 'how-to'],
  ['What is a pump?', 'definition'],
  ['언제 만들어졌습니까?', 'date'],
  ['몇 개입니까?', 'number'],
  ['どうやって再起動しますか?', 'how-to'],
  ['冷却とは何ですか?', 'definition'],
  ['为什么需要冷却?', 'reason'],
]
for (const [question, kind] of kinds) test(`${question} waits for ${kind}`, () => equal(readQuestion(question).kind, kind))

test('what asks and what is grown onto words is left out of what is compared', () => {
  deepEqual(readQuestion('루트 암호는 몇 자 이상이어야 합니까?').keys.map(({ key }) => key), ['루트', '암호', '자', '이상'])
  deepEqual(readQuestion('システムのタイムゾーンを再設定するには?').keys.map(({ key }) => key), ['シス', 'ステ', 'テム', 'タイ', 'イム', 'ムゾ', 'ゾー', 'ーン', '再設', '設定'])
  deepEqual(readQuestion('How do I change the fit log file?').keys.map(({ key }) => key), ['chang', 'fit', 'log', 'fil'])
})
