/** Measures the library answerer: imports the documents of `questions.json` from a folder, asks its questions, and counts right answers. Usage: measure.ts FOLDER [--say] [--out FILE] */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { importPaths } from '../../../fixtures/core/importPaths.ts'
import { realPorts } from '../../../fixtures/core/realCore.ts'
import { answerFromLibrary, rankAnswer } from '../../../main/core/assistant/libraryAnswerer.ts'
import { createLookups } from '../../../main/core/assistant/lookups.ts'

interface Questions {
  readonly documents: Readonly<Record<string, string>>
  readonly answerable: readonly { in: string; ask: string; expect: string }[]
  readonly unanswerable: readonly string[]
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\u2010\u2011]/g, '-').replace(/[“”]/g, '"').replace(/\s+/g, '').toLowerCase()
const args = process.argv.slice(2)
const folder = args[0]
const out = args.includes('--out') ? args[args.indexOf('--out') + 1] : undefined
const questionsFile = args.includes('--questions') ? args[args.indexOf('--questions') + 1]! : join(import.meta.dirname, 'questions.json')
if (folder === undefined) {
  console.error('usage: measure.ts FOLDER [--questions FILE] [--say] [--out FILE]: the folder holds the documents named in the questions file')
  process.exit(2)
}
const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Questions
const paths = Object.keys(questions.documents).map((name) => join(folder, name))
const missing = paths.filter((path) => !existsSync(path))
if (missing.length > 0) {
  console.error(`not there: ${missing.join(', ')}`)
  process.exit(2)
}
const workspace = mkdtempSync(join(tmpdir(), 'plumbline-ask-'))
const ports = realPorts(workspace)
try {
  const imported = await importPaths(paths, ports)
  const refused = imported.filter((result) => result.status === 'refused')
  if (refused.length > 0) throw new Error(refused.map((result) => `${result.path}: ${result.reason}`).join('\n'))
  const search = createLookups(ports.store.read, ports.clock).of()
  const counts = { sentence1: 0, passage1: 0, passage3: 0, answer: 0, recalled: 0, wrongDocument: 0, saidNothing: 0 }
  const times: number[] = []
  for (const { in: document, ask, expect } of questions.answerable) {
    const wanted = plain(expect)
    const began = performance.now()
    const { scored, chosen, recalled } = await rankAnswer(ask, search)
    times.push(performance.now() - began)
    const { text } = await answerFromLibrary(ask, search, new AbortController().signal)
    const passages = [...new Set(scored.map((sentence) => sentence.passage))]
    const holds = (passage: (typeof passages)[number] | undefined): boolean => passage !== undefined && (passage.path ?? '').endsWith(document) && plain(passage.text).includes(wanted)
    const hit = {
      sentence1: plain(scored[0]?.text ?? '').includes(wanted),
      passage1: holds(passages[0]),
      passage3: passages.slice(0, 3).some(holds),
      answer: plain(text).includes(wanted),
      recalled: recalled.some(holds),
      wrongDocument: scored[0] !== undefined && !(scored[0].passage.path ?? '').endsWith(document),
      saidNothing: chosen.length === 0,
    }
    for (const [name, yes] of Object.entries(hit)) if (yes) counts[name as keyof typeof counts]++
    if (args.includes('--say')) {
      const marks = `${hit.answer ? 'ok ' : hit.passage3 ? 'near' : hit.recalled ? 'LOW ' : 'LOST'}`
      console.log(`${marks} ${ask}\n     ${text.replace(/\n+/g, '\n     ')}\n     (coverage ${(scored[0]?.coverage ?? 0).toFixed(2)}; wanted: ${expect})`)
    }
  }
  let honest = 0
  for (const ask of questions.unanswerable) {
    const { chosen, scored } = await rankAnswer(ask, search)
    if (chosen.length === 0) honest++
    if (args.includes('--say')) console.log(`${chosen.length === 0 ? 'ok ' : 'MADE UP'} ${ask} (coverage ${(scored[0]?.coverage ?? 0).toFixed(2)}) ${chosen[0]?.text.slice(0, 100) ?? ''}`)
  }
  times.sort((a, b) => a - b)
  const n = questions.answerable.length
  const figures = {
    questions: n,
    passages: ports.store.read.sources().reduce((sum, source) => sum + source.passages, 0),
    shareOf: { bestSentenceRight: counts.sentence1 / n, bestPassageRight: counts.passage1 / n, rightAmongThreePassages: counts.passage3 / n, answerHoldsIt: counts.answer / n, recalledAtAll: counts.recalled / n },
    wrongDocument: counts.wrongDocument,
    saidNothing: counts.saidNothing,
    unanswerable: questions.unanswerable.length,
    honestAboutIt: honest / questions.unanswerable.length,
    milliseconds: { median: times[n >> 1], most: times.at(-1) },
  }
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  const record = { machine: { cpu: cpus()[0]?.model, cores: cpus().length }, commit, node: process.version, figures }
  console.log(JSON.stringify(record, null, 2))
  if (out) writeFileSync(out, `${JSON.stringify(record, null, 2)}\n`)
} finally {
  await ports.parser.close()
  ports.store.close()
  rmSync(workspace, { recursive: true })
}
