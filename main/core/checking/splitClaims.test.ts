/** Claims: where answers are cut, and that nothing is ever misquoted, however they stream in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ClaimCutter } from './claimCutter.ts'
import { splitClaims } from './splitClaims.ts'

const texts = (answer: string): string[] => splitClaims(answer).map((claim) => claim.text)

const cases: Record<string, [string, string[]]> = {
  'abbreviations, titles and initials': [
    'Dr. Smith met J. K. Rowling at 5 p.m. in the U.S. embassy. See Fig. 3 for e.g. the plan. It cost approx. 3.5 million.',
    ['Dr. Smith met J. K. Rowling at 5 p.m. in the U.S. embassy.', 'See Fig. 3 for e.g. the plan.', 'It cost approx. 3.5 million.'],
  ],
  'an abbreviation may end a sentence': ['She works at Apple Inc. The firm is large. He moved to the U.S. In 1990 he left.', ['She works at Apple Inc.', 'The firm is large.', 'He moved to the U.S.', 'In 1990 he left.']],
  'decimals, versions, addresses': ['Node v26.10.0 is out at https://a.io/x.html?q=1.5. PUE is 1.32, not 1.4.', ['Node v26.10.0 is out at https://a.io/x.html?q=1.5.', 'PUE is 1.32, not 1.4.']],
  'ellipses and exclamations inside': ['He waited... and left. Yahoo! is a company. What? "Really?" he asked.', ['He waited... and left.', 'Yahoo! is a company.', 'What?', '"Really?" he asked.']],
  'quotes and footnotes stay with their sentence': ['He said "It works." Then he left.[1] She (his boss) agreed.¹ End.', ['He said "It works."', 'Then he left.[1]', 'She (his boss) agreed.¹', 'End.']],
  'CJK needs no spaces': ['北京是中国的首都。人口约2100万！你知道吗？서울은 한국의 수도입니다. 인구는 많다.', ['北京是中国的首都。', '人口约2100万！', '你知道吗？', '서울은 한국의 수도입니다.', '인구는 많다.']],
  'right to left and emoji': ['هل تعلم؟ نعم. 🎉 Party time! 👩‍👩‍👧 Family.', ['هل تعلم؟', 'نعم.', '🎉 Party time!', '👩‍👩‍👧 Family.']],
  'lists, nested and numbered': ['Points:\n\n- One thing is here. And more.\n  - Nested item\n1. First\n2) Second **bold**\n* [x] Done', ['Points:', 'One thing is here.', 'And more.', 'Nested item', 'First', 'Second **bold**', 'Done']],
  'tables give their cells': ['| City | PUE |\n|---|--:|\n| North | 0.95 |\n| South | 1.2 |\n\nAfter.', ['0.95', '1.2', 'After.']],
  'tables without outer bars': ['City | PUE\n--- | ---\nNorth | 0.95\n\nA | b is no table. Yes.', ['0.95', 'A | b is no table.', 'Yes.']],
  'code is not claimed': ['Run this. Now:\n```js\nconst a = 1. // Yes. No.\n```\nIt prints `a. B` twice.\n\n    indented code. Here.\n\nDone.', ['Run this.', 'Now:', 'It prints `a. B` twice.', 'Done.']],
  'headings are carried': ['# Results\n\nIt rose.\n\nNotes\n---\n\n**Costs:**\n\nIt fell.', ['It rose.', 'It fell.']],
  'a wrapped paragraph is one text, short lines are lines': ['The quick brown fox jumped over the lazy dog and then it\nwent home to sleep. It snored.\n\nName: Bob\nAge: 30', ['The quick brown fox jumped over the lazy dog and then it\nwent home to sleep.', 'It snored.', 'Name: Bob', 'Age: 30']],
  'quotations': ['> He left. She stayed.\n> Both slept.', ['He left.', 'She stayed.', 'Both slept.']],
  'lower case writing': ['it was good. it was cheap. i liked it.', ['it was good.', 'it was cheap.', 'i liked it.']],
  'nothing to claim': ['\n\n---\n***\n🎉\n', []],
  'windows line ends': ['One is here.\r\n\r\n- Two\r\n- Three\r\n', ['One is here.', 'Two', 'Three']],
}

for (const [title, [answer, expected]] of Object.entries(cases)) {
  test(`cuts ${title}`, () => assert.deepEqual(texts(answer), expected))
}

test('carries headings, introductions, row and column, and certain subjects', () => {
  const claims = splitClaims(
    '# Sites\n\nThe hall holds:\n- 40 racks\n\n| Site | PUE |\n|--|--|\n| North | 0.95 |\n\nMarie Curie was born in Warsaw. She won two prizes. Pierre met Marie. She left.',
  )
  assert.deepEqual(
    claims.map(({ resolved, under }) => [resolved, under]),
    [
      ['The hall holds:', ['Sites']],
      ['40 racks', ['Sites', 'The hall holds']],
      ['PUE of North is 0.95', ['Sites']],
      ['Marie Curie was born in Warsaw.', ['Sites']],
      ['Marie Curie won two prizes.', ['Sites']],
      ['Pierre met Marie.', ['Sites']],
      ['She left.', ['Sites']],
    ],
  )
})

test('names the kinds', () => {
  const kinds: [string, string][] = [
    ['Paris is the capital of France.', 'fact'],
    ['The hall uses 40 kW.', 'quantity'],
    ['PUE is defined as total over IT energy.', 'definition'],
    ['I think that is wrong.', 'opinion'],
    ['Is that so?', 'question'],
    ['Check the pump first.', 'instruction'],
    ['Use of coal fell.', 'fact'],
  ]
  assert.deepEqual(kinds.map(([text]) => [text, splitClaims(text)[0]?.kind]), kinds)
})

const alphabet = fc.constantFrom(
  'a', 'The dog', ' ', ' ', '. ', '.', '! ', '? ', '...', '\n', '\n\n', '\r\n', '- ', '* ', '1. ', '# ', '> ', '|', '|---|---|', '```', '`', '~~~', '$$', '    ', '**', '_', '"', '(', ')', '[1]', '[', '](http://x.y/z)',
  'Dr', 'e.g', 'U.S', 'Inc', 'No', '3.5', '1984', '。', '？', '北京', '서울', 'é', 'e\u0301', '\u200b', '\u00ad', '\u202e', '😀', '👩‍👩‍👧', '\ud83d', '\ude00', '---', '===', ':', ';', ', and ', ' which ', 'He', 'It', '—', '¹', 'ii. ', 'x) ',
)
const answers = fc.array(alphabet, { maxLength: 60 }).map((pieces) => pieces.join(''))

test('citation marks set off by a space stay with the sentence they follow', () => {
  const texts = (answer: string) => splitClaims(answer).map((claim) => claim.text)
  assert.deepEqual(texts('North has 640 racks. [3] The PUE is 1.32. [1] [2]'), ['North has 640 racks. [3]', 'The PUE is 1.32. [1] [2]'])
  assert.deepEqual(texts('North has 640 racks. [3] argues that more would fit.'), ['North has 640 racks.', '[3] argues that more would fit.'])
  assert.deepEqual(texts('전체 에너지이다. [1] 값은 1이다.'), ['전체 에너지이다. [1]', '값은 1이다.'])
})

test('claims and parts are literal, ordered and apart, in any text', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      let last = 0
      for (const claim of splitClaims(answer)) {
        assert.equal(answer.slice(claim.start, claim.end), claim.text)
        assert.ok(claim.start >= last && claim.end > claim.start)
        last = claim.end
        assert.ok(claim.parts.length > 0)
        let lastPart = claim.start
        for (const part of claim.parts) {
          assert.equal(answer.slice(part.start, part.end), part.text)
          assert.ok(part.start >= lastPart && part.end > part.start && part.end <= claim.end)
          lastPart = part.end
        }
      }
    }),
    { seed: 7, numRuns: 3000 },
  )
})

test('streaming in pieces of any size gives the same claims', () => {
  fc.assert(
    fc.property(answers, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (answer, sizes) => {
      const cutter = new ClaimCutter()
      const claims = []
      for (let at = 0, i = 0; at < answer.length; i++) {
        const size = sizes[i % sizes.length]!
        claims.push(...cutter.feed(answer.slice(at, at + size)))
        at += size
      }
      claims.push(...cutter.finish())
      assert.deepEqual(claims, splitClaims(answer))
    }),
    { seed: 11, numRuns: 5000 },
  )
})

test('a sentence comes out while the next is being written', () => {
  const cutter = new ClaimCutter()
  const seen = ['The first ends here.', ' And the', ' second is coming'].map((piece) => cutter.feed(piece).length)
  assert.deepEqual(seen, [0, 1, 0])
})

test('long answers take work in proportion to their length', () => {
  const sentence = 'The plant used 3.5 MW on 4 May, e.g. for pumps. '
  assert.equal(splitClaims(sentence.repeat(10_000)).length, 10_000)
  assert.equal(splitClaims('x'.repeat(1_000_000)).length, 1)
  assert.equal(splitClaims('a.b`|[('.repeat(150_000)).length, 1)
  const cutter = new ClaimCutter()
  let count = 0
  for (let i = 0; i < 100_000; i++) count += cutter.feed('ten chars ').length
  assert.equal(count + cutter.finish().length, 1)
})

test('a citation in full-width brackets belongs to the sentence before it, however the text arrives', () => {
  const text = '北館のPUEは1.32です。【1】南館のPUEは1.51です【2】。西館は2015年に開きました。【3、4】The PUE was low.【4†source】 彼は言った。【注意】これは大事です。'
  const cutter = new ClaimCutter()
  const streamed = [...[...text].flatMap((letter) => cutter.feed(letter)), ...cutter.finish()]
  assert.deepEqual(splitClaims(text).map((claim) => claim.text), ['北館のPUEは1.32です。【1】', '南館のPUEは1.51です【2】。', '西館は2015年に開きました。【3、4】', 'The PUE was low.【4†source】', '彼は言った。', '【注意】これは大事です。'])
  assert.deepEqual(streamed, splitClaims(text))
})
