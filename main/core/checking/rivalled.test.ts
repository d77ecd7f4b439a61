/** A number or a name that stands elsewhere in the sources does not support a claim about something else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedChecker } from './embeddedChecker.ts'
import { splitClaims } from './splitClaims.ts'

const text = `The act has been in force since November 2023. It applies to data centres with a connected power of 300 kW or more.
The directive asks data centres with an IT power of at least 500 kW to report. The first report was due by 15 September 2024.
The highest inlet temperature was 26.4 °C, at rack C3. Rack B7 draws 14 kW and is air-cooled.`

const cases: [claim: string, supported: boolean][] = [
  ['The act has been in force since November 2023.', true],
  ['The act has been in force since November 2024.', false],
  ['The act applies to data centres with a connected power of 300 kW or more.', true],
  ['The act applies to data centres with a connected power of 500 kW or more.', false],
  ['The highest inlet temperature was at rack C3.', true],
  ['The highest inlet temperature was at rack B7.', false],
]

for (const [claim, supported] of cases) {
  test(claim, async () => {
    const [checked] = await embeddedChecker.check({ claims: splitClaims(claim), evidence: { documents: [{ id: 's', text }] } })
    assert.equal(checked?.sources.verdict === 'supported', supported, String(checked?.sources.verdict))
  })
}
