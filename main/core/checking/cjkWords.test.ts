/** Korean, Japanese and Chinese as they are compared: endings and particles make no other word. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cjkPieces, koreanStem } from './cjkWords.ts'

test('forms of one Korean word have one stem', () => {
  const forms = ['운영합니다 운영했다 운영한다 운영하는 운영은 운영을 운영하였습니다', '갔다 갑니다 간다', '열었다 열었습니다', '센터 센터는 센터에서 센터의']
  for (const group of forms) assert.equal(new Set(group.split(' ').map(koreanStem)).size, 1, group)
})

const cases: [string, string][] = [
  ['사용하지', '사용'],
  ['않는다', '-않'],
  ['1.32이다', '-이다'],
  ['使用していません', '使用 -ない'],
  ['发电机', '发电 电机'],
  ['不使用', '-不 使用'],
  ['不同', '不同'],
]
for (const [run, expected] of cases) {
  test(run, () => {
    const letters = run.replace(/^[\d.]+/u, '')
    assert.equal(cjkPieces(letters).map(({ key, stop }) => (stop ? `-${key}` : key)).join(' '), expected)
  })
}
