/** Configuration: which place wins, what each platform's data folder is, and the sentence for what is wrong. */
import { deepEqual, equal, throws } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { DEFAULT_PORT, defaultWorkspace, readConfig } from './config.ts'

const inFolder = (config: string | undefined, run: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-config-'))
  try {
    if (config !== undefined) writeFileSync(join(folder, 'config.json'), config)
    run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('flags win over the environment, the environment over the file, the file over the defaults', () => {
  inFolder('{"port": 1111, "open": false, "log": "warn", "checker": "judge"}', (workspace) => {
    deepEqual(readConfig({ workspace }, {}), { workspace, port: 1111, portChosen: true, open: false, log: 'warn', checker: 'judge' })
    deepEqual(readConfig({}, { PLUMBLINE_WORKSPACE: workspace, PLUMBLINE_PORT: '2222', PLUMBLINE_OPEN: '1', PLUMBLINE_LOG: 'debug' }), {
      workspace, port: 2222, portChosen: true, open: true, log: 'debug', checker: 'judge',
    })
    deepEqual(readConfig({ workspace, port: '3333', open: false, checker: 'embedded' }, { PLUMBLINE_PORT: '2222', PLUMBLINE_OPEN: '1' }), {
      workspace, port: 3333, portChosen: true, open: false, log: 'warn', checker: 'embedded',
    })
  })
  inFolder(undefined, (workspace) => {
    deepEqual(readConfig({ workspace }, {}), { workspace, port: DEFAULT_PORT, portChosen: false, open: true, log: 'info', checker: 'embedded' })
  })
})

test('a relative workspace is made absolute, and :memory: is none', () => {
  equal(readConfig({ workspace: 'here' }, {}).workspace, resolve('here'))
  equal(readConfig({ workspace: ':memory:' }, {}).workspace, undefined)
})

test('the data folder of each platform', () => {
  const home = '/h'
  deepEqual(
    [
      defaultWorkspace({}, 'linux', home),
      defaultWorkspace({ XDG_DATA_HOME: '/d' }, 'linux', home),
      defaultWorkspace({ XDG_DATA_HOME: 'relative is to be ignored' }, 'linux', home),
      defaultWorkspace({}, 'darwin', home),
    ],
    ['/h/.local/share/plumbline', '/d/plumbline', '/h/.local/share/plumbline', '/h/Library/Application Support/Plumbline'],
  )
})

const wrong: [name: string, flags: Parameters<typeof readConfig>[0], env: Record<string, string>, file: string | undefined, says: RegExp][] = [
  ['a port that is no number', { port: 'many' }, {}, undefined, /command line: --port/],
  ['a port that is too large', { port: '65536' }, {}, undefined, /--port/],
  ['a port of the environment', {}, { PLUMBLINE_PORT: '-1' }, undefined, /environment: PLUMBLINE_PORT/],
  ['a file that is no JSON', {}, {}, '{"port":', /config\.json is not JSON/],
  ['a key that does not exist', {}, {}, '{"prot": 1}', /config\.json: "prot"/],
  ['a level that does not exist', {}, {}, '{"log": "loud"}', /config\.json: "log"/],
]
for (const [name, flags, env, file, says] of wrong) {
  test(`${name} is refused in words`, () => {
    inFolder(file, (workspace) => {
      throws(() => readConfig({ workspace, ...flags }, env), { name: 'Problem', code: 'input.invalid', message: says })
    })
  })
}
