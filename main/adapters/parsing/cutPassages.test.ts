/** Passages cover the text exactly, keep to their size and never cut a character in two. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Landmark } from '../../../shared/model/source.ts'
import { cutPassages } from './cutPassages.ts'

const heading = (label: string, level: number, start: number): Landmark => ({ kind: 'heading', label, level, start })

test('whatever the text, passages hold all of it in order and end between characters', () => {
  const text = fc.array(fc.constantFrom('word ', '전력', '。', '. ', '\n', '\n\n', '😀', 'x'.repeat(3000), 'Dr. ', '....... ', '\ud83d'), { maxLength: 400 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, (whole) => {
      let end = 0
      for (const passage of cutPassages(whole, [heading('a', 1, whole.indexOf('word'))].filter((mark) => mark.start >= 0))) {
        equal(whole.slice(end, passage.start).trim(), '')
        ok(passage.end > passage.start)
        equal(/[\ud800-\udbff]$/.test(whole.slice(0, passage.start)) && /^[\udc00-\udfff]/.test(whole.slice(passage.start)), false)
        end = passage.end
      }
      equal(whole.slice(end).trim(), '')
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('paragraphs are gathered to 120 words and long ones cut at sentences below 200', () => {
  const sentence = (n: number): string => `${'word '.repeat(n - 1)}word. `
  const text = `${sentence(50)}\n\n${sentence(40)}\n\n${sentence(60)}\n\n${sentence(20)}\n\n${sentence(90)}${sentence(90)}${sentence(90)}`
  const counts = cutPassages(text, []).map(({ start, end }) => text.slice(start, end).split(/\s+/).length)
  deepEqual(counts, [150, 200, 90])
})

test('a passage begins at each heading and names the headings above it', () => {
  const text = 'One\n\nfirst\n\nTwo\n\nsecond\n\nThree\n\nthird'
  const marks = [heading('One', 1, 0), heading('Two', 2, 12), heading('Three', 1, 25)]
  deepEqual(cutPassages(text, marks).map((passage) => [text.slice(passage.start, passage.end), passage.heading]), [
    ['One\n\nfirst', 'One'],
    ['Two\n\nsecond', 'One › Two'],
    ['Three\n\nthird', 'Three'],
  ])
})

test('a heading with nothing below it goes to the next one', () => {
  const text = 'Part one\n\nChapter\n\ntext\n\nLast'
  const marks = [heading('Part one', 1, 0), heading('Chapter', 2, 10), heading('Last', 1, 25)]
  deepEqual(cutPassages(text, marks).map((passage) => [text.slice(passage.start, passage.end), passage.heading]), [
    ['Part one\n\nChapter\n\ntext', 'Part one › Chapter'],
    ['Last', 'Last'],
  ])
})
