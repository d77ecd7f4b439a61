/** Citations are read where they are meant as such, and each is held against its own passage. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId, SourceId } from '../../../shared/model/ids.ts'
import type { FoundClaim, RecalledPassage } from '../../../shared/model/turn.ts'
import { embeddedChecker } from '../checking/embeddedChecker.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import { checkCitations, citedNumbers } from './citations.ts'

/** [text, what is cited: number and the words it was written with] */
const cases: readonly [text: string, cited: [number, string][]][] = [
  ['The PUE was 1.32 [1].', [[1, '[1]']]],
  ['The PUE was 1.32[1].', [[1, '[1]']]],
  ['The PUE was 1.32.[1]', [[1, '[1]']]],
  ['It was low [1, 2].', [[1, '1'], [2, '2']]],
  ['It was low [1][3].', [[1, '[1]'], [3, '[3]']]],
  ['It was low [1-3].', [[1, '[1-3]'], [2, '[1-3]'], [3, '[1-3]']]],
  ['It was low [1–2; 4].', [[1, '1–2'], [2, '1–2'], [4, '4']]],
  ['It was low [ 12 ].', [[12, '[ 12 ]']]],
  ['It was low [passage 2].', [[2, '[passage 2]']]],
  ['PUEは1.32でした【1】。', [[1, '【1】']]],
  ['PUEは1.32でした［２］。', [[2, '［２］']]],
  ['PUE 为 1.32【1、2】。', [[1, '1'], [2, '2']]],
  ['PUE는 1.32였다[1].', [[1, '[1]']]],
  ['It was low【4†source】.', [[4, '【4†source】']]],
  ['Cooling[1] and power[2] matter.', [[1, '[1]'], [2, '[2]']]],
  ['It was forged [99].', [[99, '[99]']]],
  ['It is zero [0].', [[0, '[0]']]],
  ['The law [2019] says so.', []],
  ['`a[1]` is the second item.', []],
  ['Here a[1] is the second item.', []],
  ['Then row_2[1] holds, and itemList[3] too.', []],
  ['Set values[1] = 5 first.', []],
  ['See [1](https://example.org/a) for more.', []],
  ['See [the report](https://example.org/[1]) for more.', []],
  ['See https://example.org/a[1] for more.', []],
  ['See [the report][annual] and ![2](x.png).', []],
  ['The vector $x[1]$ is normal.', []],
  ['It costs $5 [1] or $6.', [[1, '[1]']]],
  ['All values lie in [1, 5] here.', []],
  ['The interval [0, 1] is closed.', []],
  ['A checkbox [x] and a word [sic] and [^1].', []],
  ['It is [1.5] or [-1] or [].', []],
]
for (const [text, cited] of cases) {
  test(`cited in “${text}”: ${cited.map(([n]) => n).join(', ') || 'nothing'}`, () => {
    const start = 7
    deepEqual(citedNumbers({ text, start }).map((one) => [one.n, text.slice(one.start - start, one.end - start)]), cited)
  })
}

const passage = (n: number, text: string): RecalledPassage => ({ source: `S${n}` as SourceId, start: 0, end: text.length, text, n, title: `T${n}` })
const passages = [passage(1, 'The annual PUE of the North site was 1.32 in 2024.'), passage(2, 'The PUE of the South site was 1.51 in 2024.'), passage(3, 'The canteen opens at noon.')]
const checked = async (text: string): Promise<unknown> => {
  const [claim] = splitClaims(text)
  const found = await checkCitations({ ...claim!, id: 'c0' as ClaimId } satisfies FoundClaim, passages, embeddedChecker, new AbortController().signal)
  return found?.map(({ n, says }) => [n, says])
}

const judged: readonly [text: string, citations: [number, string][] | undefined][] = [
  ['The annual PUE of the North site was 1.32 in 2024 [1].', [[1, 'supports']]],
  // What it says is right and stands in another passage: the citation stays where it is, and is wrong.
  ['The annual PUE of the North site was 1.32 in 2024 [3].', [[3, 'not-found']]],
  ['The annual PUE of the North site was 1.11 in 2024 [1].', [[1, 'contradicts']]],
  ['The annual PUE of the North site was 1.32 in 2024 [7].', [[7, 'missing']]],
  ['The annual PUE of the North site was 1.32 in 2024 [1][3][0].', [[1, 'supports'], [3, 'not-found'], [0, 'missing']]],
  ['The annual PUE of the North site was 1.32 in 2024 [1], and the PUE of the South site was 1.51 in 2024 [2].', [[1, 'supports'], [2, 'supports']]],
  ['The annual PUE of the North site was 1.32 in 2024.', undefined],
]
for (const [text, citations] of judged) {
  test(`each citation is held against its own passage: ${text}`, async () => {
    deepEqual(await checked(text), citations)
  })
}
