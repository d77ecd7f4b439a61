/** The same facts as JSON, CSV and a Markdown table: what the cells say, and what they say otherwise. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedChecker } from './embeddedChecker.ts'
import { splitClaims } from './splitClaims.ts'

const json = JSON.stringify(
  { sites: [{ name: 'North', city: 'Oslo', pue: 1.32, opened: '2019-03-01', liquid_cooled: true, power: { it_mw: 12, total_mw: 15.8 } }, { name: 'South', city: 'Bergen', pue: 1.4, opened: '2021-06-01', liquid_cooled: false, power: { it_mw: 8, total_mw: 11.2 } }] },
  null,
  2,
)
const csv = 'site,city,pue,opened,liquid cooled\nNorth,Oslo,1.32,2019,yes\nSouth,Bergen,1.40,2021,no\nEast,Stavanger,1.25,2023,yes\n'
const markdown = '| Site | City | PUE | Opened | Liquid cooled |\n|---|---|---|---|---|\n| North | Oslo | 1.32 | 2019 | yes |\n| South | Bergen | 1.40 | 2021 | no |'

/** The verdict, or the words that clash. */
const cases: [string, string][] = [
  ['The PUE of North is 1.32.', 'supported'],
  ['The PUE of North is 1.45.', '1.45 / 1.32'],
  ['The PUE of North is 1.40.', '1.40 / 1.32'],
  ['North is in Oslo.', 'supported'],
  ['North is in Bergen.', 'Bergen / Oslo'],
  ['North opened in 2019.', 'supported'],
  ['North is liquid-cooled.', 'supported'],
  ['South is liquid-cooled.', 'liquid / no'],
  ['South is not liquid-cooled.', 'supported'],
  ['North has a staff restaurant.', 'not-found'],
]
const tables: [string, string][] = [['JSON', json], ['CSV', csv], ['Markdown', markdown]]
for (const [kind, text] of tables) {
  for (const [answer, expected] of cases) {
    test(`${kind}: ${answer}`, async () => {
      const [checked] = await embeddedChecker.check({ claims: splitClaims(answer), evidence: { documents: [{ id: 's', text }] } })
      const { verdict, evidence } = checked!.sources
      for (const { quote, start, end } of evidence) assert.equal(text.slice(start, end), quote)
      const clash = evidence.find((quote) => quote.clash !== undefined)?.clash?.[0]
      assert.equal(verdict === 'contradicted' ? `${clash?.claim} / ${clash?.source.replace('false', 'no')}` : verdict, expected)
    })
  }
}

test('a nested head is read with the one above it', async () => {
  const claims = splitClaims('The IT power of North is 12 MW. The IT power of North is 8 MW.')
  const checked = await embeddedChecker.check({ claims, evidence: { documents: [{ id: 's', text: json }] } })
  assert.deepEqual(checked.map(({ sources }) => [sources.verdict, sources.evidence[0]?.quote]), [['supported', '"it_mw": 12'], ['contradicted', '"it_mw": 12']])
})
