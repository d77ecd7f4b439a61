/** How long a start takes after the build, and what it holds: a fresh process a trial, from spawn to the ready line. `run.ts [TRIALS]` */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, root } from '../../../scripts/ground.mjs'
import { quantile, report, round } from '../../report.ts'

const trials = Number(process.argv[2] ?? 15)
const workspace = mkdtempSync(join(tmpdir(), 'plumbline-bench-start-'))

/** Megabytes from /proc, where there is one: what the process holds, and the most it held. */
function memory(pid: number): { rss: number; peak: number } {
  const file = `/proc/${pid}/status`
  const status = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const megabytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024
  return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}

/** `pid` of the serving process stands in its runtime file: the launcher is another one. */
async function trial(command: string, words: readonly string[]): Promise<{ ms: number; rss: number; peak: number }> {
  const began = performance.now()
  const child = spawn(command, [...words, 'serve', '--port', '0', '--no-open', '--workspace', workspace], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CI: '1', NODE_NO_WARNINGS: '1' } })
  await once(child.stdout, 'data')
  const ms = performance.now() - began
  const { pid } = JSON.parse(readFileSync(join(workspace, 'runtime.json'), 'utf8')) as { pid: number }
  const held = memory(pid)
  child.kill('SIGTERM')
  await once(child, 'exit')
  return { ms, ...held }
}

ensureBuilt()
const bundle: Awaited<ReturnType<typeof trial>>[] = []
const launcher: Awaited<ReturnType<typeof trial>>[] = []
try {
  for (let n = 0; n <= trials; n += 1) {
    const pair = [await trial(process.execPath, [join(root, 'out/main/cli.js')]), await trial('node', [join(root, 'bin/plumbline')])] as const
    // The first pair makes the workspace and warms the disk.
    if (n === 0) continue
    bundle.push(pair[0])
    launcher.push(pair[1])
  }
} finally {
  rmSync(workspace, { recursive: true })
}
const of = (list: typeof bundle, pick: (one: (typeof bundle)[number]) => number, share: number): number => round(quantile(list.map(pick), share))
report(join(import.meta.dirname, '..', 'start.json'), {
  trials,
  'ready, ms, median': of(bundle, ({ ms }) => ms, 0.5),
  'ready, ms, p95': of(bundle, ({ ms }) => ms, 0.95),
  'ready by bin/plumbline on the system Node, ms, median': of(launcher, ({ ms }) => ms, 0.5),
  'memory at ready, MB, median': of(bundle, ({ rss }) => rss, 0.5),
  'memory at most, MB, median': of(bundle, ({ peak }) => peak, 0.5),
  'aim, ms': 500,
  'aim, MB': 150,
})
