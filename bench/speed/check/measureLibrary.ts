/** `node bench/speed/check/measureLibrary.ts [--passages 100000]`: a 20-claim answer against a library in a real database; `--passages 1000000` for a million. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../../../main/adapters/store/openStore.ts'
import { quiet, tickingClock } from '../../../main/adapters/store/testing.ts'
import { createLookups } from '../../../main/core/assistant/lookups.ts'
import { embeddedChecker } from '../../../main/core/checking/embeddedChecker.ts'
import { splitClaims } from '../../../main/core/checking/splitClaims.ts'
import { seededRandom } from '../../../scripts/train/seededRandom.ts'
import type { Source } from '../../../shared/model/source.ts'
import { quantile, report, round } from '../../report.ts'

const { values } = parseArgs({ options: { passages: { type: 'string', default: '100000' } } })
const wanted = Number(values.passages)
const perSource = 2000
const random = seededRandom(4)
const syllables = 'ka to mi re lu san dor vel pin tra go ne sho ber ium ack'.split(' ')
/** Words come as often as in English: the n-th with a chance of about 1/n. */
const words = Array.from({ length: 30_000 }, (_, i) => `${syllables[i % 16]!}${syllables[(i >> 4) % 16]!}${syllables[(i >> 8) % 16]!}${i > 4095 ? syllables[(i >> 12) % 16]! : ''}`)
const word = (): string => words[Math.floor(Math.exp(random() * Math.log(words.length))) - 1] ?? 'the'
const sentence = (): string => `The ${Array.from({ length: 14 }, word).join(' ')} was ${Math.floor(random() * 1000)} in ${1950 + Math.floor(random() * 75)}.`

const folder = mkdtempSync(join(tmpdir(), 'library-'))
const store = openStore(folder, { clock: tickingClock(), log: quiet })
const kept: string[] = []
for (let s = 0; s * perSource < wanted; s++) {
  const id = `01J${String(s).padStart(23, '0')}` as Source['id']
  const paragraphs = Array.from({ length: perSource }, () => `${sentence()} ${sentence()} ${sentence()}`)
  if (kept.length < 400) kept.push(...paragraphs.slice(0, 40))
  const text = paragraphs.join('\n\n')
  store.write.addSourceText(id, text, [])
  let start = 0
  for (let from = 0; from < paragraphs.length; from += 200) {
    store.write.addPassages(
      id,
      paragraphs.slice(from, from + 200).map((paragraph) => {
        const passage = { start, end: start + paragraph.length, text: paragraph }
        start += paragraph.length + 2
        return passage
      }),
    )
  }
  const hash = '0'.repeat(64) as Source['sha256']
  store.write.append([
    { stream: `source:${id}`, event: { kind: 'source.imported', source: { id, title: id, path: `${id}.txt`, format: 'text', sha256: hash, textSha256: hash, bytes: text.length, length: text.length, passages: perSource, tier: 'unknown', importedAt: '2026-11-23T12:00:00.000Z', version: 1, sample: false } } },
  ])
}
const answers: number[] = []
const processor: number[] = []
let searching = 0
const timed: typeof store.read.searchPassages = (text, limit, within) => {
  const { user, system } = process.cpuUsage()
  const found = store.read.searchPassages(text, limit, within)
  const after = process.cpuUsage()
  searching += (after.user + after.system - user - system) / 1000
  return found
}
for (let i = 0; i < 22; i++) {
  const answer = Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? kept[Math.floor(random() * kept.length)]!.split('. ')[0]! : sentence().slice(0, -1))).join('. ')
  const claims = splitClaims(`${answer}.`)
  const used = process.cpuUsage()
  const began = performance.now()
  await embeddedChecker.check({ claims, evidence: { library: createLookups({ ...store.read, searchPassages: timed }, { elapsed: () => performance.now() }).of() } })
  if (i < 2) {
    searching = 0
    continue
  }
  answers.push(performance.now() - began)
  const { user, system } = process.cpuUsage(used)
  processor.push((user + system) / 1000)
}
store.close()
rmSync(folder, { recursive: true })
report(new URL(`library-${wanted}.json`, import.meta.url).pathname, {
  passages: wanted,
  '20 claims: p50 ms': round(quantile(answers, 0.5)),
  '20 claims: p95 ms': round(quantile(answers, 0.95)),
  '20 claims: p50 ms of processor': round(quantile(processor, 0.5)),
  'of these in the search, mean': round(searching / answers.length),
  '20 claims: p95 ms of processor': round(quantile(processor, 0.95)),
})
