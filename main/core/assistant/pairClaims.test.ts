/** Which claims of two answers are said to be the same, which to differ, and that it is quick and the same from both sides. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { LogicResult } from '../../../shared/model/verdict.ts'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import { pairClaims } from './pairClaims.ts'
import { atomsIn, pairReadings } from './pairReadings.ts'

const claims = (texts: readonly (string | readonly [text: string, ...reading: string[]])[]): TurnClaim[] =>
  texts.map((given, at) => {
    const [text, ...reading] = typeof given === 'string' ? [given] : given
    const logic: LogicResult = { verdict: 'possible', reading, because: [] }
    return { id: `c${at}` as ClaimId, text, start: 0, end: text.length, kind: 'fact', resolved: text, parts: [], logic }
  })

/** [ours, theirs, pairs as "here there says clash"] */
type Given = Parameters<typeof claims>[0]
const cases: readonly [about: string, ours: Given, theirs: Given, pairs: string[]][] = [
  ['the same words', ['The North site drew 13.2 MW.'], ['The North site drew 13.2 MW [2].'], ['c0 c0 same']],
  ['the same in another order of sentences', ['It has 12 racks in the hall.', 'The hall was built in 1998.'], ['The hall was built in 1998.', 'It has 12 racks in the hall.'], ['c0 c1 same', 'c1 c0 same']],
  ['another number', ['The PUE of the North site was 0.95.'], ['The PUE of the North site was 1.05.'], ['c0 c0 differs number 0.95/1.05']],
  ['another number in Korean', ['북쪽 데이터센터의 전력 사용량은 5 MW이다.'], ['북쪽 데이터센터의 전력 사용량은 7 MW이다.'], ['c0 c0 differs number 5/7']],
  ['a denial', ['The generator is certified for the North hall.'], ['The generator is not certified for the North hall.'], ['c0 c0 differs negation']],
  ['another year', ['The pumps were replaced in 1998.'], ['The pumps were replaced in 1999.'], ['c0 c0 differs date 1998/1999']],
  ['other things altogether', ['The hall has 12 racks.'], ['Cooling towers need a lot of water.'], []],
  ['another subject', ['The South site has twelve racks in its hall.'], ['The North site has twelve racks in its hall.'], []],
  ['names that have changed sides', ['Siemens supplies pumps to Hitachi.'], ['Hitachi supplies pumps to Siemens.'], []],
  ['another total beside the same part', ['The North hall drew 13.2 MW in total last year, of which 10.0 MW went to IT equipment.'], ['The North hall drew 11.9 MW in total last year, of which 10.0 MW went to IT equipment.'], ['c0 c0 differs number 13.2/11.9']],
  ['another part of the same total', ['Of the 13.2 MW of the North hall, 10.0 MW went to IT.'], ['Of the 13.2 MW of the North hall, 9.1 MW went to IT.'], ['c0 c0 differs number 10.0/9.1']],
  ['both amounts', ['The hall held 66 racks, 20 of them with liquid.'], ['The hall held 60 racks, 24 of them with liquid.'], ['c0 c0 differs number 66/60']],
  ['the amount in a year', ['In 2024 the hall drew 5 MW on average and 7 MW at most.'], ['In 2024 the hall drew 6 MW on average and 7 MW at most.'], ['c0 c0 differs number 5/6']],
  ['amounts in two years', ['In 2023 the hall drew 5 MW on average and 7 MW at most.'], ['In 2024 the hall drew 6 MW on average and 7 MW at most.'], []],
  ['amounts of two numbered things', ['The new hall on Site 10 has 66 racks and 2 doors.'], ['The new hall on Site 11 has 64 racks and 2 doors.'], []],
  ['amounts of two named things', ['The hall of North holds 66 racks and 2 doors.'], ['The hall of South holds 60 racks and 2 doors.'], []],
  ['the same amounts, one rounded', ['The North hall drew 13.2 MW in total, of which 10.0 MW went to IT.'], ['The North hall drew 13.2 MW in total, of which 10 MW went to IT.'], ['c0 c0 same']],
  ['readings of one quantity', [['Its efficiency is poor.', 'pue(North) = 0.95']], [['The ratio there is 1.05.', 'pue(North) = 1.05']], ['c0 c0 differs number 0.95/1.05']],
  ['the same reading in other words', [['Its power usage effectiveness is 1.3.', 'pue(North) = 1.3']], [['North runs at a PUE of 1.30', 'pue(North) = 1.3']], ['c0 c0 same']],
  ['readings of two quantities', [['It is 0.95.', 'pue(North) = 0.95']], [['It is 1.05.', 'pue(South) = 1.05']], []],
  ['a question and talk', ['I hope this helps.'], ['I hope this helps.'], []],
]
const paired = (ours: readonly TurnClaim[], theirs: readonly TurnClaim[]) => pairClaims(ours, theirs, () => Promise.resolve())
const shown = async (ours: Given, theirs: Given): Promise<string[]> =>
  (await paired(claims(ours), claims(theirs))).map(({ here, there, says, clash }) => [here, there, says, ...(clash ? [clash.kind, ...(clash.kind === 'negation' ? [] : [`${clash.claim}/${clash.source}`])] : [])].join(' '))
