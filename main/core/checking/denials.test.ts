/** How far a negation reaches: denied words stand between stars. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { denials } from './denials.ts'
import { tokens } from './token.ts'

const cases: [string, string][] = [
  ['It does not offer WiFi, parking or music.', 'offer WiFi parking or music'],
  ['It offers no WiFi, but has a bar.', 'WiFi'],
  ['While there is no valet or validated parking, street parking is available.', 'valet or validated parking'],
  ['Parking and WiFi are not available.', 'Parking and WiFi are available'],
  ['It is not only fast but cheap.', ''],
  ['She never met him. He left.', 'met him'],
  ['It isn’t suitable for groups as it has a small room.', 'suitable for groups'],
  ['The hall is open.', ''],
]
for (const [text, expected] of cases) {
  test(text, () => {
    const all = tokens(text)
    const denied = denials(text, all)
    assert.equal(all.filter((_, i) => denied[i] === 1).map((token) => text.slice(token.start, token.end)).join(' '), expected)
  })
}
