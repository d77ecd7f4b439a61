/** Growth as figures and as a table to take away: every day is in it, and nothing is rounded into a lie. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import { changedDays, figure, growthCsv, verifiedShare, weightInWords } from './growthWords.ts'

const none = [0, 0, 0]
const growth: Growth = {
  days: ['2026-01-30', '2026-01-31', '2026-02-01'],
  series: { notes: [1, 1, 4], verified: [1, 1, 3], sources: [2, 2, 2], rules: none, asked: none, offered: none, unlocked: none },
  fits: [{ shape: 'linear', formula: 'y = a + b·t', parameters: { a: 0.5, b: 1.5 }, rss: 1.5, aicc: 3, weight: 1, curve: [0.5, 2, 3.4999999999] }],
  best: 'too-few',
  says: '',
}

test('the table to take away has every day, every count and the curves', () =>
  equal(
    growthCsv(growth, 'notes'),
    'day,notes,verified,sources,rules,asked,offered,unlocked,linear fit of notes\r\n2026-01-30,1,1,2,0,0,0,0,0.5\r\n2026-01-31,1,1,2,0,0,0,0,2\r\n2026-02-01,4,3,2,0,0,0,0,3.5\r\n',
  ))

test('days without a change are left out of the table on the screen, the latest come first', () => deepEqual(changedDays(growth), [2, 0]))

test('the verified share is of all notes, and missing without notes', () =>
  deepEqual([verifiedShare(growth), verifiedShare({ ...growth, series: { ...growth.series, notes: none } })], [0.75, undefined]))

const figures: readonly [number, string][] = [[0, '0'], [1234, '1,234'], [1234.56, '1,235'], [12.34567, '12.35'], [-0.000123456, '-0.0001235']]
for (const [value, says] of figures) test(`${value} is shown as ${says}`, () => equal(figure(value), says))

const weights: readonly [number, string][] = [[0, '0.000'], [1e-9, '< 0.001'], [0.25, '0.250'], [1 - 1e-9, '> 0.999'], [1, '1.000']]
for (const [weight, says] of weights) test(`a weight of ${weight} is shown as ${says}`, () => equal(weightInWords(weight), says))
