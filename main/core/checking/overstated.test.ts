/** What a claim may not add, leave out or exchange and still be called supported; and other words for the same, which it may use. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedChecker } from './embeddedChecker.ts'
import { splitClaims } from './splitClaims.ts'

const text = `The North site drew 13.2 MW in total on average over the last twelve months, of which 10.0 MW went to IT equipment.
Most racks draw between 6 and 18 kW and are air-cooled. The second transformer may raise the limit in 2027.
Sites above 500 kW must report every year. If the pump fails, the hall overheats. Acme Corporation acquired Bolt Systems in March 2019 for 1.2 million dollars.
The heat loop is 1.2 km long. Oslo is colder than Bergen in January. Rates rose by 2 percentage points. Hall 2 has three pumps and Hall 4 has nine pumps.
North is one of the largest sites in Norway. Critics claim that the cooling is noisy. The operator does not use diesel generators on site.`

const notSupported = [
  'North draws 12 MW of IT power.',
  'All racks draw between 6 and 18 kW and are air-cooled.',
  'Racks draw between 6 and 18 kW and are air-cooled.',
  'The second transformer will raise the limit in 2027.',
  'Sites below 500 kW must report every year.',
  'Sites above 500 MW must report every year.',
  'The hall overheats.',
  'Bolt Systems acquired Acme Corporation in March 2019 for 1.2 million dollars.',
  'Acme Corporation acquired Bolt Systems in March 2019 for 1.2 billion dollars.',
  'Acme Corporation will acquire Bolt Systems in March 2019 for 1.2 million dollars.',
  'Acme Corporation acquired Bolt Systems in May 2019 for 1.2 million dollars.',
  'Bergen is colder than Oslo in January.',
  'Rates rose by 2 percent.',
  'Rates fell by 2 percentage points.',
  'Hall 2 has nine pumps and Hall 4 has three pumps.',
  'North is the largest site in Norway.',
  'The cooling is noisy.',
  'The operator does use diesel generators on site.',
  'The operator never reports.',
]
const supported = [
  'The North site drew 13.2 MW in total on average over the last 12 months.',
  'The heat loop is 1200 m long.',
  'The heat loop is 1.2 km long.',
  'Acme Corporation acquired Bolt Systems in March 2019 for $1,200,000.',
  'In March 2019, Acme Corporation acquired Bolt Systems for 1.2 million dollars.',
  'Oslo is colder than Bergen in January.',
  'Hall 2 has 3 pumps and Hall 4 has 9 pumps.',
  'North is one of the largest sites in Norway.',
  'Most racks draw between 6 and 18 kW and are air-cooled.',
]
for (const [claims, expected] of [[notSupported, false], [supported, true]] as const) {
  for (const claim of claims) {
    test(`${expected ? 'supported' : 'not supported'}: ${claim}`, async () => {
      const [checked] = await embeddedChecker.check({ claims: splitClaims(claim), evidence: { documents: [{ id: 's', text }] } })
      assert.equal(checked?.sources.verdict === 'supported', expected, JSON.stringify(checked?.sources.verdict))
    })
  }
}

test('a measured number that the source has otherwise is contradicted, with the two numbers', async () => {
  const [checked] = await embeddedChecker.check({ claims: splitClaims('North draws 12 MW of IT power.'), evidence: { documents: [{ id: 's', text }] } })
  assert.deepEqual([checked?.sources.verdict, checked?.sources.evidence[0]?.clash], ['contradicted', [{ kind: 'number', claim: '12', source: '10.0' }]])
})
