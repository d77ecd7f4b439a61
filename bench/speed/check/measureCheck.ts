/** `node bench/speed/check/measureCheck.ts [--out FILE]`: how long a 20-claim answer takes against given sources, short and long, indexed anew each time. */
import { parseArgs } from 'node:util'
import { embeddedChecker } from '../../../main/core/checking/embeddedChecker.ts'
import { splitClaims } from '../../../main/core/checking/splitClaims.ts'
import { seededRandom } from '../../../scripts/train/seededRandom.ts'
import { quantile, report, round } from '../../report.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: new URL('check.json', import.meta.url).pathname } } })
const random = seededRandom(1)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
const subjects = ['The North hall', 'The pump room', 'Rack B7', 'The operator', 'Site Oslo', 'The chiller', 'The audit', 'Phase two']
const verbs = ['used', 'reported', 'reached', 'lost', 'installed', 'planned', 'measured', 'replaced']
const objects = ['cooling towers', 'diesel generators', 'free air', 'a new meter', 'the fans', 'water from the fjord', 'a heat pump', 'the old batteries']
const sentence = (): string => `${pick(subjects)} ${pick(verbs)} ${1 + Math.floor(random() * 900)}.${Math.floor(random() * 9)} kW with ${pick(objects)} and ${pick(objects)} in ${2000 + Math.floor(random() * 25)}.`
const text = (sentences: number): string => Array.from({ length: sentences }, sentence).join(' ')

const figures: Record<string, number> = {}
for (const [name, sentences, rounds] of [['500 words', 30, 100], ['5,000 words', 300, 40], ['50,000 words', 3000, 12]] as const) {
  const times: number[] = []
  const cpu: number[] = []
  for (let i = 0; i < rounds + 3; i++) {
    const source = text(sentences)
    const claims = splitClaims(Array.from({ length: 20 }, sentence).join(' '))
    const used = process.cpuUsage()
    const began = performance.now()
    await embeddedChecker.check({ claims, evidence: { documents: [{ id: 's', text: source }] } })
    if (i < 3) continue
    times.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
  }
  figures[`20 claims, source of ${name}: p50 ms`] = round(quantile(times, 0.5))
  figures[`20 claims, source of ${name}: p50 ms of processor`] = round(quantile(cpu, 0.5))
  figures[`20 claims, source of ${name}: p95 ms`] = round(quantile(times, 0.95))
}
report(values.out, figures)
