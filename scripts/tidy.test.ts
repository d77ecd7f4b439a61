/** Keeps the house in order: files stay short and say what they are for, docs name only files that exist, versions are pinned, and nothing of one machine slips in. */
import { deepEqual } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { missingPlatforms } from './lockPlatforms.mjs'

const root = join(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)) && statSync(join(root, file)).isFile())
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const generated = (file: string) => /\.generated\.(ts|js)$/.test(file)
const code = tracked.filter((file) => /\.(ts|tsx|mjs|js)$/.test(file) && !generated(file))
const text = tracked.filter((file) => /\.(ts|tsx|mjs|js|json|md|yml|yaml|css|html|sql|rules|txt)$|(^|\/)(bin|\.ci)\//.test(file) && file !== 'package-lock.json')

const LONGEST = 400
const LARGEST = 1_000_000

test('no file of code is over 400 lines', () => {
  const long = code.filter((file) => /\.tsx?$/.test(file)).map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
  deepEqual(long.filter(({ lines }) => lines > LONGEST), [])
})

test('every file of code opens with a sentence that says what it is for', () => {
  const opening = (file: string) => /^(?:#!.*\n)?(?:\/\*\*?\s*([\s\S]*?)\*\/|((?:\/\/.*\n?)+))/.exec(read(file))
  const silent = code.filter((file) => {
    const found = opening(file)
    const sentence = (found?.[1] ?? found?.[2] ?? '').replace(/^\s*(\*|\/\/) ?/gm, ' ').trim()
    return !/^[^a-z\s].{15,}[.!?:;`)]/s.test(sentence) && !/^.{15,}\./s.test(sentence)
  })
  deepEqual(silent, [])
})

test('documents name only files that are there', () => {
  const top = new Set(tracked.map((file) => file.split('/')[0]))
  const folders = new Set(tracked.flatMap((file) => file.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/'))))
  const lost: string[] = []
  for (const doc of tracked.filter((file) => file.endsWith('.md') && !file.startsWith('fixtures/') && !file.startsWith('assets/'))) {
    for (const [, path] of read(doc).matchAll(/(?:`|\]\()([\w.@-]+(?:\/[\w.@-]+)*\/?)(?:#[\w-]+)?(?:`|\))/g)) {
      const clean = path!.replace(/\/$/, '').replace(/^\.\//, '')
      const first = clean.split('/')[0]!
      if (!clean.includes('/') || !top.has(first)) continue
      if (!tracked.includes(clean) && !folders.has(clean)) lost.push(`${doc}: ${clean}`)
    }
  }
  deepEqual(lost, [])
})

test('nothing of one machine is in the repository: no absolute home or work folder, no registry address', () => {
  const home = new RegExp(`(^|[^\\w.:/~-])/(${['work', 'root', 'home/\\w+', 'Users/\\w+'].join('|')})/`, 'm')
  deepEqual(text.filter((file) => home.test(read(file))), [])
  deepEqual(/"resolved"/.exec(read('package-lock.json')), null)
})

test('no file is over one megabyte', () => {
  deepEqual(tracked.filter((file) => statSync(join(root, file)).size > LARGEST), [])
})

test('nothing is left for later in the code', () => {
  const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`)
  deepEqual(code.filter((file) => words.test(read(file))), [])
  const set = new RegExp(`\\b(test|it|describe|suite)\\.(${['sk' + 'ip', 'on' + 'ly'].join('|')})\\(`)
  deepEqual(code.filter((file) => set.test(read(file))), [])
})

test('every version is pinned exactly and the lockfile is whole for every platform', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
  const versions = Object.entries({ ...manifest['dependencies'], ...manifest['devDependencies'], ...manifest['optionalDependencies'] })
  deepEqual(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)), [])
  deepEqual(missingPlatforms(JSON.parse(read('package-lock.json'))), {})
})
