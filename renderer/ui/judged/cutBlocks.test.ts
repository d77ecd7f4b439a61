/** The block cutter: what it cuts where, and that cutting as a text grows comes to the same as cutting it whole. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { markdownAnswer } from '../../../bench/speed/stream/answer.ts'
import { createBlockCutter, cutBlocks, linkDefinitions } from './cutBlocks.ts'

const pieces = (text: string): string[] => cutBlocks(text).blocks.map(({ start, end }) => text.slice(start, end))

const cases: readonly { name: string; text: string; blocks: string[] }[] = [
  { name: 'nothing', text: '', blocks: [] },
  { name: 'paragraphs', text: 'One.\nStill one.\n\nTwo.', blocks: ['One.\nStill one.\n\n', 'Two.'] },
  { name: 'a heading needs no blank line', text: 'One.\n## Two\nThree.', blocks: ['One.\n', '## Two\n', 'Three.'] },
  { name: 'a fence keeps its blank lines and headings', text: '```sh\n# not a heading\n\nls\n```\nAfter.', blocks: ['```sh\n# not a heading\n\nls\n```\n', 'After.'] },
  { name: 'a longer fence holds a shorter one', text: '````\n```\n\nx\n```\n````\n\nAfter.', blocks: ['````\n```\n\nx\n```\n````\n\n', 'After.'] },
  { name: 'a loose list stays whole', text: '- one\n\n- two\n\n  more of two\n\nAfter.', blocks: ['- one\n\n- two\n\n  more of two\n\n', 'After.'] },
  { name: 'a table', text: '| a |\n| - |\n| 1 |\n\nAfter.', blocks: ['| a |\n| - |\n| 1 |\n\n', 'After.'] },
  { name: 'display math keeps its blank lines', text: '$$\na\n\nb\n$$\n\nAfter.', blocks: ['$$\na\n\nb\n$$\n\n', 'After.'] },
  { name: 'an unclosed fence runs to the end', text: '```\none\n\ntwo', blocks: ['```\none\n\ntwo'] },
]
for (const { name, text, blocks } of cases) test(`cuts ${name}`, () => deepEqual(pieces(text), blocks))

test('a text that grows by any piece is cut as the whole text is', () => {
  const { text } = markdownAnswer()
  for (const size of [1, 7, 16, 301]) {
    const cut = createBlockCutter()
    let last: ReturnType<typeof cutBlocks> | undefined
    for (let at = size; at < 6000; at += size) last = cut(text.slice(0, at))
    const length = last?.length ?? 0
    deepEqual(last?.blocks, cutBlocks(text.slice(0, length)).blocks)
  }
})

test('one endless paragraph is cut at the ends of sentences, the same whether it grows or comes whole', () => {
  const text = 'And so on it goes. '.repeat(2000)
  const cut = createBlockCutter()
  let grown = cut('')
  for (let at = 500; at <= text.length; at += 500) grown = cut(text.slice(0, at))
  deepEqual(grown.blocks, cutBlocks(text).blocks)
  ok(grown.blocks.every(({ start, end }) => end - start < 4100 && text.slice(start, end).trimEnd().endsWith('.')))
  equal(pieces(text).join(''), text)
})

test('finished blocks stay the same objects, so that they are not drawn again', () => {
  const cut = createBlockCutter()
  const first = cut('One.\n\nTwo')
  const second = cut('One.\n\nTwo, longer.\n\nThree')
  equal(second.blocks[0], first.blocks[0])
  deepEqual(cut('Other text altogether.').blocks, [{ start: 0, end: 22 }])
})

test('blocks cover the text without gaps', () => {
  const { text } = markdownAnswer()
  equal(pieces(text).join(''), text)
})

test('link definitions are found wherever they stand', () => {
  equal(linkDefinitions('See [a].\n\n[a]: https://example.org\n\nEnd.'), '\n\n[a]: https://example.org')
  equal(linkDefinitions('No definitions: [a](b).'), '')
})
