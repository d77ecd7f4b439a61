/**
 * `npm test`: installs what is missing, finds a Chromium, and runs every check; the last line is `N passed, N failed`.
 * npm test -- [STEP...] [--data FOLDER]   runs only those steps; FOLDER holds labelled data for the steps that measure.
 */
const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  process.stderr.write(`plumbline: Node ${process.versions.node} is too old to test with: install Node 20 or newer from nodejs.org, and run npm test again.\n`)
  process.exit(2)
}
const { spawn, spawnSync } = await import('node:child_process')
const { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync } = await import('node:fs')
const { tmpdir } = await import('node:os')
const { isAbsolute, join, resolve } = await import('node:path')
const { ensureBuilt, ensureInstalled, needNode, root, run, say, Stop } = await import('./ground.mjs')
const { findChromium, NO_CHROMIUM } = await import('./findChromium.mjs')

/** Minutes after which a step is ended and counted as failed: nothing hangs. */
const LIMIT_MINUTES = 30
/** Milliseconds after which one test is ended and counted as failed. */
const TEST_LIMIT = 240_000
const bin = (path) => join(root, 'node_modules', path)

/** Two files at a time, each in a process of its own with an app and a browser: they wait more than they work. */
const APART = ['--test-isolation=process', '--test-concurrency=2']

/** What waits for disks, programs and servers runs beside what computes, each in one process: of two cores one alone is used by either. */
const WAITS = ['main/adapters/', 'main/shells/', 'fixtures/', 'bench/', 'scripts/']
const waits = (path) => WAITS.some((folder) => path.startsWith(folder))

