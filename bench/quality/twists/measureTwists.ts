/** `node bench/quality/twists/measureTwists.ts --data DIR [--frozen] [--show KIND]`: how many sentences made false by one change are still called supported, and how many true ones said in other words are. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { embeddedChecker } from '../../../main/core/checking/embeddedChecker.ts'
import { splitClaims } from '../../../main/core/checking/splitClaims.ts'
import type { GivenDocument } from '../../../main/core/checking/checker.ts'
import { rounded } from '../../../scripts/train/measures.ts'
import { seededRandom } from '../../../scripts/train/seededRandom.ts'
import { restatements } from './restatements.ts'
import { trueSentences } from './trueSentences.ts'
import { twists } from './twists.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, frozen: { type: 'boolean', default: false }, show: { type: 'string' }, write: { type: 'boolean', default: false } } })
if (values.data === undefined) {
  console.error('Say where the labelled data are: --data DIR.')
  process.exit(2)
}
const seed = 11
/** So many sentences of a kind are enough, for the time it takes. */
const mostOfAKind = 400

interface Count {
  n: number
  supported: number
  contradicted: number
}
type Counts = Map<string, Count>
const false_: Counts = new Map()
const true_: Counts = new Map()
const add = (counts: Counts, key: string, verdict: string): void => {
  const count = counts.get(key) ?? { n: 0, supported: 0, contradicted: 0 }
  counts.set(key, count)
  count.n++
  if (verdict === 'supported') count.supported++
  if (verdict === 'contradicted') count.contradicted++
}
const documents = new Map<string, readonly GivenDocument[]>()
async function verdictOf(text: string, source: string): Promise<{ verdict: string; quote: string }> {
  let given = documents.get(source)
  if (given === undefined) documents.set(source, (given = [{ id: 's', text: source }]))
  const [checked] = await embeddedChecker.check({ claims: splitClaims(text), evidence: { documents: given } })
  return { verdict: checked?.sources.verdict ?? 'none', quote: checked?.sources.evidence[0]?.quote ?? '' }
}

const random = seededRandom(seed)
for (const { text, source, pool, elsewhere, frozen } of trueSentences(values.data, seed)) {
  const picks = twists.map(({ kind, of }) => ({ kind, list: of(text, elsewhere), at: random() }))
  if (frozen !== values.frozen && pool !== 'sample') continue
  if (values.frozen && pool === 'sample') continue
  const before = await verdictOf(text, source)
  if (pool === 'people') {
    add(true_, 'people called it supported', before.verdict)
    if (before.verdict !== 'supported') continue
  } else {
    for (const { kind, of } of restatements) {
      const said = of(text)
      if (said === undefined || (true_.get(kind)?.n ?? 0) >= mostOfAKind) continue
      const { verdict, quote } = await verdictOf(said, source)
      add(true_, kind, verdict)
      if (values.show === kind && verdict !== 'supported') console.log(`${verdict}: ${said}\n   < ${text}\n   ~ ${quote}`)
    }
  }
  for (const { kind, list, at } of picks) {
    const twisted = list[Math.floor(at * list.length)]
    if (twisted === undefined || (false_.get(`${pool}: ${kind}`)?.n ?? 0) >= mostOfAKind) continue
    const { verdict, quote } = await verdictOf(twisted, source)
    add(false_, `${pool}: ${kind}`, verdict)
    add(false_, kind, verdict)
    add(false_, 'all', verdict)
    add(false_, `all of ${pool}`, verdict)
    if ((values.show === kind || values.show === 'all') && verdict === 'supported') console.log(`${pool}: ${kind}\n   > ${twisted}\n   < ${text}\n   ~ ${quote}`)
  }
}
const shares = (counts: Counts): Record<string, { n: number; supported: number | null; contradicted: number | null }> =>
  Object.fromEntries([...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, { n, supported, contradicted }]) => [key, { n, supported: rounded(supported / n), contradicted: rounded(contradicted / n) }]))
const report = {
  machine: `${cpus()[0]?.model ?? 'unknown'} x${cpus().length}`,
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  node: process.version,
  uses: values.frozen ? 'sources kept apart by a hash: not looked at while the checker was built' : 'looked at while the checker was built',
  madeFalse: Object.fromEntries(Object.entries(shares(false_)).filter(([key]) => !/^(?:sample|source|people): /u.test(key))),
  stillTrue: shares(true_),
}
if (values.write) writeFileSync(new URL(values.frozen ? 'frozen.json' : 'seen.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`)
const line = ([key, { n, supported, contradicted }]: [string, { n: number; supported: number | null; contradicted: number | null }]): string => `${key.padEnd(28)} n ${String(n).padStart(5)}  supported ${String(supported).padEnd(6)} contradicted ${String(contradicted)}`
console.log('made false'); for (const e of Object.entries(report.madeFalse)) console.log(line(e))
console.log('still true'); for (const e of Object.entries(report.stillTrue)) console.log(line(e))
