/** The reader's text: lines keep their offsets, slices join without a seam. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../../fixtures/demo/demoId.ts'
import { grow, lineAt, linesOf, occurrences, type Reading } from './reading.ts'

test('lines are literally there, also where one is cut for its length', () => {
  const text = `One.\n\n${'word '.repeat(2000)}\n끝`
  const lines = linesOf(text, 50)
  for (const line of lines) equal(text.slice(line.start - 50, line.start - 50 + line.text.length), line.text)
  equal(lines.map((line) => line.text).join(''), text.replaceAll('\n', ''))
})

test('slices of any size make the same lines as the whole text', () => {
  const next = seeded(3)
  const text = Array.from({ length: 400 }, () => 'abc '.repeat(Math.floor(next() * 30))).join('\n')
  const whole = linesOf(text, 0)
  let reading: Reading = { source: {} as Reading['source'], landmarks: [], start: 0, end: 0, lines: [], grewEarlier: false }
  while (reading.end < text.length) reading = grow(reading, reading.end, text.slice(reading.end, reading.end + 1 + Math.floor(next() * 900)))
  deepEqual(reading.lines, whole)
})

test('a slice that touches nothing takes the place of what was there; one before it moves nothing', () => {
  const reading: Reading = { source: {} as Reading['source'], landmarks: [], start: 100, end: 104, lines: linesOf('cccc', 100), grewEarlier: false }
  deepEqual(grow(reading, 95, 'bbbb\n').lines.map((line) => line.start), [95, 100])
  equal(grow(reading, 95, 'bbbb\n').grewEarlier, true)
  deepEqual(grow(reading, 500, 'far').lines.map((line) => line.start), [500])
})

test('the line of an offset is the one that holds it', () => {
  const lines = linesOf('aa\nbb\n\ncc', 0)
  deepEqual([0, 1, 3, 5, 6, 7, 99].map((offset) => lineAt(lines, offset)), [0, 0, 1, 1, 1, 2, 2])
})

test('finding pays no heed to case and keeps true offsets where lower case changes lengths', () => {
  deepEqual(occurrences('Pue, PUE and pue', 'PUE'), [0, 5, 13])
  deepEqual(occurrences('İstanbul PUE', 'PUE'), [9])
  deepEqual(occurrences('전력 효율, 전력', '전력'), [0, 7])
  deepEqual(occurrences('x', ''), [])
})
