/** The embedded checker on small cases: what it may say, and that its quotes are literal. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedChecker } from './embeddedChecker.ts'
import { splitClaims } from './splitClaims.ts'

const source =
  'The North hall opened in March 2019 in Oslo. Its measured PUE was 1.32 over the year 2023. The operator, Nordic Data, does not use diesel generators on site. Cooling water comes from the fjord.'

async function verdict(answer: string, text = source): Promise<string[]> {
  const claims = splitClaims(answer)
  const checked = await embeddedChecker.check({ claims, evidence: { documents: [{ id: 's1', text }] } })
  for (const { sources } of checked) for (const quote of sources.evidence) assert.equal(text.slice(quote.start, quote.end), quote.quote)
  return checked.map(({ sources }) => sources.verdict)
}

const cases: [string, string][] = [
  ['The North hall opened in March 2019 in Oslo.', 'supported'],
  ['The North hall opened in March 2019 in Oslo. [12]', 'supported'],
  ['Its measured PUE was 1.45 over the year 2023.', 'contradicted'],
  ['The hall has a staff restaurant with a view.', 'not-found'],
  ['The operator does use diesel generators on site.', 'contradicted'],
]
for (const [answer, expected] of cases) test(`${expected}: ${answer}`, async () => assert.deepEqual(await verdict(answer), [expected]))

test('no claims and no sources have the ends of the scale', async () => {
  assert.equal(embeddedChecker.unsupported([], []), 0)
  assert.deepEqual(await verdict('Oslo is big.', ''), ['not-found'])
})
