/** What every command stands on, with no dependency and on Node 20: where the repository is, the pinned Node, what is installed and what is built. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** better-sqlite3 crashes below this; the pinned Node has it. */
const NAPI = 10
/** Bytes that an install and a build take. */
const INSTALL_BYTES = 1_200_000_000

/** A failure that the person can mend: one sentence, no stack. */
export class Stop extends Error {}

export const say = (line) => process.stderr.write(`${line}\n`)
const hash = (parts) => {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('hex')
}

/** The path of the Node that the product runs on, or undefined when it is not installed. */
export function pinnedNode() {
  const os = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const places = [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`].map((name) => join(root, 'node_modules', name, 'bin', file))
  const found = places.find((path) => existsSync(path))
  if (found !== undefined) return found
  return Number(process.versions.napi) >= NAPI && Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

/** As `pinnedNode`, or a `Stop` that says what to do. */
export function needNode() {
  const node = pinnedNode()
  if (node === undefined) {
    throw new Stop(`Plumbline has no Node of its own for ${process.platform} ${process.arch}, and Node ${process.versions.node} is too old to run it: run npm start, or install Node 24.21 or newer and run this again.`)
  }
  return node
}

function why(output, code) {
  if (/ENOSPC|no space left/i.test(output)) return 'the disk is full. Free at least 1.2 GB and run this again.'
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) return 'there is no way to the package registry. Connect to the network (or set a proxy with npm config) and run this again.'
  if (/EACCES|EPERM|EROFS/.test(output)) return `this folder may not be written to. Make ${root} writable and run this again.`
  if (/EINTEGRITY/.test(output)) return 'a package arrived damaged. Run npm cache clean --force, and then this again.'
  return `npm ci ended with code ${code}. What it said is above.`
}

/** What must be installed: the lockfile, for this platform. */
function installStamp() {
  return hash([readFileSync(join(root, 'package-lock.json')), `${process.platform} ${process.arch}`])
}

/** Runs `npm ci` when what is installed is not what the lockfile says. A linked node_modules is taken as it is. */
export async function ensureInstalled() {
  const modules = join(root, 'node_modules')
  const stamp = join(modules, '.plumbline-installed')
  const wanted = installStamp()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return
  const disk = statfsSync(root)
  const free = disk.bavail * disk.bsize
  if (free < INSTALL_BYTES && !existsSync(modules)) {
    throw new Stop(`There are ${Math.round(free / 1e6)} MB free on this disk and Plumbline needs 1200 MB to install: free some space and run this again.`)
  }
  say('Installing packages (once; about a minute) …')
  // npm hands its own path to the scripts it runs; elsewhere it is on the PATH.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command, ...before] = npm
  const words = [...before, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false']
  const { code, output } = await new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && command === 'npm' })
    let output = ''
    const keep = (piece) => {
      output = (output + piece).slice(-20_000)
      process.stderr.write(piece)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: `${output}\n${error.message}` }))
    child.on('close', (code) => resolve({ code, output }))
  })
  if (code === 127) throw new Stop('npm was not found: install Node 20 or newer with npm from nodejs.org, and run this again.')
  if (code !== 0) throw new Stop(`Packages could not be installed: ${why(output, code)}`)
  if (pinnedNode() === undefined) needNode()
  writeFileSync(stamp, wanted)
}

/** Everything that the bundles are made of. */
const BUILT_FROM = ['main', 'shared', 'renderer', 'assets', 'scripts/build.mjs', 'package.json', 'package-lock.json']

function* filesUnder(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) {
    yield [path, found]
    return
  }
  for (const name of readdirSync(join(root, path)).sort()) if (name !== 'node_modules' && !/\.test\.tsx?$/.test(name)) yield* filesUnder(`${path}/${name}`)
}

/** `quick` by size and time of change, `exact` by content: a fresh clone has new times and old content. */
function sourceStamps() {
  const files = BUILT_FROM.flatMap((path) => [...filesUnder(path)])
  const quick = hash(files.map(([path, { size, mtimeMs }]) => `${path}\0${size}\0${mtimeMs}\n`))
  const exact = () => hash(files.flatMap(([path]) => [`${path}\0`, readFileSync(join(root, path)), '\n']))
  return { quick, exact }
}

/** Builds `out/` when it is missing or older than its sources; returns whether it did. */
export function ensureBuilt() {
  const file = join(root, 'out', '.stamp.json')
  let was
  try {
    was = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    was = undefined
  }
  const { quick, exact } = sourceStamps()
  if (was?.quick === quick) return false
  const content = exact()
  if (was?.exact !== content) {
    if (was !== undefined || !existsSync(join(root, 'out'))) say('Building …')
    rmSync(file, { force: true })
    const built = spawnSync(needNode(), [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 })
    if (built.status !== 0) {
      const output = `${built.stdout ?? ''}${built.stderr ?? ''}`
      if (/ENOSPC/.test(output)) throw new Stop('The disk is full: free some space and run this again.')
      if (/EACCES|EROFS/.test(output)) throw new Stop(`The bundles could not be written: make ${join(root, 'out')} writable and run this again.`)
      throw new Stop(`The build failed.\n${output.trimEnd()}`)
    }
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ quick, exact: content }))
  return was?.exact !== content
}

/** Runs `main` and turns a `Stop` into its one line and exit code 2. */
export async function run(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(`plumbline: ${error.message}`)
    process.exitCode = 2
  }
}
