/** `npm run train -- --data DIR`: fits the checker's weights on labelled answers and writes assets/checker-weights.json and the report; with `--parts` it learns where parts begin instead. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { answerExamples } from './examples.ts'
import { fitWeights } from './fitWeights.ts'
import { labelledRows } from './labelledRows.ts'
import { leaveOutReport } from './leaveOutReport.ts'
import { writePartCutter } from './trainPartCutter.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, 'no-report': { type: 'boolean' }, parts: { type: 'boolean' } } })
if (values.data === undefined) {
  console.error('Say where the labelled data are: npm run train -- --data DIR (a folder with grounding-response.jsonl.gz and grounding-claim.jsonl.gz).')
  process.exit(2)
}
// Parts are a run of their own, before the other: those weights are fitted on claims cut into the parts that ship.
if (values.parts === true) {
  writePartCutter(values.data)
  process.exit(0)
}
const examples = answerExamples(labelledRows(values.data).filter(({ split, mayTrain }) => split === 'train' && mayTrain))
const weights = fitWeights(examples)
const asset = new URL('../../assets/checker-weights.json', import.meta.url)
writeFileSync(asset, `${JSON.stringify(weights)}\n`)
const numbers = JSON.stringify([weights.claim, weights.part]).match(/-?\d[\d.e-]*/gu)?.length ?? 0
console.error(`weights written: ${weights.claim.trees.length} + ${weights.part.trees.length} trees, ${numbers} numbers`)
if (values['no-report'] !== true) {
  writeFileSync(new URL('report.json', import.meta.url), `${JSON.stringify({ rows: examples.length, numbers, ...leaveOutReport(examples) }, null, 2)}\n`)
}