/** In CI, as root, where there is apt-get. */
function installPackages(...names) {
  if (!process.env.CI || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say(`Installing ${names.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

function* testFiles(folder, accept) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* testFiles(path, accept)
    else if (/\.test\.tsx?$/.test(entry.name) && accept(path)) yield path
  }
}
const isContract = (path) => path.endsWith('.contract.test.ts')
const unitFolders = ['shared', 'main', 'renderer', 'scripts', 'fixtures', 'bench'].filter((folder) => existsSync(join(root, folder)))
const filesOf = {
  unit: () => unitFolders.flatMap((folder) => [...testFiles(folder, (path) => !isContract(path))]),
  contract: () => unitFolders.flatMap((folder) => [...testFiles(folder, isContract)]),
  e2e: () => (existsSync(join(root, 'e2e')) ? [...testFiles('e2e', () => true)] : []),
}

await run(async () => {
  const words = process.argv.slice(2)
  const dataAt = words.indexOf('--data')
  const data = dataAt < 0 ? undefined : words.splice(dataAt, 2)[1]
  if (data !== undefined && !existsSync(data)) throw new Stop(`There is no folder ${data}: name the one with the labelled data after --data.`)
  await ensureInstalled()
  const node = needNode()
  if (findChromium() === undefined) installPackages('chromium')
  // A real keyring to try keys with.
  if (!existsSync('/usr/bin/gnome-keyring-daemon')) installPackages('dbus', 'gnome-keyring')
  // Other programs read back what is exported.
  if (!existsSync('/usr/bin/soffice') || !existsSync('/usr/bin/pdftotext')) installPackages('libreoffice-writer-nogui', 'poppler-utils', 'fonts-noto-cjk')
  const chromium = findChromium()
  mkdirSync(join(root, '.cache'), { recursive: true })
  const temporary = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
  const env = {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    ...(chromium === undefined ? {} : { PLUMBLINE_CHROMIUM: chromium }),
    ...(data === undefined ? {} : { PLUMBLINE_DATA: isAbsolute(data) ? data : resolve(data) }),
  }

  const spawned = (args) =>
    new Promise((done) => {
      const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      const keep = (piece) => (output = (output + piece).slice(-400_000))
      child.stdout.on('data', keep)
      child.stderr.on('data', keep)
      const limit = setTimeout(() => {
        output += `\nEnded after ${LIMIT_MINUTES} minutes.\n`
        child.kill('SIGKILL')
      }, LIMIT_MINUTES * 60_000)
      child.on('error', (error) => keep(error.message))
      child.on('close', (code) => {
        clearTimeout(limit)
        done({ code: code ?? 1, output })
      })
    })
  /** One check: it counts as one test. */
  const check = (args) => async () => {
    const { code, output } = await spawned(args)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output: code === 0 ? '' : output }
  }
  const ran = async (files, isolation = ['--test-isolation=none']) => {
    if (files.length === 0) return { passed: 0, failed: 0, skipped: 0, left: [], output: '' }
    const counted = join(mkdtempSync(join(temporary, 'counted-')), 'counts.json')
    const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=./scripts/countTests.mjs', `--test-reporter-destination=${counted}`]
    const { code, output } = await spawned(['--test', ...isolation, '--test-force-exit', `--test-timeout=${TEST_LIMIT}`, ...reporters, ...files])
    const { counts, skipped: left = [], screens = [] } = existsSync(counted) ? JSON.parse(readFileSync(counted, 'utf8') || '{}') : {}
    const passed = counts?.passed ?? 0
    const skipped = (counts?.skipped ?? 0) + (counts?.todo ?? 0)
    const failed = counts === undefined ? 1 : counts.tests - passed - skipped
    const from = output.indexOf('failing tests:')
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, left, output: code === 0 ? '' : [output.slice(Math.max(0, from)).trimEnd(), ...screens].join('\n') }
  }
  /** A step of several processes beside each other. */
  const tests = (name, parts, isolation) => async () => {
    const results = await Promise.all(parts.map((part) => ran(filesOf[name]().filter(part), isolation)))
    const sum = (key) => results.reduce((total, result) => total + result[key], 0)
    return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), left: results.flatMap(({ left }) => left), output: results.map(({ output }) => output).filter(Boolean).join('\n') }
  }
  const all = () => true
  const projects = { shared: 'shared', main: 'main', preload: 'main/shells/electron/preload', renderer: 'renderer', tools: 'tsconfig.tools.json' }
  const steps = {
    ...Object.fromEntries(Object.entries(projects).map(([name, path]) => [`types-${name}`, check([bin('typescript/bin/tsc'), '-p', path, '--pretty', 'false'])])),
    lint: check([bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
    layering: check([bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', 'main', 'shared', 'renderer']),
    knip: check([bin('knip/bin/knip.js'), '--no-progress']),
    build: async () => {
      try {
        ensureBuilt()
        return { passed: 1, failed: 0, skipped: 0, output: '' }
      } catch (error) {
        if (!(error instanceof Stop)) throw error
        return { passed: 0, failed: 1, skipped: 0, output: error.message }
      }
    },
    unit: tests('unit', [waits, (path) => !waits(path)]),
    contract: tests('contract', [all]),
    e2e: async () => (chromium === undefined ? { passed: 0, failed: 1, skipped: 0, output: `The end-to-end tests need a browser, and ${NO_CHROMIUM}.` } : tests('e2e', [all], APART)()),
  }
  const wanted = words.length === 0 ? Object.keys(steps) : Object.keys(steps).filter((step) => words.some((word) => step === word || step.startsWith(`${word}-`)))
  const unknown = words.filter((word) => !Object.keys(steps).some((step) => step === word || step.startsWith(`${word}-`)))
  if (unknown.length > 0) throw new Stop(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`)

  const results = new Map()
  const lane = async (names) => {
    for (const name of names.filter((step) => wanted.includes(step))) {
      const begun = Date.now()
      const result = await steps[name]()
      const seconds = ((Date.now() - begun) / 1000).toFixed(1)
      results.set(name, { ...result, seconds })
      say(`${result.failed === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
      if (result.failed > 0) say(result.output.trimEnd())
    }
  }
  // Two cores: what reads the code runs side by side; what runs it, alone, because the engine has limits of time.
  await Promise.all([lane(Object.keys(steps).filter((step) => step.startsWith('types-'))), lane(['lint', 'layering', 'knip', 'build'])])
  await lane(['unit', 'contract', 'e2e'])
  rmSync(temporary, { recursive: true, force: true })

  const total = { passed: 0, failed: 0, skipped: 0 }
  console.log('')
  for (const step of wanted) {
    const result = results.get(step)
    for (const key of Object.keys(total)) total[key] += result[key]
    console.log(`${step.padEnd(16)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed ${String(result.skipped).padStart(4)} skipped ${result.seconds.padStart(7)} s`)
  }
  for (const { left } of results.values()) for (const line of left ?? []) console.log(`skipped: ${line}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
})
