/** What is read out of code, addresses and scripts before anything is drawn. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import highlighter from 'highlight.js/lib/common'
import { directionOf } from './direction.ts'
import { rangesOf, rangesWithin, tokenKinds } from './highlightRanges.ts'
import { outsideAddress } from './outsideAddress.ts'
import { readFence } from './readFence.ts'
import { textPieces } from './textPieces.ts'

const fences: readonly [name: string, block: string, ReturnType<typeof readFence>][] = [
  ['a closed fence', '```ts\na()\n```\n\n', { language: 'ts', code: 'a()', closed: true }],
  ['one that still grows', '```ts\na()\nb', { language: 'ts', code: 'a()\nb', closed: false }],
  ['the beginning of its end', '```ts\na()\n``', { language: 'ts', code: 'a()', closed: false }],
  ['marks within the code', '````md\n```\nx\n```\n````', { language: 'md', code: '```\nx\n```', closed: true }],
  ['tildes, and backticks in its name', '~~~ a`b c\nx\n~~~', { language: 'a`b', code: 'x', closed: true }],
  ['a name and no line yet', '```mer', { language: 'mer', code: '', closed: false }],
  ['nothing in it', '```\n```', { language: '', code: '', closed: true }],
  ['a formula', '```math\nx\n```', undefined],
  ['code in a line', '```x``` is code', undefined],
  ['a paragraph', 'One is so.', undefined],
]
for (const [name, block, fence] of fences) test(`a fence: ${name}`, () => deepEqual(readFence(block), fence))

test('pieces are the text again, none longer than it may be, none within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '😀', '한', ' '), maxLength: 300 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 40 }), (text, lines, longest) => {
      const pieces = textPieces(text, lines, longest)
      return pieces.join('') === text && pieces.every((piece) => piece.length <= longest && piece.isWellFormed() && piece.split('\n').length <= lines + 1)
    }),
    { seed: 7 },
  )
})

const addresses: readonly [string, string | undefined][] = [
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['http://пример.example/', 'http://xn--e1afmkfd.example/'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ['https://bank.example@evil.example/', undefined],
  ['javascript:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['file:///etc/passwd', undefined],
  ['plumbline://ask?text=x', undefined],
  ['#/settings', undefined],
  ['//example.org/x', undefined],
  [`https://example.org/${'a'.repeat(3000)}`, undefined],
]
for (const [href, address] of addresses) test(`the address ${href.slice(0, 40)}`, () => equal(outsideAddress(href), address))

test('a direction is that of the first letter', () => {
  deepEqual(['1.32 هذا', '**بلغ** PUE', 'PUE بلغ', '12 %', 'שלום', '전력'].map(directionOf), ['rtl', 'rtl', 'ltr', undefined, 'rtl', 'ltr'])
})

test('colours are ranges of the code as it was written, in order and without overlap', () => {
  const code = 'const a = "x < y && \'z\'" // <b>\nreturn 12'
  const ranges = rangesOf(highlighter.highlight(code, { language: 'ts' }).value)
  const found: [string, string][] = []
  for (let i = 0; i < ranges.length; i += 3) found.push([code.slice(ranges[i], ranges[i + 1]), tokenKinds[ranges[i + 2] ?? 0] ?? ''])
  deepEqual(found, [['const', 'keyword'], ['"x < y && \'z\'"', 'string'], ['// <b>', 'comment'], ['return', 'keyword'], ['12', 'number']])
})

test('markup that pretends to be a colour stays code', () => {
  const code = '<span class="hljs-keyword">&lt;&amp;</span> </span>'
  const ranges = rangesOf(highlighter.highlight(code, { language: 'xml' }).value)
  equal(Math.max(...ranges.filter((_one, i) => i % 3 === 1)) <= code.length, true)
  deepEqual(rangesOf(highlighter.highlight(code, { language: 'plaintext' }).value), [])
})

test('ranges of a piece are those that touch it, in its own offsets', () => {
  deepEqual(rangesWithin([0, 4, 1, 6, 12, 2, 20, 22, 0], 10, 21), [0, 2, 2, 10, 11, 0])
  deepEqual(rangesWithin([0, 4, 1], 4, 9), [])
})
