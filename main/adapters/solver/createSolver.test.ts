/** The solver's worker: answers, hangs, deaths, memory. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { SolverAnswer } from '../../core/logic/solver.ts'
import { createSolver } from './createSolver.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-solver-'))
after(() => rmSync(folder, { recursive: true }))

const SAT = '(declare-const x Real)(assert (> x 1.0))(check-sat)'
const output = (text: string): object => ({ kind: 'output', text })
/** The answer without the count of steps, which is of no interest here. */
const told = (answer: SolverAnswer | undefined): object | undefined => (answer?.kind === 'output' ? output(answer.text) : answer)

/** `n` pigeons in one hole less: propositional solvers take exponential time. */
function pigeons(n: number): string {
  const at = (i: number, j: number): string => `p${i}_${j}`
  const range = (end: number): number[] => Array.from({ length: end }, (_, i) => i)
  const declared = range(n).flatMap((i) => range(n - 1).map((j) => `(declare-const ${at(i, j)} Bool)`))
  const somewhere = range(n).map((i) => `(assert (or ${range(n - 1).map((j) => at(i, j)).join(' ')}))`)
  const alone = range(n - 1).flatMap((j) => range(n).flatMap((i) => range(i).map((k) => `(assert (or (not ${at(i, j)}) (not ${at(k, j)})))`)))
  return [...declared, ...somewhere, ...alone, '(check-sat)'].join('')
}

test('scripts run in order, each in a fresh state, and a bad one harms no other', async () => {
  const solver = createSolver()
  const answers = await Promise.all([solver.run(SAT), solver.run('(check-sat'), solver.run('(assert x)'), solver.run('(declare-const x Bool)(assert (and x (not x)))(check-sat)')])
  await solver.close()
  deepStrictEqual([answers[0], answers[3]].map(told), [output('sat\n'), output('unsat\n')])
  ok(answers.slice(1, 3).every((a) => a.kind === 'output' && a.text.includes('error')))
})

test('a hard question ends with unknown at the soft limit', async () => {
  const solver = createSolver()
  deepStrictEqual([await solver.run(pigeons(13), { steps: 2e9, softMs: 100, hardMs: 20_000 }), await solver.run(SAT)].map(told), [output('unknown\n'), output('sat\n')])
  await solver.close()
})

test('the limit in steps ends a question at the same step each time, whatever came between', async () => {
  const solver = createSolver()
  const limits = { steps: 200_000, softMs: 60_000, hardMs: 60_000 }
  await solver.run(SAT)
  const first = await solver.run(pigeons(13), limits)
  await solver.run(SAT)
  const second = await solver.run(pigeons(13), limits)
  await solver.close()
  deepStrictEqual(second, first)
  ok(first.kind === 'output' && first.text === 'unknown\n' && first.steps >= 200_000 && first.steps < 300_000, JSON.stringify(first))
})

test('what overruns the hard limit is ended, and the next script gets a fresh worker', async () => {
  const solver = createSolver()
  await solver.run(SAT)
  const [stuck, next] = await Promise.all([solver.run(pigeons(13), { steps: 2e9, softMs: 60_000, hardMs: 150 }), solver.run(SAT)])
  await solver.close()
  deepStrictEqual([stuck, next].map(told), [{ kind: 'failed', why: 'time' }, output('sat\n')])
})

/** Workers that fail in each way; after the first request of a process they are never asked again. */
const FAILING: readonly (readonly [string, string, string])[] = [
  ['dies', 'process.exit(9)', 'crash'],
  ['throws', "throw new Error('out of luck')", 'crash'],
  ['says that its memory is spent', "parentPort.postMessage({ kind: 'broken', id: request.id, message: 'Aborted(OOM)' })", 'crash'],
  ['never answers', '', 'time'],
]
for (const [name, body, why] of FAILING) {
  test(`a worker that ${name} fails that script only; another is started for the next`, async () => {
    const file = join(folder, `${why}-${name.length}.mjs`)
    const marker = join(folder, `${name.length}.seen`)
    writeFileSync(file, `import { parentPort } from 'node:worker_threads'
import { existsSync, writeFileSync } from 'node:fs'
parentPort.on('message', (request) => {
  if (existsSync(${JSON.stringify(marker)})) return parentPort.postMessage({ kind: 'output', id: request.id, text: 'sat' })
  writeFileSync(${JSON.stringify(marker)}, '')
  ${body}
})`)
    const solver = createSolver({ workerUrl: pathToFileURL(file), hardMs: 500, loadMs: 0 })
    deepStrictEqual([await solver.run('first'), await solver.run('second')].map(told), [{ kind: 'failed', why }, output('sat')])
    await solver.close()
  })
}

test('the time of a script begins when its worker has loaded, however long that took', { timeout: 30_000 }, async () => {
  const file = join(folder, 'slow.mjs')
  const marker = join(folder, 'slow.seen')
  // Loads for longer than a script may take; the first script is never answered.
  writeFileSync(file, `import { parentPort } from 'node:worker_threads'
import { existsSync, writeFileSync } from 'node:fs'
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900)
parentPort.on('message', (request) => {
  if (existsSync(${JSON.stringify(marker)})) return parentPort.postMessage({ kind: 'output', id: request.id, text: 'sat' })
  writeFileSync(${JSON.stringify(marker)}, '')
})
parentPort.postMessage({ kind: 'ready' })`)
  const solver = createSolver({ workerUrl: pathToFileURL(file), hardMs: 600 })
  deepStrictEqual([await solver.run('first'), await solver.run('second')].map(told), [{ kind: 'failed', why: 'time' }, output('sat')])
  await solver.close()
})

test('a question far too large is survived', async () => {
  const solver = createSolver()
  const huge = `(declare-const x (_ BitVec 20000))(declare-const y (_ BitVec 20000))(assert (= (bvmul x y x y) (bvudiv y (bvmul x x))))(check-sat)`
  const answer = await solver.run(huge, { softMs: 1000, hardMs: 1500 })
  ok(answer.kind === 'failed' || /unknown|error/.test(answer.text), JSON.stringify(answer))
  deepStrictEqual(told(await solver.run(SAT)), output('sat\n'))
  await solver.close()
})

test('2,000 checks leave the memory where it was', async () => {
  const solver = createSolver()
  const check = (i: number): Promise<unknown> => solver.run(`(set-option :produce-unsat-cores true)(declare-const a Bool)(declare-const x Real)(assert (! (=> a (> x ${i}.0)) :named r))(assert (! a :named f))(assert (! (< x 0.0) :named g))(check-sat)(get-unsat-core)`)
  for (let i = 0; i < 200; i++) await check(i)
  const before = process.memoryUsage().rss
  for (let i = 0; i < 2000; i++) await check(i)
  const grown = (process.memoryUsage().rss - before) / 2 ** 20
  await solver.close()
  ok(grown < 60, `grew by ${Math.round(grown)} MB`)
})

test('a closed solver answers that it is closed, also to what was waiting', async () => {
  const solver = createSolver()
  const waiting = [solver.run(pigeons(12)), solver.run(SAT)]
  await solver.close()
  deepStrictEqual(await Promise.all([...waiting, solver.run(SAT)]), Array(3).fill({ kind: 'failed', why: 'closed' }))
})
