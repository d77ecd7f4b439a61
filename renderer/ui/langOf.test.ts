/** A text's language by its script: named where the script names it, left open where it does not. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { langOf } from './langOf.ts'

const cases: readonly [text: string, language: string | undefined][] = [
  ['The PUE of the North site is 1.32.', undefined],
  ['Die Größe über alles', undefined],
  ['북쪽 데이터센터의 전력 효율 지수는 PUE 1.32이다.', 'ko'],
  ['北サイトの年間平均消費電力は13.2メガワットである。', 'ja'],
  ['数据中心的电力使用效率是总能耗与信息设备能耗之比。', 'zh'],
  ['بلغ مؤشر PUE في موقع الشمال 1.32.', 'ar'],
  ['יעילות צריכת החשמל', 'he'],
  ['The Korean word 전력 means electric power, and it stands in many names of companies.', undefined],
  ['', undefined],
  ['1.32', undefined],
]

test('the script of a text names its language, or leaves it open', () => {
  deepEqual(cases.map(([text]) => [text, langOf(text)]), cases)
})
