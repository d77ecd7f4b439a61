/** The commands on a workspace, from an import to an export: the formats that others read, and the exit codes. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import Database from 'better-sqlite3'
import { runCli } from './runCli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-commands-'))
const workspace = join(folder, 'workspace')
const cli = (...words: string[]) => runCli([...words, '--workspace', workspace])
const json = (out: string): unknown => (equal(out.trimEnd().split('\n').length, 1), JSON.parse(out))

before(async () => {
  mkdirSync(join(folder, 'in', '한국어'), { recursive: true })
  writeFileSync(join(folder, 'in', 'hall.md'), '# Hall\n\nThe hall has 12 racks. The PUE of North was 1.32 in 2025.\n')
  writeFileSync(join(folder, 'in', '한국어', '랙.txt'), '서버 랙은 모두 12개이다.\n')
  writeFileSync(join(folder, 'in', 'empty.txt'), '')
  const { code, out } = await cli('import', join(folder, 'in'), '--json')
  equal(code, 0)
  const results = json(out) as { path: string; source: string | null; status: string; passages: number; reason?: string }[]
  deepEqual(results.map(({ path, status }) => [path.slice(folder.length), status]).sort(), [['/in/empty.txt', 'refused'], ['/in/hall.md', 'imported'], ['/in/한국어/랙.txt', 'imported']])
  match(results.find(({ status }) => status === 'refused')!.reason!, /empty/)
})
after(() => rmSync(folder, { recursive: true }))

test('the same file again is unchanged, a new text is a new version, and only a refusal of everything is bad input', async () => {
  const status = async (path: string) => {
    const { code, out } = await cli('import', path, '--json')
    return [code, (json(out) as { status: string }[])[0]!.status]
  }
  const path = join(folder, 'in', 'hall.md')
  const text = readFileSync(path, 'utf8')
  deepEqual(await status(path), [0, 'unchanged'])
  writeFileSync(path, `${text}\nIt was built in 2019.\n`)
  deepEqual(await status(path), [0, 'new-version'])
  deepEqual(await status(join(folder, 'in', 'empty.txt')), [2, 'refused'])
})

test('a page behind a link is imported under its link; one that is not there is refused in words', async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/page' ? 200 : 404, { 'Content-Type': 'text/html' }).end('<!doctype html><html><head><title>Cooling</title></head><body><article><h1>Cooling</h1><p>The chiller was replaced in 2021.</p></article></body></html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const { code, out } = await cli('import', `${at}/page`, '--json')
    const [{ path, title, status }] = json(out) as [{ path: string; title: string; status: string }]
    deepEqual([code, path, title, status], [0, `${at}/page`, 'Cooling', 'imported'])
    const missing = await cli('import', `${at}/none`)
    deepEqual([missing.code, missing.out], [2, ''])
    match(missing.err, /could not be fetched: the server answered 404/)
  } finally {
    server.close()
  }
})

test('search gives literal quotes with their places, in English and in Korean', async () => {
  for (const [words, quoted] of [['racks', 'The hall has 12 racks.'], ['랙', '서버 랙은 모두 12개이다.']] as const) {
    const { code, out } = await cli('search', words, '-k', '3', '--json')
    const [hit] = json(out) as { source: string; title: string; path: string; quote: string; start: number; end: number; score: number }[]
    equal(code, 0)
    deepEqual(Object.keys(hit!), ['source', 'title', 'path', 'quote', 'start', 'end', 'score'])
    ok(hit!.quote.includes(quoted))
    equal(hit!.end - hit!.start, hit!.quote.length)
  }
})

test('messages are searched too, by the beginnings of words', async () => {
  await cli('ask', 'Who painted the turquoise door?')
  const { code, out } = await cli('search', 'turq', '--messages', '--json')
  const hits = json(out) as { part: string; snippet: string; marks: { start: number; end: number }[] }[]
  deepEqual([code, hits.map(({ part, snippet, marks }) => [part, snippet, marks])], [0, [['question', 'Who painted the turquoise door?', [{ start: 16, end: 20 }]]]])
})

test('a question is answered from the library, claim by claim, with the title and path of each source', async () => {
  const { code, out, err } = await cli('ask', 'How many racks does the hall have?', '--json')
  const turn = json(out) as { by: string; answer: string; verdict: string; claims: { text: string; start: number; end: number; verdict: string; sources: { evidence: Record<string, unknown>[] } }[] }
  deepEqual([code, err, turn.by, Object.keys(turn)], [0, '', 'library', ['turn', 'question', 'answer', 'by', 'verdict', 'unsupported', 'claims', 'ms']])
  ok(turn.answer.includes('12 racks'))
  for (const claim of turn.claims) equal(turn.answer.slice(claim.start, claim.end), claim.text)
  const evidence = turn.claims.flatMap(({ sources }) => sources.evidence).find(({ stance }) => stance === 'supports')!
  deepEqual([evidence['title'], evidence['path']], ['Hall', join(folder, 'in', 'hall.md')])
})

test('what the library does not know is said, and is no claim', async () => {
  const { code, out } = await cli('ask', 'Who painted the Mona Lisa?', '--json')
  const { answer, verdict, unsupported } = json(out) as { answer: string; verdict: string; unsupported: number }
  deepEqual([code, answer.startsWith('Your library does not say.'), verdict], [0, true, 'nothing-to-check'])
  equal(unsupported, 0)
})

test('rules of the workspace decide what the library says', async () => {
  mkdirSync(join(workspace, 'rules'), { recursive: true })
  writeFileSync(join(workspace, 'rules', 'site.rules'), 'type Facility\nentity North : Facility\nquantity pue(Facility) says "the PUE of {1} was {value}" | "the PUE of {1} was {value} in 2025" | "PUE of {1}"\nrule low "North is below 1.2": pue(North) < 1.2\n')
  try {
    const { out } = await cli('ask', 'What was the PUE of North?', '--json')
    const { claims } = json(out) as { claims: { text: string; logic: { verdict: string; because: { id: string }[] }; verdict: string; by: string }[] }
    const claim = claims.find(({ text }) => text.includes('1.32'))!
    deepEqual([claim.logic.verdict, claim.logic.because.map(({ id }) => id), claim.verdict, claim.by], ['refuted', ['low'], 'contradicted', 'rules'])
  } finally {
    rmSync(join(workspace, 'rules'), { recursive: true })
  }
})

test('notes and their export, with nothing kept yet', async () => {
  deepEqual(json((await cli('notes', '--json')).out), [])
  const { code } = await cli('export', '--format', 'md', '--out', join(folder, 'out', 'notes.md'))
  equal(code, 0)
  match(readFileSync(join(folder, 'out', 'notes.md'), 'utf8'), /^---\ntitle: "Notes"\n/)
  deepEqual(readdirSync(join(folder, 'out')), ['notes.md'])
})

test('the log is whole, and a row that was changed from outside is named', async () => {
  const whole = await cli('log', 'verify', '--json')
  const report = json(whole.out) as { whole: boolean; count: number; head: string; firstBroken: number | null }
  deepEqual([whole.code, report.whole, report.firstBroken, Object.keys(report)], [0, true, null, ['whole', 'count', 'head', 'firstBroken']])
  const db = new Database(join(workspace, 'data.sqlite'))
  const { payload } = db.prepare('SELECT payload FROM history WHERE seq = 2').get() as { payload: string }
  db.prepare('UPDATE history SET payload = ? WHERE seq = 2').run(payload.replace('{', '{ '))
  const broken = await cli('log', 'verify', '--json')
  const doctor = await cli('doctor')
  db.prepare('UPDATE history SET payload = ? WHERE seq = 2').run(payload)
  db.close()
  const named = json(broken.out) as { whole: boolean; firstBroken: number | null; say: string }
  deepEqual([broken.code, named.whole, named.firstBroken], [1, false, 2])
  match(doctor.out, /✕ history {3}The history is broken at event 2/)
  equal((await cli('log', 'verify')).code, 0)
})

test('reading commands make nothing and lock nothing', async () => {
  const none = join(folder, 'none')
  for (const words of [['search', 'racks', '--json'], ['notes', '--json'], ['log', 'verify', '--json'], ['doctor', '--json']]) {
    const { code } = await runCli([...words, '--workspace', none])
    equal(code, 0)
  }
  equal(existsSync(none), false)
})

test('two commands that write at the same time both finish', async () => {
  const [one, two] = await Promise.all([cli('ask', 'How many racks?', '--json'), cli('ask', 'Which PUE?', '--json')])
  deepEqual([one.code, two.code, one.err, two.err], [0, 0, '', ''])
})

const refused: [words: string[], says: RegExp][] = [
  [['ask'], /ask what\?/],
  [['ask', '  '], /ask what\?/],
  [['ask', 'x', '--expert', 'nobody'], /no expert “nobody”; there is library/],
  [['search'], /search for what\?/],
  [['search', 'x', '-k', '0'], /-k takes a number from 1/],
  [['import'], /import what\?/],
  [['import', '/nowhere/at/all'], /no such file/],
  [['import', 'http://127.0.0.1:9/a'], /could not be fetched/],
  [['notes', '--status', 'fresh'], /--status takes one of current/],
  [['export', '--out', 'x'], /--format takes md/],
  [['export', '--format', 'xlsx', '--out', 'x'], /--format takes md, obsidian, .*, bundle, not "xlsx"/],
  [['export', '--format', 'md'], /--out/],
  [['log'], /no command "log"/],
  [['log', 'verify', 'more'], /takes no words/],
  [['serve', '--port', 'many'], /--port/],
]
suite('refused input', { concurrency: 4 }, () => {
  for (const [words, says] of refused) {
    void test(`plumbline ${words.join(' ')}: one clear line and exit 2`, async () => {
      const { code, out, err } = await cli(...words)
      deepEqual([code, out], [2, ''])
      match(err, says)
      match(err, /^plumbline: [^\n]+\n$/)
    })
  }
})

test('a workspace that is a file, and one that is damaged, are refused in words and left alone', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, 'x')
  const damaged = join(folder, 'damaged')
  mkdirSync(damaged)
  writeFileSync(join(damaged, 'data.sqlite'), 'not a database, and long enough to be looked at')
  for (const place of [file, damaged]) {
    const { code, err } = await runCli(['ask', 'x', '--workspace', place])
    deepEqual([code, /^plumbline: [^\n]+\n$/.test(err)], [2, true], err)
  }
  equal(readFileSync(join(damaged, 'data.sqlite'), 'utf8'), 'not a database, and long enough to be looked at')
})
