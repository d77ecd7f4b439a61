/** Encodings told by their bytes, and refusals where no encoding gives text. */
import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../../shared/problem.ts'
import { decodeText } from './decodeText.ts'

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replace(/\s/g, ''), 'hex')
const utf16 = (text: string, big = false): Uint8Array => {
  const out = new Uint8Array(text.length * 2)
  const view = new DataView(out.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !big)
  return out
}
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))

const cases: [what: string, input: Uint8Array, encoding: string, text: string][] = [
  ['plain ASCII', new TextEncoder().encode('cold aisle\r\nhot aisle\r'), 'utf-8', 'cold aisle\nhot aisle\n'],
  ['UTF-8', new TextEncoder().encode('전력 효율 😀'), 'utf-8', '전력 효율 😀'],
  ['UTF-8 with a mark', joined(bytes('efbbbf'), new TextEncoder().encode('é')), 'utf-8', 'é'],
  ['UTF-16 with a mark', joined(bytes('fffe'), utf16('전력 A')), 'utf-16le', '전력 A'],
  ['UTF-16, big end first', joined(bytes('feff'), utf16('전력 A', true)), 'utf-16be', '전력 A'],
  ['UTF-16 without a mark', utf16('power usage effectiveness'), 'utf-16le', 'power usage effectiveness'],
  // 서버는 전기를 많이 쓰고 있다. 그래서 냉각이 필요하다.
  ['EUC-KR', bytes('bcadb9f6b4c220c0fcb1e2b8a620b8b9c0cc20beb2b0ed20c0d6b4d92e20b1d7b7a1bcad20b3c3b0a2c0cc20c7cabfe4c7cfb4d92e'), 'euc-kr', '서버는 전기를 많이 쓰고 있다. 그래서 냉각이 필요하다.'],
  // サーバーは電気を使います。
  ['Shift-JIS', bytes('8354815b836f815b82cd93648b4382f08e6782a282dc82b78142'), 'shift_jis', 'サーバーは電気を使います。'],
  // 我们的服务器用了很多电，这是一个问题。
  ['GB18030', bytes('ced2c3c7b5c4b7fecef1c6f7d3c3c1cbbadcb6e0b5e7a3acd5e2cac7d2bbb8f6cecacce2a1a3'), 'gb18030', '我们的服务器用了很多电，这是一个问题。'],
  ['Western', bytes('436166e9206175207065746974206465 6a65756e6572'), 'windows-1252', 'Café au petit dejeuner'],
]

for (const [what, input, encoding, text] of cases) {
  test(`${what} is read as it was written`, () => deepEqual(decodeText(input), { text, encoding }))
}

test('a NUL becomes the replacement mark, at its place', () => equal(decodeText(new TextEncoder().encode('a\0b and much more text')).text, 'a\ufffdb and much more text'))

test('what the document declares is believed when it fits', () => equal(decodeText(bytes('bcadb9f6'), 'euc-kr').text, '서버'))

test('bytes that fit no encoding are refused', () => {
  const noise = Uint8Array.from({ length: 400 }, (_, i) => 0x80 + ((i * 89) % 128))
  throws(() => decodeText(noise), (error) => error instanceof Problem && error.code === 'source.encoding')
})
