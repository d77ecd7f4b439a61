/** What the packed app weighs and how soon it starts: packed on a placeholder Electron, its archive taken out into an empty folder, a fresh process a trial. `run.ts [TRIALS]` */
import { extractAll } from '@electron/asar'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePlaceholderElectron } from '../../../e2e/placeholderElectron.ts'
import { root } from '../../../scripts/ground.mjs'
import { quantile, report, round } from '../../report.ts'

const trials = Number(process.argv[2] ?? 15)
const here = mkdtempSync(join(tmpdir(), 'plumbline-bench-package-'))
const env = { ...process.env, CI: '1', NODE_NO_WARNINGS: '1' }

/** Megabytes of a file or of all files below a folder. */
function megabytes(path: string): number {
  const found = statSync(path)
  if (!found.isDirectory()) return found.size / 1e6
  return readdirSync(path).reduce((sum, name) => sum + megabytes(join(path, name)), 0)
}

/** Milliseconds of a command from spawn to its end. */
function timed(words: readonly string[]): number {
  const began = performance.now()
  const done = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return performance.now() - began
}

/** Milliseconds from spawn to the line that says it can be used. */
async function ready(cli: string): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--no-open', '--workspace', join(here, 'workspace')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const ms = performance.now() - began
  child.kill('SIGTERM')
  await once(child, 'exit')
  return ms
}

try {
  writePlaceholderElectron(join(here, 'electron'))
  const packing = timed([join(root, 'scripts/package.mjs'), '--electron', join(here, 'electron'), '--out', join(here, 'packed')])
  const resources = join(here, 'packed', 'linux-unpacked', 'resources')
  const app = join(here, 'app')
  extractAll(join(resources, 'app.asar'), app)
  const cli = join(app, 'out/main/cli.js')
  const decide = [cli, 'rules', 'decide', '--rules', join(app, 'assets/sample/data-centre.rules'), '--claim', 'The PUE of the North site is 0.95.', '--json']
  const serve: number[] = []
  const version: number[] = []
  const decided: number[] = []
  for (let n = 0; n <= trials; n += 1) {
    const round3 = [await ready(cli), timed([cli, '--version']), timed(decide)] as const
    // The first round makes the workspace and warms the disk.
    if (n === 0) continue
    serve.push(round3[0])
    version.push(round3[1])
    decided.push(round3[2])
  }
  const modules = join(resources, 'app.asar.unpacked', 'node_modules')
  report(join(import.meta.dirname, '..', 'packedApp.json'), {
    trials,
    'app.asar, MB': round(megabytes(join(resources, 'app.asar'))),
    'of it the core, MB': round(megabytes(join(app, 'out/main'))),
    'of it the screen, MB': round(megabytes(join(app, 'out/renderer'))),
    'of it fonts and characters for PDF, MB': round(megabytes(join(app, 'out/pdf'))),
    'beside it SQLite, MB': round(megabytes(join(modules, 'better-sqlite3'))),
    'beside it Z3, MB': round(megabytes(join(modules, 'z3-solver'))),
    'beside it the keyring, MB': round(megabytes(join(modules, '@napi-rs'))),
    'packing with the build in place, s': round(packing / 1000),
    'serve ready, ms, median': round(quantile(serve, 0.5)),
    'serve ready, ms, p95': round(quantile(serve, 0.95)),
    'version, ms, median': round(quantile(version, 0.5)),
    'a claim decided by 20 rules, ms, median': round(quantile(decided, 0.5)),
    'aim for app.asar, MB': 15,
    'aim for ready, ms': 500,
  })
} finally {
  rmSync(here, { recursive: true, force: true })
}
