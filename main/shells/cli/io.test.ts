/** Lines from a stream, however it is cut into pieces. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { readAll, readLines } from './io.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function lines(bytes: Uint8Array, size: number, longest?: number): Promise<string[]> {
  const found: string[] = []
  for await (const line of readLines(pieces(bytes, size), longest)) found.push(line)
  return found
}

const cases: [name: string, bytes: Uint8Array, lines: string[]][] = [
  ['nothing', Buffer.from(''), []],
  ['no last line end', Buffer.from('a\nb'), ['a', 'b']],
  ['empty lines', Buffer.from('a\n\n\nb\n'), ['a', '', '', 'b']],
  ['Windows line ends', Buffer.from('a\r\nb\r\n'), ['a', 'b']],
  ['a byte order mark, once', Buffer.from('\ufeffa\n\ufeffb'), ['a', '\ufeffb']],
  ['letters of several bytes', Buffer.from('한국어\n日本\n🙂\n'), ['한국어', '日本', '🙂']],
  ['a line that is no UTF-8 stands alone', Buffer.concat([Buffer.from('a\n'), Buffer.from([0xc3, 0x28]), Buffer.from('\nb')]), ['a', '\ufffd', 'b']],
]
for (const [name, bytes, expected] of cases) {
  for (const size of [1, 2, 3, 1000]) {
    test(`lines: ${name}, in pieces of ${size}`, async () => {
      deepEqual(await lines(bytes, size), expected)
    })
  }
}

test('a line that is too long is not held, and the next is read', async () => {
  deepEqual(await lines(Buffer.from(`a\n${'x'.repeat(50)}\nb\n`), 7, 20), ['a', '\ufffd', 'b'])
})

test('too many bytes are given up', async () => {
  deepEqual([(await readAll(pieces(Buffer.from('abcdef'), 2), 6))?.toString(), await readAll(pieces(Buffer.from('abcdef'), 2), 5)], ['abcdef', undefined])
})
