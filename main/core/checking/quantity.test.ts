/** A number is what it measures: units, scales, currencies, ranges and what is counted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantityOf, sameQuantity } from './quantity.ts'
import { tokens } from './token.ts'

function first(text: string): ReturnType<typeof quantityOf> {
  const token = tokens(text).find(({ is }) => is === 'number')!
  return quantityOf(text, token, token.key)
}

const cases: [claim: string, source: string, same: boolean][] = [
  ['12 MW', 'twelve months', false],
  ['12 MW', '12 MW', true],
  ['1.2 km', '1200 m', true],
  ['1.2 km', '1.2 miles', false],
  ['5 million people', '5 billion people', false],
  ['5 million people', '5,000,000 people', true],
  ['$5m', '5 million dollars', true],
  ['$5', '€5', false],
  ['5 %', '5 percent', true],
  ['5 %', '5 percentage points', false],
  ['5%', '5 per cent', true],
  ['300 kW', '300 racks', false],
  ['300 kW', 'was 300.', true],
  ['10 MW', '10 to 12 MW', true],
  ['10 kW', '10-12 MW', false],
  ['1 year', '12 months', true],
  ['24 hours', '24-hour', true],
  ['25 °C', '25 degrees', true],
  ['25 °C', '25 °F', false],
  ['12 consecutive months', '12 months', true],
  ['in 2019', '2019 MW', false],
  ['100 square metres', '100 metres', false],
]
for (const [claim, source, same] of cases) test(`${claim} ${same ? 'is' : 'is not'} ${source}`, () => assert.equal(sameQuantity(first(claim), first(source)), same))
