/** `plumbline check` as others run it: formats, order, exit codes, and one clear line for what is wrong. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { runCli } from './runCli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-check-'))
const path = (name: string) => join(folder, name)
const SOURCE = 'The hall has 12 racks. The PUE of North was 1.32 in 2025.'

before(() => {
  writeFileSync(path('source.txt'), SOURCE)
  writeFileSync(path('right.txt'), 'The hall has 12 racks.')
  writeFileSync(path('wrong.txt'), 'The PUE of North was 1.95 in 2025.')
  writeFileSync(path('empty.txt'), '')
  writeFileSync(path('bytes.txt'), Buffer.from([0x81, 0x20, 0xff, 0xfe, 0x00, 0xc3, 0x28]))
})
after(() => rmSync(folder, { recursive: true }))

interface Row {
  id: string | null
  error?: string
  verdict?: string
  unsupported?: number
  claims?: { text: string; start: number; end: number; parts: { text: string }[]; logic: { verdict: string }; sources: { verdict: string; evidence: { source: string; quote: string; start: number; end: number }[] }; verdict: string; by: string }[]
  ms?: Record<string, number>
}
const rowsOf = (out: string): Row[] => out.trimEnd().split('\n').map((line) => JSON.parse(line) as Row)
const row = (id: string, answer: string) => JSON.stringify({ id, answer, sources: [{ id: 's1', text: SOURCE }] })

test('a batch is answered line for line, in order, and bad lines do not stop it', async () => {
  const lines = [row('a', 'The hall has 12 racks.'), '{"id":', '', '[]', JSON.stringify({ id: 'b' }), row('c', 'The PUE of North was 1.95 in 2025.'), JSON.stringify({ id: 'd', answer: '' }), JSON.stringify({ id: 'e', answer: 'It has 12 racks.' })]
  const { code, out } = await runCli(['check', '--batch', '-'], { stdin: `\ufeff${lines.join('\r\n')}\n` })
  const rows = rowsOf(out)
  equal(code, 0)
  deepEqual(rows.map(({ id, verdict, error }) => [id, error === undefined ? verdict : 'error']), [['a', 'verified'], [null, 'error'], [null, 'error'], ['b', 'error'], ['c', 'contradicted'], ['d', 'nothing-to-check'], ['e', 'unverified']])
  deepEqual([rows[5]!.unsupported, rows[6]!.unsupported], [0, 1])
  for (const { claims = [], ms } of rows) {
    for (const claim of claims) {
      for (const { quote, start, end } of claim.sources.evidence) equal(SOURCE.slice(start, end), quote)
      deepEqual(Object.keys(claim.logic).filter((key) => ['verdict', 'reading', 'because'].includes(key)).length, 3)
    }
    if (ms !== undefined) deepEqual(Object.keys(ms), ['split', 'logic', 'sources', 'total'])
  }
})

test('--strict says by the exit code that something is contradicted, and only then', async () => {
  const codes = []
  for (const words of [['right.txt', '--strict'], ['wrong.txt', '--strict'], ['wrong.txt']]) codes.push((await runCli(['check', path(words[0]!), '--source', path('source.txt'), ...words.slice(1)])).code)
  deepEqual(codes, [0, 1, 0])
})

test('--source holds for every row that has none of its own', async () => {
  const { out } = await runCli(['check', '--batch', '-', '--source', path('source.txt')], { stdin: `${JSON.stringify({ id: 1, answer: 'The hall has 12 racks.' })}\n${row('own', 'The hall has 12 racks.')}` })
  deepEqual(rowsOf(out).map(({ id, claims }) => [id, claims![0]!.sources.evidence[0]!.source]), [[1, path('source.txt')], ['own', 's1']])
})

test('one text as JSON is one value; as words it names verdict and quote', async () => {
  const json = await runCli(['check', path('wrong.txt'), '--source', path('source.txt'), '--json'])
  const [only, ...more] = rowsOf(json.out)
  deepEqual([only!.verdict, more], ['contradicted', []])
  const words = await runCli(['check', '-', '--source', path('source.txt')], { stdin: 'The hall has 12 racks.' })
  match(words.out, /^✓ verified {7}The hall has 12 racks\.\n {4}\S*source\.txt says so: “The hall has 12 racks\.”\nverified: 1 verified\n$/)
  deepEqual([words.err, json.err], ['', ''])
})

test('control characters of a text do not reach the terminal', async () => {
  const { out } = await runCli(['check', '-', '--source', path('source.txt')], { stdin: 'The hall\u001b[31m has 12 racks.' })
  equal(out.includes('\u001b'), false)
})

const refused: [name: string, words: string[], says: RegExp][] = [
  ['an unknown command', ['chekc'], /no command "chekc"/],
  ['an object’s own property as a command', ['constructor'], /no command "constructor"/],
  ['an unknown option', ['check', '--sources', 'x'], /Unknown option '--sources'/],
  ['an option without its value', ['check', '--batch'], /'--batch/],
  ['a file that is not there', ['check', 'nowhere.txt'], /no such file.*nowhere\.txt/],
  ['a folder', ['check', '.', '--source', '.'], /is a folder/],
  ['a source that is not there', ['check', 'right.txt', '--source', 'nowhere.txt'], /no such file.*nowhere\.txt/],
  ['a batch that is not there', ['check', '--batch', 'nowhere.jsonl'], /no such file.*nowhere\.jsonl/],
  ['two texts', ['check', 'right.txt', 'wrong.txt'], /one text/],
  ['a text and a batch', ['check', 'right.txt', '--batch', '-'], /not both/],
  ['a date that is none', ['check', 'right.txt', '--as-of', '2026-02-30'], /--as-of takes a date/],
  ['a checker that is none', ['check', 'right.txt', '--checker', 'oracle'], /no checker "oracle"/],
  ['bytes that are no text', ['check', 'bytes.txt'], /encoding/],
]
suite('refused input', { concurrency: 4 }, () => {
  for (const [name, words, says] of refused) {
    void test(`${name} is one clear line, exit 2 and nothing on standard output`, async () => {
      const { code, out, err } = await runCli(words, { cwd: folder })
      deepEqual([code, out], [2, ''])
      match(err, says)
      match(err, /^plumbline: [^\n]+\n$/)
    })
  }
})

test('rules decide before sources do, by their own names and lines', async () => {
  writeFileSync(path('site.rules'), 'type Facility\nentity North : Facility\nquantity pue(Facility) says "PUE of {1}" | "{1} has a PUE of {value}"\nrule floor "PUE is at least 1": pue(F) >= 1\n')
  const { code, out } = await runCli(['check', '-', '--rules', path('site.rules'), '--source', path('source.txt'), '--json', '--strict'], { stdin: 'North has a PUE of 0.95.' })
  const [found] = rowsOf(out)
  const { logic, by } = found!.claims![0] as unknown as { logic: { verdict: string; because: { id: string; file: string; line: number }[] }; by: string }
  deepEqual([code, found!.verdict, by, logic.verdict, logic.because.map(({ id, file, line }) => [id, file, line])], [1, 'contradicted', 'rules', 'refuted', [['floor', 'site.rules', 4]]])
})

test('a policy that asks for more sources holds a supported claim back, and says so', async () => {
  const rules = 'policy two "Counts need two reviewed sources":\n  claims about "racks" need 2 sources, tier reviewed\n'
  const source = (id: string, tier: string) => ({ id, text: SOURCE, tier, published: '2025-01-01' })
  const lines = [[source('a', 'reviewed')], [source('a', 'reviewed'), source('b', 'informal')], [source('a', 'reviewed'), source('b', 'primary')]].map((sources, id) => JSON.stringify({ id, answer: 'The hall has 12 racks.', sources, rules }))
  const { out } = await runCli(['check', '--batch', '-'], { stdin: lines.join('\n') })
  deepEqual(
    rowsOf(out).map(({ verdict, claims }) => [verdict, (claims![0] as { policies?: { id: string }[] }).policies?.map(({ id }) => id)]),
    [['unverified', ['two']], ['unverified', ['two']], ['verified', undefined]],
  )
})

test('without sources the library is asked, read-only: a folder that is not there stays so', async () => {
  const { code, out } = await runCli(['check', '-', '--json', '--workspace', path('none')], { stdin: 'The hall has 12 racks.' })
  deepEqual([code, rowsOf(out)[0]!.verdict, rowsOf(out)[0]!.unsupported, existsSync(path('none'))], [0, 'unverified', 1, false])
})

test('an empty text has nothing to check', async () => {
  const { code, out } = await runCli(['check', path('empty.txt'), '--json'])
  deepEqual([code, rowsOf(out)[0]!.verdict, rowsOf(out)[0]!.unsupported], [0, 'nothing-to-check', 0])
})

test('a reader that leaves ends a batch quietly', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'check', '--batch', '-'], { env: { NODE_NO_WARNINGS: '1' } })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece))
  child.stdin.on('error', () => undefined)
  child.stdout.once('data', () => child.stdout.destroy())
  const line = `${row('a', 'The hall has 12 racks. '.repeat(50))}\n`
  const feed = (error?: Error | null): void => {
    if (!error && !child.stdin.destroyed) child.stdin.write(line.repeat(20), feed)
  }
  feed()
  const code = await new Promise((resolve) => child.on('exit', resolve))
  deepEqual([code, err], [0, ''])
})

test('help and version', async () => {
  const help = await runCli(['--help'])
  equal(help.code, 0)
  ok(help.out.includes('plumbline check [FILE|-]'))
  match((await runCli(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
})
