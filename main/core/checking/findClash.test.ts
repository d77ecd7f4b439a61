/** What may be called a contradiction, with the two words that clash, and what may not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedChecker } from './embeddedChecker.ts'
import { splitClaims } from './splitClaims.ts'

const act = 'The German Energy Efficiency Act has been in force since November 2023. Data centres that start operating on or after 1 July 2026 must reach a PUE of at most 1.2 within two years. The hall draws 300 kW. About 1,200 people work at Nordic Data, which Anna Berg founded in Oslo. The pumps are not switched off at night.'
const korean = '북쪽 센터는 2019년 3월에 오슬로에서 문을 열었다. 이 센터의 연간 평균 PUE는 1.32이다. 운영사는 디젤 발전기를 사용하지 않는다.'
const japanese = '北データセンターは2019年3月にオスロで開業した。年間平均のPUEは1.32である。運営会社はディーゼル発電機を使用していない。'
const chinese = '北方数据中心于2019年3月在奥斯陆开业。其年平均PUE为1.32。运营商不使用柴油发电机。'

/** The claim's word and the source's where they clash, else the verdict. */
const cases: [string, string, string][] = [
  [act, 'In Germany, data centres that start operating after 1 July 2026 must reach a PUE of at most 1.1.', '1.1 / 1.2'],
  [act, 'In Germany, new data centres must reach a PUE of at most 1.1 within two years.', '1.1 / 1.2'],
  [act, 'The German Energy Efficiency Act has been in force since November 2022.', '2022 / 2023'],
  [act, 'The German Energy Efficiency Act has been in force since October 2023.', 'October / November'],
  [act, 'The hall draws 300 MW.', 'MW / kW'],
  [act, 'About 1,200 people work at Nordic Data, which Anna Holm founded in Oslo.', 'Holm / Berg'],
  [act, 'The pumps are switched off at night.', 'switched / not'],
  [act, 'About 1,190 people work at Nordic Data.', 'not-found'],
  [act, 'More than 1,100 people work at Nordic Data.', 'not-found'],
  [act, 'The hall has 40 seats in a restaurant.', 'not-found'],
  [korean, '북쪽 센터는 2019년 3월에 오슬로에서 문을 열었습니다.', 'supported'],
  [korean, '북쪽 센터는 2021년 3월에 오슬로에서 문을 열었습니다.', '2021 / 2019'],
  [korean, '센터의 연간 평균 PUE는 1.32입니다.', 'supported'],
  [korean, '센터의 연간 평균 PUE는 1.45입니다.', '1.45 / 1.32'],
  [korean, '운영사는 디젤 발전기를 사용하지 않습니다.', 'supported'],
  [korean, '운영사는 디젤 발전기를 사용한다.', '사용 / 않는다'],
  [japanese, '北データセンターは2019年3月にオスロで開業しました。', 'supported'],
  [japanese, '年間平均のPUEは1.45です。', '1.45 / 1.32'],
  [japanese, '運営会社はディーゼル発電機を使用していません。', 'supported'],
  [japanese, '運営会社はディーゼル発電機を使用しています。', '使用 / ない'],
  [chinese, '北方数据中心于2019年3月在奥斯陆开业了。', 'supported'],
  [chinese, '其年平均PUE为1.45。', '1.45 / 1.32'],
  [chinese, '运营商不使用柴油发电机。', 'supported'],
  [chinese, '运营商使用柴油发电机。', '电机 / 不'],
]
for (const [text, answer, expected] of cases) {
  test(`${expected}: ${answer}`, async () => {
    const [checked] = await embeddedChecker.check({ claims: splitClaims(answer), evidence: { documents: [{ id: 's', text }] } })
    const clash = checked!.sources.evidence.find((quote) => quote.clash !== undefined)?.clash?.[0]
    const { verdict } = checked!.sources
    assert.equal(verdict === 'contradicted' ? `${clash?.claim} / ${clash?.source}` : verdict, expected)
  })
}
