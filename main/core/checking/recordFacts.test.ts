/** Claims against a record: features, days and hours, and what the record does not know. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { denials } from './denials.ts'
import { EvidenceIndex } from './evidenceIndex.ts'
import { tokens } from './token.ts'

const record = JSON.stringify({
  name: 'The Anchor',
  hours: { Monday: '9:0-17:0', Tuesday: '9:0-17:0', Wednesday: '9:0-17:0', Saturday: '10:30-0:0' },
  attributes: { BusinessParking: { street: true, valet: false }, OutdoorSeating: false, WiFi: 'no', RestaurantsTakeOut: true, RestaurantsReservations: null },
})
const asPython = "{'attributes': {'OutdoorSeating': False, 'RestaurantsTakeOut': True, 'RestaurantsReservations': None}}"

const cases: [string, string[]][] = [
  ['It offers takeout and outdoor seating.', ['outdoor seating conflicts', 'takeout agrees']],
  ['It has no outdoor seating or WiFi.', ['WiFi agrees', 'outdoor seating agrees']],
  ['It takes reservations.', ['reservations unknown']],
  ['Street parking is available, but valet parking is not offered.', ['Street agrees', 'valet agrees']],
  ['Open Monday to Wednesday from 9 AM to 5 PM and Saturday from 10:30 AM to midnight.', ['Monday to Wednesday from 9 AM to 5 PM agrees']],
  ['Open Monday through Wednesday from 9:00 to 18:00.', ['Monday through Wednesday from 9:00 to 18:00 conflicts']],
  ['It is open from 9 am to 5 pm on Tuesday.', ['9 am to 5 pm on Tuesday agrees']],
  ['It is open on Sunday and Monday.', ['Sunday and Monday conflicts']],
]
function findings(text: string, source: string): string[] {
  const index = new EvidenceIndex()
  index.addDocument({ id: 'r', text: source })
  const all = tokens(text)
  return (index.records?.read(text, all, denials(text, all)) ?? []).map(({ start, end, outcome }) => `${text.slice(start, end)} ${outcome}`).sort()
}
for (const [text, expected] of cases) test(text, () => assert.deepEqual(findings(text, record), [...expected].sort()))
test('reads records as Python prints them', () => assert.deepEqual(findings('It offers takeout, reservations and outdoor seating.', asPython), ['outdoor seating conflicts', 'reservations unknown', 'takeout agrees']))
