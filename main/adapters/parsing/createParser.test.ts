/** The parsing port with real files in a real worker: what each format gives, and one clear problem for each bad file. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildPdf, pageOf } from '../../../fixtures/files/buildPdf.ts'
import type { ParsedSource, SourceParser } from '../../core/ports.ts'
import { Problem, type ProblemCode } from '../../../shared/problem.ts'
import { createParser } from './createParser.ts'

const never = new AbortController().signal
let folder: string
let parser: SourceParser

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-parsing-'))
  parser = createParser()
})
after(async () => {
  await parser.close()
  await rm(folder, { recursive: true })
})

async function parse(name: string, content: string | Uint8Array, by = parser): Promise<ParsedSource> {
  const path = join(folder, name)
  await writeFile(path, content)
  return by.parse({ name, path, bytes: content.length }, () => undefined, never)
}

const isProblem = (code: ProblemCode) => (error: unknown) => error instanceof Problem && error.code === code
const headings = (parsed: ParsedSource): string[] => parsed.landmarks.filter((mark) => mark.kind === 'heading').map((mark) => `${mark.level} ${parsed.text.slice(mark.start).split('\n')[0]}`)

/** Passages hold every word of the text behind its front matter, in order, without overlapping. */
function assertCovers({ text, passages }: ParsedSource, front = ''): void {
  equal(text.slice(0, front.length), front)
  let end = front.length
  for (const passage of passages) {
    ok(passage.start >= end && passage.end > passage.start)
    equal(text.slice(end, passage.start).trim(), '')
    end = passage.end
  }
  equal(text.slice(end).trim(), '')
}

test('Markdown stays as it is; headings outside code are landmarks', async () => {
  const front = '---\ntitle: "Cooling"\ndate: 2025-03-01\n---\n'
  const text = front + '# Cooling *racks*\n\nWater carries heat.\n\n```\n# no heading\n```\n\nAir\n---\n\nFans do too.\n'
  const parsed = await parse('a.md', text)
  deepEqual([parsed.title, parsed.format, parsed.published, parsed.text, headings(parsed)], ['Cooling', 'markdown', '2025-03-01', text, ['1 # Cooling *racks*', '2 Air']])
  assertCovers(parsed, front)
  equal(parsed.passages.at(-1)?.heading, 'Cooling racks › Air')
})

test('HTML becomes what a reader sees: entities once, no scripts, lists and tables line by line', async () => {
  const html = `<!doctype html><html><head><title>PUE &amp; more</title><style>p{}</style></head><body><nav><a href="/">Home</a></nav>
    <h1>PUE</h1><p>Below&nbsp;1 is &lt;impossible&gt;; write &amp;lt;.<script>document.title = 'run'</script></p>
    <p>At most 2<sup>31</sup>-1 bytes, says a note<sup>2</sup>.</p><ul><li>first</li><li>second <b>bold</b></li></ul><pre>a  b
  c</pre><table><tr><th>Site</th><th>PUE</th></tr><tr><td>North</td><td>1.32</td></tr></table><p hidden>secret</p></body></html>`
  const parsed = await parse('page.html', html)
  equal(parsed.title, 'PUE & more')
  equal(parsed.text, 'PUE\n\nBelow 1 is <impossible>; write &lt;.\n\nAt most 2^31-1 bytes, says a note2.\n- first\n- second bold\n\na  b\n  c\n\nSite | PUE\nNorth | 1.32')
  deepEqual(headings(parsed), ['1 PUE'])
})

test('HTML nested twenty thousand deep is read', async () => {
  const parsed = await parse('deep.html', `<html><body>${'<div>'.repeat(20_000)}bottom of it${'</div>'.repeat(20_000)}</body></html>`)
  equal(parsed.text, 'bottom of it')
})

test('PDF: paragraphs flow, hyphens go where the document knows the word, headings and pages are marked', async () => {
  const first = pageOf(['# Cooling of racks', 'The air conditioning of dense racks needs more energy than the rack itself in many of the con-', 'ditioning plants; a well-known remedy is liquid. The air conditioning plants of today are well-', 'known for it.'])
  const second = pageOf(['# Pumps', 'A pump moves water.'])
  const parsed = await parse('a.pdf', buildPdf([first, second], { title: 'Handbook of cooling' }))
  equal(parsed.title, 'Handbook of cooling')
  equal(parsed.pages, 2)
  equal(
    parsed.text,
    'Cooling of racks\n\nThe air conditioning of dense racks needs more energy than the rack itself in many of the conditioning plants; a well-known remedy is liquid. The air conditioning plants of today are well-known for it.\n\nPumps\n\nA pump moves water.',
  )
  deepEqual(headings(parsed), ['1 Cooling of racks', '1 Pumps'])
  deepEqual(parsed.landmarks.filter((mark) => mark.kind === 'page').map((mark) => mark.start), [0, parsed.text.indexOf('Pumps')])
  deepEqual(parsed.passages.map((passage) => passage.page), [1, 2])
})

test('PDF: running heads and page numbers are left out', async () => {
  const pages = Array.from({ length: 6 }, (_, i) => [
    { x: 72, y: 760, size: 9, text: 'Handbook' },
    ...pageOf([`This is the text of sheet ${i + 1}.`, 'It goes on for another line.']),
    { x: 300, y: 30, size: 9, text: String(i + 1) },
  ])
  const parsed = await parse('heads.pdf', buildPdf(pages))
  equal(parsed.text.includes('Handbook'), false)
  equal(/^\d$/m.test(parsed.text), false)
  equal(parsed.text.match(/sheet \d/g)?.length, 6)
})

