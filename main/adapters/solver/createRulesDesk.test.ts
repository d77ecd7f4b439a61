/** The desk in its worker: answers, cancelled and newest questions, deaths, and what is left when it is closed. */
import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { DeskBase } from '../../core/logic/desk/jobs.ts'
import { createRulesDesk } from './createRulesDesk.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-desk-'))
after(() => rmSync(folder, { recursive: true }))

const RULES = 'entity North\nquantity pue(Thing) says "{1} has a PUE of {value}"\nrule floor: pue(S) >= 1\n'
const base = (text: string): DeskBase => ({ texts: [{ file: 'a.rules', text }], asOf: '2026-11-23', choices: [] })
const asked = (text: string, rules = RULES) => ({ ...base(rules), text, counterModel: false })
const name = (error: unknown): string => (error as Error).name

test('questions are answered in order, and one that is cancelled is forgotten', async () => {
  const desk = createRulesDesk()
  const stops = ['0.9', '0.95', '0.99'].map((value) => ({ stop: new AbortController(), value }))
  const answers = stops.map(({ stop, value }) => desk.ask('try', asked(`North has a PUE of ${value}`), stop.signal).then((tried) => tried.reading[0], name))
  stops[0]!.stop.abort()
  stops[1]!.stop.abort()
  deepStrictEqual(await Promise.all(answers), ['AbortError', 'AbortError', 'pue(North) = 0.99'])
  equal(await desk.ask('try', asked('x'), AbortSignal.abort()).then(() => 'answered', name), 'AbortError')
  await desk.close()
})

test('a question in bulk does not hold up what a person types, and can be stopped', async () => {
  const desk = createRulesDesk()
  const many = RULES + Array.from({ length: 3000 }, (_, at) => `relation r${at}(Thing)\nrule n${at}: pue(R) > ${at} implies r${at}(R)`).join('\n')
  const stop = new AbortController()
  let begun = (): void => undefined
  const underWay = new Promise<void>((resolve) => (begun = resolve))
  const bulk = desk.ask('health', base(many), stop.signal, () => begun()).then(() => 'answered', name)
  await underWay
  equal((await desk.ask('try', asked('North has a PUE of 0.9'))).verdict, 'refuted')
  stop.abort()
  equal(await bulk, 'AbortError')
  equal((await desk.ask('health', base(RULES))).consistent, true)
  await desk.close()
})

test('a worker that dies or never answers takes only its own question along', async () => {
  for (const [way, body, expected] of [['dies', 'process.exit(9)', 'Error'], ['hangs', '', 'AbortError']] as const) {
    const file = join(folder, `${way}.mjs`)
    const marker = join(folder, `${way}.seen`)
    writeFileSync(file, `import { parentPort } from 'node:worker_threads'
import { existsSync, writeFileSync } from 'node:fs'
parentPort.on('message', (request) => {
  if (request.cancel) return
  if (existsSync(${JSON.stringify(marker)})) return parentPort.postMessage({ id: request.id, output: { verdict: 'proved' } })
  writeFileSync(${JSON.stringify(marker)}, '')
  parentPort.postMessage({ id: request.id, progress: { doing: '', done: 0, total: 1 } })
  ${body}
})`)
    const desk = createRulesDesk({ workerUrl: pathToFileURL(file), graceMs: 20 })
    const stop = new AbortController()
    const first = desk.ask('try', asked('a'), stop.signal, () => {
      if (way === 'hangs') stop.abort()
    }).then(() => 'answered', name)
    deepStrictEqual([way, await first, (await desk.ask('try', asked('b'))).verdict], [way, expected, 'proved'])
    await desk.close()
  }
})

test('a closed desk answers nothing more, and says so', async () => {
  const desk = createRulesDesk()
  const going = desk.ask('try', asked('North has a PUE of 0.9')).then(() => 'answered', name)
  await desk.close()
  deepStrictEqual([await going, await desk.ask('try', asked('x')).then(() => 'answered', name)], ['AbortError', 'AbortError'])
})

test('as a person types: 40 claims and 40 drafts, each cancelled by the next, and the last one is answered', async () => {
  const desk = createRulesDesk()
  let last: Promise<string> = Promise.resolve('')
  let stop = new AbortController()
  for (let at = 0; at < 40; at++) {
    stop.abort()
    stop = new AbortController()
    last = desk.ask('try', asked(`North has a PUE of 0.${at}`, `${RULES}# ${at}`), stop.signal).then((tried) => tried.reading[0] ?? '', name)
  }
  ok((await last).startsWith('pue(North) = 0.39'))
  await desk.close()
})
