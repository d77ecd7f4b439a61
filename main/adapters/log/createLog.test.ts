/** The log: what is written, what is taken out of it, how it is rotated, and that it never throws. */
import { deepEqual, doesNotThrow, equal } from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLog } from './createLog.ts'
import { createRedaction } from './redact.ts'

const clock = { now: () => new Date('2026-11-23T10:00:00Z') }
const inFolder = (run: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-log-'))
  try {
    run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an event is one line of JSON, and quieter levels are left out', () => {
  inFolder((folder) => {
    const log = createLog({ folder, level: 'info', clock, redaction: createRedaction() })
    log.write('debug', 'turn.started')
    log.write('info', 'turn.ended', { turn: 't', text: 'two\nlines' })
    log.close()
    equal(readFileSync(join(folder, 'plumbline.log'), 'utf8'), '{"at":"2026-11-23T10:00:00.000Z","level":"info","event":"turn.ended","turn":"t","text":"two\\nlines"}\n')
    equal(statSync(join(folder, 'plumbline.log')).mode & 0o77, 0)
  })
})

const SECRET = 'sk-3c0ffee/3c0ffee+3c0ffee'
const redacted: [name: string, fields: Record<string, unknown>, written: Record<string, unknown>][] = [
  ['by the name of the field', { apiKey: 'a', api_key: 'b', Authorization: 'c', 'x-api-key': 'd', token: 'e', nested: [{ password: 'f' }] },
    { apiKey: '[redacted]', api_key: '[redacted]', Authorization: '[redacted]', 'x-api-key': '[redacted]', token: '[redacted]', nested: [{ password: '[redacted]' }] }],
  ['names that only sound alike are kept', { monkey: 'a', inputTokenizer: 'b', keyboard: 'c' }, { monkey: 'a', inputTokenizer: 'b', keyboard: 'c' }],
  ['by value, anywhere', { url: `http://h/?k=${SECRET}`, [`for ${SECRET}`]: 1 }, { url: 'http://h/?k=[redacted]', 'for [redacted]': 1 }],
  ['by value, encoded', { url: `?${encodeURIComponent(SECRET)}`, basic: Buffer.from(SECRET).toString('base64') }, { url: '?[redacted]', basic: '[redacted]' }],
  ['values that JSON has no word for', { big: 10n, bytes: new Uint8Array(3), nothing: undefined, when: new Date(0) }, { big: '10', bytes: '3 bytes', when: '1970-01-01T00:00:00.000Z' }],
]
for (const [name, fields, written] of redacted) {
  test(`secrets are taken out: ${name}`, () => {
    const redaction = createRedaction()
    redaction.add(SECRET)
    redaction.add('abc')
    deepEqual(JSON.parse(JSON.stringify(redaction.redact(fields))), written)
  })
}

test('an error is written with its cause and without the secret in its message; a circle ends', () => {
  const redaction = createRedaction()
  redaction.add(SECRET)
  const circle: Record<string, unknown> = { error: new Error(`401 for ${SECRET}`, { cause: new TypeError(SECRET) }) }
  circle['self'] = circle
  const written = JSON.stringify(redaction.redact(circle))
  equal(written.includes(SECRET), false)
  const read = JSON.parse(written) as { self: string; error: { message: string; cause: { name: string; message: string } } }
  deepEqual([read.self, read.error.message, read.error.cause.name, read.error.cause.message], ['…', '401 for [redacted]', 'TypeError', '[redacted]'])
})

test('a full file is put aside and only so many are kept', () => {
  inFolder((folder) => {
    const log = createLog({ folder, level: 'info', clock, redaction: createRedaction(), bytes: 1000, kept: 2 })
    for (let n = 0; n < 60; n++) log.write('info', 'n', { n, pad: 'x'.repeat(80) })
    log.close()
    deepEqual(readdirSync(folder).sort(), ['plumbline.log', 'plumbline.log.1', 'plumbline.log.2'])
    deepEqual(readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 1000), [])
    const last = readFileSync(join(folder, 'plumbline.log'), 'utf8').trim().split('\n').at(-1)!
    equal((JSON.parse(last) as { n: number }).n, 59)
  })
})

test('a log that cannot be written stops nothing', () => {
  inFolder((folder) => {
    writeFileSync(join(folder, 'file'), '')
    const log = createLog({ folder: join(folder, 'file'), level: 'info', clock, redaction: createRedaction() })
    doesNotThrow(() => log.write('error', 'fault'))
    log.close()
  })
})