for (const [about, ours, theirs, pairs] of cases) {
  test(`${about}`, async () => {
    deepEqual(await shown(ours, theirs), pairs)
  })
}

test('swapping the answers gives the same pairs the other way round', async () => {
  for (const [about, ours, theirs] of cases) {
    const forth = (await paired(claims(ours), claims(theirs))).map(({ here, there, says }) => `${here} ${there} ${says}`)
    const back = (await paired(claims(theirs), claims(ours))).map(({ here, there, says }) => `${there} ${here} ${says}`)
    deepEqual(back.sort(), forth.sort(), about)
  }
})

/** [ours, theirs, what they say of each other] */
const readings: readonly [ours: string[], theirs: string[], says: string | undefined][] = [
  [['pue(North) = 0.95'], ['pue(North) = 1.05'], 'differs number'],
  [['pue(North) = 0.95'], ['pue( North ) = 0.95'], 'same'],
  [['power(North) = 52 kW'], ['power(North) = 53 kW'], 'differs number'],
  [['power(North) = 52 kW'], ['power(North) = 52 MW'], undefined],
  [['pue(North) < 1.2'], ['pue(North) = 1.3'], 'differs number'],
  [['pue(North) < 1.2'], ['pue(North) = 1.1'], undefined],
  [['pue(North) <= 1.2'], ['pue(North) >= 1.2'], undefined],
  [['pue(North) < 1.2'], ['pue(North) >= 1.2'], 'differs number'],
  [['pue(North) != 1.2'], ['pue(North) = 1.2'], 'differs number'],
  [['opened(North) = 2020-03-01'], ['opened(North) = 2020-04-01'], 'differs date'],
  [['certified(North)'], ['not certified(North)'], 'differs negation'],
  [['certified(North)'], ['certified(South)'], undefined],
  [['a(X)', 'b(X)'], ['a(X)'], undefined],
  [['a(X)', 'b(X)'], ['b(X)', 'a(X)'], 'same'],
  [['a(X)', 'not b(X)'], ['b(X)'], 'differs negation'],
  [['a(X) and b(X)'], ['not a(X)'], undefined],
  [[], [], undefined],
]
for (const [ours, theirs, says] of readings) {
  test(`${ours.join('; ') || 'nothing'} beside ${theirs.join('; ') || 'nothing'}`, () => {
    const held = pairReadings(atomsIn(ours), atomsIn(theirs))
    const told = (one: typeof held) => one && [one.says, one.clash?.kind].filter(Boolean).join(' ')
    deepEqual([told(held), told(pairReadings(atomsIn(theirs), atomsIn(ours)))], [says, says])
  })
}

test('two answers of 200 claims that are all much alike are compared, each claim in one pair at most', async () => {
  const long = (shift: number) => claims(Array.from({ length: 230 }, (_, i) => [`The site number ${i} drew ${i + shift} MW in the year 2024 and was cooled by water from the river.`, `power(S${i}) = ${i + shift} MW`] as const))
  const pairs = await paired(long(0), long(1))
  equal(pairs.length, 200)
  ok(pairs.every(({ here, there, says }) => here === there && says === 'differs'))
})
