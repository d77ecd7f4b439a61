/** Which statements say the same by code, and which only look alike. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { meaningOf } from './meaningOf.ts'

const cases: [string, string, boolean][] = [
  ['The PUE of North was 1.32 in 2024.', 'In 2024 the PUE of North was 1.32.', true],
  ['The site uses 1,200 kW.', 'The site uses 1200 kW', true],
  ['The site uses two pumps.', 'the site uses 2 pumps', true],
  ['The PUE of North was 1.32.', 'The PUE of North was 1.23.', false],
  ['The PUE of North was 1.32.', 'The PUE of North was not 1.32.', false],
  ['The PUE of North was 1.32.', 'The PUE of South was 1.32.', false],
  ['The plant North has 5 and South has 6.', 'The plant North has 6 and South has 5.', false],
  ['The owner Ann sold it to Bob.', 'The owner Bob sold it to Ann.', false],
  ['서울의 전력은 5 MW이다.', '서울의 전력은 5 MW이다', true],
  ['서울의 전력은 5 MW이다.', '부산의 전력은 5 MW이다.', false],
]

for (const [one, other, same] of cases) {
  test(`${same ? 'the same' : 'not the same'}: ${one} | ${other}`, () => deepEqual(meaningOf(one) === meaningOf(other), same))
}

test('nothing, and a whole book, have no meaning that is compared', () => deepEqual([meaningOf(' … '), meaningOf('word '.repeat(5000))], [undefined, undefined]))
