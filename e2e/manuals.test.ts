/** Real manuals from a Debian package (a PDF of 143 pages, HTML, Japanese): imported by the command line, then asked about. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openStoreForReading } from '../main/adapters/store/openStore.ts'
import { plumbline } from './harness.ts'

const FOLDER = '/usr/share/doc/debmake-doc'
const files = { pdf: join(FOLDER, 'debmake-doc.en.pdf'), html: join(FOLDER, 'html', 'ch03.en.html'), japanese: join(FOLDER, 'debmake-doc.ja.pdf') }
const base = mkdtempSync(join(tmpdir(), 'plumbline-manuals-'))
after(() => rmSync(base, { recursive: true, force: true }))

interface Asked {
  answer: string
  claims: { text: string; start: number; end: number; verdict: string; sources: { evidence: { source: string; quote: string; start: number; end: number; stance: string; path: string }[] } }[]
}

/** [the manual that must be quoted, the question, a word of the right passage]. */
const questions: [manual: keyof typeof files, question: string, word: string][] = [
  ['pdf', 'What does the quilt command offer?', 'recording modifications'],
  ['html', 'What does the DEBEMAIL environment variable tell?', 'DEBEMAIL'],
  ['japanese', 'パッケージ名とバージョンの最初の文字', 'バージョン'],
]

test('a long PDF, an HTML page and a Japanese PDF are imported, and each is quoted literally when asked about', async (t) => {
  if (!existsSync(FOLDER)) return t.skip('the Debian package debmake-doc is not installed')
  for (const [manual, question, word] of questions) {
    // A workspace each: the same manual in two languages would answer for one another.
    const workspace = join(base, manual)
    const imported = await plumbline(['import', files[manual], '--json', '--workspace', workspace])
    deepEqual([imported.code, imported.err], [0, ''])
    const [{ source, status, passages }] = JSON.parse(imported.out) as [{ source: string; status: string; passages: number }]
    equal(status, 'imported')
    ok(passages > 10)
    const { code, out } = await plumbline(['ask', question, '--json', '--workspace', workspace])
    equal(code, 0)
    const { answer, claims } = JSON.parse(out) as Asked
    ok(answer.includes(word), `${question}: ${answer}`)
    const store = openStoreForReading(workspace, { clock: { now: () => new Date() }, log: { write: () => undefined } })
    for (const claim of claims) {
      equal(answer.slice(claim.start, claim.end), claim.text)
      for (const { quote, start, end, path } of claim.sources.evidence) {
        equal(store.read.sourceText(source as never, start, end), quote)
        equal(path, files[manual])
      }
    }
    store.close()
    ok(claims.some(({ verdict }) => verdict === 'verified'), `${question}: ${JSON.stringify(claims.map(({ text, verdict }) => [text, verdict]))}`)
  }
})
