/**
 * Completes package-lock.json with the optional platform packages that the registry in use did not offer when it was written.
 * Without an entry for each of them `npm ci` refuses the lockfile, on every machine. An entry written here has an exact version and no hash.
 * Run after every `npm install`: node scripts/lockPlatforms.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OS = ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix']
const CPU = ['arm64', 'x64', 'arm', 'ppc64', 'riscv64', 's390x', 'ia32', 'wasm32', 'loong64', 'mips64el']

/** What a name like `@x/binding-linux-arm64-musl` says of where it runs. */
function platformOf(name) {
  const words = name.split('/').pop().split('-')
  const os = OS.filter((word) => words.includes(word))
  const cpu = CPU.filter((word) => words.includes(word))
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') && os[0] === 'linux' ? ['glibc'] : []
  return { ...(cpu.length > 0 ? { cpu } : {}), ...(os.length > 0 ? { os } : {}), ...(libc.length > 0 ? { libc } : {}) }
}

/** Entries that the lockfile lacks: `node_modules/NAME` -> entry. */
export function missingPlatforms(lock) {
  const missing = {}
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue
      if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) throw new Error(`${name} is wanted as ${version}: no exact version to lock`)
      missing[`node_modules/${name}`] = { version, ...platformOf(name), ...(entry.dev ? { dev: true } : {}), license: entry.license, optional: true }
    }
  }
  return missing
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingPlatforms(lock)
  const names = Object.keys(missing)
  if (process.argv.includes('--check')) {
    if (names.length > 0) console.error(`package-lock.json lacks ${names.length} platform packages; run: node scripts/lockPlatforms.mjs`)
    process.exitCode = names.length > 0 ? 1 : 0
  } else if (names.length > 0) {
    const root = { '': lock.packages[''] }
    const rest = Object.entries({ ...lock.packages, ...missing }).filter(([path]) => path !== '').sort(([a], [b]) => (a < b ? -1 : 1))
    writeFileSync(file, JSON.stringify({ ...lock, packages: { ...root, ...Object.fromEntries(rest) } }, null, 2) + '\n')
    console.log(`Added ${names.length} platform packages to package-lock.json.`)
  }
}