test('PDF: Korean without an embedded font is read by the character maps', async () => {
  const parsed = await parse('ko.pdf', buildPdf([pageOf(['서버실의 전력 효율은 냉각 방식에 따라 크게 달라집니다.', '액체 냉각은 열을 더 잘 옮기므로 전력 효율이 높습니다.'], 'korean')]))
  equal(parsed.text, '서버실의 전력 효율은 냉각 방식에 따라 크게 달라집니다.\n액체 냉각은 열을 더 잘 옮기므로 전력 효율이 높습니다.')
})

test('JSON, CSV and text in an old Korean encoding are text', async () => {
  const results = [await parse('a.json', '{"pue": 1.32}'), await parse('a.csv', 'site,pue\nNorth,1.32\n'), await parse('a.txt', Buffer.from('bcadb9f6b4c220c0fcb1e2b8a620beb2b0ed20c0d6b4d92e', 'hex'))]
  deepEqual(results.map(({ format, text }) => [format, text]), [['json', '{"pue": 1.32}'], ['csv', 'site,pue\nNorth,1.32\n'], ['text', '서버는 전기를 쓰고 있다.']])
})

test('a type is told by content: HTML and PDF under other names', async () => {
  const html = await parse('page.txt', '<!DOCTYPE html><html><body><p>Hello there</p></body></html>')
  const pdf = await parse('manual', buildPdf([pageOf(['A manual that has lost its name but not its contents.'])]))
  deepEqual([html.format, pdf.format], ['html', 'pdf'])
})

const whole = buildPdf([pageOf(['A page of text that is long enough to be one.'])])
const bad: [what: string, name: string, content: string | Uint8Array, code: ProblemCode][] = [
  ['an empty file', 'empty.txt', '', 'source.empty'],
  ['white space only', 'blank.txt', ' \n\n ', 'source.empty'],
  ['a zip archive, which may be a bomb', 'bomb.docx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0), 'source.type-unknown'],
  ['a gzip archive, which is not inflated', 'bomb.txt', gzipSync(new Uint8Array(1_000_000)), 'source.type-unknown'],
  ['a program', 'run.txt', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), 'source.type-unknown'],
  ['binary data', 'data.txt', Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 256), 'source.type-unknown'],
  ['text in no encoding', 'noise.txt', Uint8Array.from({ length: 400 }, (_, i) => 0x80 + ((i * 89) % 128)), 'source.encoding'],
  ['a PDF that is none', 'fake.pdf', 'only text', 'source.unreadable'],
  ['a PDF cut off in the middle', 'cut.pdf', whole.slice(0, whole.length / 2), 'source.truncated'],
  ['a PDF cut off near its end', 'tail.pdf', whole.slice(0, whole.length - 60), 'source.truncated'],
  ['a PDF with a password', 'locked.pdf', buildPdf([pageOf(['secret'])], { encrypted: true }), 'source.encrypted'],
  ['a PDF of pictures', 'scan.pdf', buildPdf([[], []], { picture: true }), 'source.no-text'],
]
for (const [what, name, content, code] of bad) {
  test(`${what} is refused as ${code}`, () => rejects(parse(name, content), isProblem(code)))
}

test('a file of 500 MB is refused before it is read', async () => {
  const path = join(folder, 'huge.txt')
  await writeFile(path, 'x')
  await truncate(path, 500 * 1024 * 1024)
  await rejects(parser.parse({ name: 'huge.txt', path, bytes: 1 }, () => undefined, never), isProblem('source.too-large'))
  await rm(path)
})

test('a file that is missing or may not be read is named so', async () => {
  const path = join(folder, 'closed.txt')
  await rejects(parser.parse({ name: 'gone.txt', path: join(folder, 'gone.txt'), bytes: 1 }, () => undefined, never), isProblem('file.missing'))
  await writeFile(path, 'text')
  await chmod(path, 0)
  // The superuser may read everything: then the file is simply read.
  const result = parser.parse({ name: 'closed.txt', path, bytes: 4 }, () => undefined, never)
  if (process.getuid?.() === 0) equal((await result).text, 'text')
  else await rejects(result, isProblem('file.permission'))
})

test('a cancelled file ends as cancelled, and the next one is read', async () => {
  const controller = new AbortController()
  const path = join(folder, 'long.pdf')
  await writeFile(path, buildPdf(Array.from({ length: 400 }, (_, i) => pageOf([`Page ${i} of a long document with some text.`]))))
  const reading = parser.parse({ name: 'long.pdf', path, bytes: 1 }, () => controller.abort(), controller.signal)
  await rejects(reading, isProblem('cancelled'))
  equal((await parse('next.txt', 'still here')).text, 'still here')
})

test('a reader that is silent or swells is stopped, and the next file is read', async () => {
  const text = 'word '.repeat(4_000_000)
  const slow = createParser({ limits: { silentMs: 1 } })
  await rejects(parse('slow.txt', text, slow), isProblem('source.timeout'))
  await slow.close()
  const small = createParser({ limits: { heapMegabytes: 24 } })
  await rejects(parse('greedy.md', '# a\n'.repeat(3_000_000), small), isProblem('source.bomb'))
  equal((await parse('after.txt', 'still here', small)).text, 'still here')
  await small.close()
})

test('files asked for at once are read one after another, each with its own answer', async () => {
  const texts = await Promise.all(Array.from({ length: 8 }, (_, i) => parse(`q${i}.txt`, `answer ${i}`)))
  deepEqual(texts.map(({ text }) => text), Array.from({ length: 8 }, (_, i) => `answer ${i}`))
})
