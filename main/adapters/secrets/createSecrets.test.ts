/** Keys: where they come from, how the file is kept, and that nothing of them is told but where they are. */
import { deepEqual, equal, match, throws } from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSecrets, variableOf } from './createSecrets.ts'

function inFolder(env: Record<string, string>, run: (secrets: ReturnType<typeof createSecrets>, file: string, told: string[], logged: string[]) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-keys-'))
  const told: string[] = []
  const logged: string[] = []
  const file = join(folder, 'deep', 'keys.json')
  try {
    run(createSecrets({ env, file, log: { write: (_level, event) => logged.push(event) }, onSecret: (key) => told.push(key) }), file, told, logged)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('names of servers as names of variables', () => {
  deepEqual(['OpenAI', 'My server', 'a.b-c'].map(variableOf), ['PLUMBLINE_KEY_OPENAI', 'PLUMBLINE_KEY_MY_SERVER', 'PLUMBLINE_KEY_A_B_C'])
})

test('the environment wins; OPENAI_API_KEY is for the server of that name only', () => {
  inFolder({ OPENAI_API_KEY: 'key-of-openai', PLUMBLINE_KEY_MY_SERVER: 'key-of-mine' }, (secrets, file, told) => {
    deepEqual([secrets.get('OpenAI'), secrets.get('My server'), secrets.get('other')], ['key-of-openai', 'key-of-mine', undefined])
    deepEqual(told, ['key-of-openai', 'key-of-mine'])
    equal(existsSync(file), false)
    const { where, warning } = secrets.set('My server', 'another')
    equal(where, file)
    match(warning!, /PLUMBLINE_KEY_MY_SERVER is set/)
    equal(secrets.get('My server'), 'key-of-mine')
    deepEqual(secrets.list(), [{ server: 'My server', where: 'PLUMBLINE_KEY_MY_SERVER' }, { server: 'openai', where: 'OPENAI_API_KEY' }])
  })
})

test('a key goes into a file that only its owner may read, with a warning, and out again', () => {
  inFolder({}, (secrets, file, told) => {
    match(secrets.set('local', 'a-long-key').warning!, /not encrypted/)
    secrets.set('__proto__', 'odd-name')
    equal(statSync(file).mode & 0o777, 0o600)
    deepEqual([secrets.get('local'), secrets.get('constructor'), told.includes('a-long-key')], ['a-long-key', undefined, true])
    equal(existsSync(`${file}.new`), false)
    deepEqual(secrets.set('local', ''), { where: 'nowhere' })
    equal(secrets.get('local'), undefined)
    equal(readFileSync(file, 'utf8').includes('a-long-key'), false)
  })
})

test('a file that others may read is tightened, and that is logged', () => {
  inFolder({}, (secrets, file, _told, logged) => {
    secrets.set('local', 'a-long-key')
    chmodSync(file, 0o644)
    equal(secrets.get('local'), 'a-long-key')
    deepEqual([statSync(file).mode & 0o777, logged], [0o600, ['secrets.tightened']])
  })
})

test('a damaged file is said and left as it is', () => {
  inFolder({}, (secrets, file) => {
    secrets.set('local', 'a-long-key')
    writeFileSync(file, '{"local":')
    throws(() => secrets.set('local', 'b-long-key'), { name: 'Problem', message: /damaged/ })
    equal(readFileSync(file, 'utf8'), '{"local":')
  })
})
