/** Notes out by the built command line, read back by other programs: pdftotext, LibreOffice, and a Chromium without a network. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { KEPT, storeWithNotes } from '../fixtures/notes/keptNotes.ts'
import { readDatasetLine } from '../main/core/export/dataset.ts'
import { findChromium } from '../scripts/findChromium.mjs'
import { plumbline } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-exports-'))
const workspace = join(folder, 'workspace')
before(() => {
  mkdirSync(workspace)
  storeWithNotes(workspace).close()
})
after(() => rmSync(folder, { recursive: true, force: true }))

async function exported(format: string, name: string): Promise<string> {
  const path = join(folder, name)
  const { code, err } = await plumbline(['export', '--workspace', workspace, '--format', format, '--out', path])
  deepEqual([code, /written to/u.test(err)], [0, true], err)
  return path
}
const has = (program: string): boolean => spawnSync('which', [program]).status === 0
const squeezed = (text: string): string => text.replace(/\s+/gu, '')

test('the PDF is paged, has an outline and its fonts within, and every statement is read back, Korean included', async (t) => {
  if (!has('pdftotext')) return t.skip('pdftotext is not installed (Debian: poppler-utils)')
  const path = await exported('pdf', 'notes.pdf')
  const text = squeezed(spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout)
  for (const words of ['The annual PUE of North was 1.32.', '북쪽 부지의 전력효율지수는 1.32이다.', 'Its annual PUE was 1.32 & its racks are <cool>.', '<script>alert(1)</script>']) ok(text.includes(squeezed(words)), `${words}\n${text}`)
  match(text, /1\/\d/u)
  const fonts = spawnSync('pdffonts', [path], { encoding: 'utf8' }).stdout.trim().split('\n').slice(2)
  ok(fonts.length > 0 && fonts.every((line) => /\s(?:yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/u.test(line) && /\syes\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/u.test(line)), fonts.join('\n'))
  ok(readFileSync(path).includes('/Outlines'))
})

test('the Word document is opened by LibreOffice, with its footnotes, Korean and Arabic included', async (t) => {
  if (!has('soffice') || !has('pdftotext')) return t.skip('LibreOffice and pdftotext are not installed (Debian: libreoffice-writer-nogui, poppler-utils)')
  const path = await exported('docx', 'notes.docx')
  const made = spawnSync('soffice', [`-env:UserInstallation=${pathToFileURL(join(folder, 'office')).href}`, '--headless', '--convert-to', 'pdf', '--outdir', join(folder, 'office-out'), path], { encoding: 'utf8', timeout: 110_000 })
  equal(made.status, 0, made.stderr)
  const text = squeezed(spawnSync('pdftotext', [join(folder, 'office-out', 'notes.pdf'), '-'], { encoding: 'utf8' }).stdout)
  // Words, because a program that reads a PDF gives a line from right to left in an order of its own.
  for (const word of KEPT.flatMap(({ statement }) => statement.split(/[\s.]+/u).filter((word) => word !== ''))) ok(text.includes(word), `${word}\n${text}`)
  ok(text.includes(squeezed('Survey: “A/B” <2026>, characters')), text)
})

test('the data set reads back as the same notes', async () => {
  const path = await exported('jsonl', 'notes.jsonl')
  const read = readFileSync(path, 'utf8').trim().split('\n').map(readDatasetLine)
  deepEqual(read.toSorted((a, b) => (a.id < b.id ? -1 : 1)), KEPT)
  ok(existsSync(join(folder, 'notes.card.md')))
})

test('table, cards, citations and reviews are written as files of their own', async () => {
  const begins = { csv: '\uFEFF"id","statement"', claimreview: '{"@context":"https://schema.org"', bibtex: '@misc{survey-', csl: '[\n {\n  "id": "survey-', apkg: 'PK' }
  for (const [format, beginning] of Object.entries(begins)) {
    const text = readFileSync(await exported(format, `notes.${format}`), 'utf8')
    equal(text.slice(0, beginning.length), beginning)
  }
})

test('a vault is written, changed by hand and written again: nothing twice, nothing of the person lost', async () => {
  const vault = await exported('obsidian', 'vault')
  const names = (): string[] => readdirSync(vault, { recursive: true }).map(String).filter((name) => name.endsWith('.md')).sort()
  const first = names()
  equal(first.length, KEPT.length)
  const path = join(vault, first[0]!)
  const mine = `${readFileSync(path, 'utf8')}\nMine.\n`
  writeFileSync(path, mine)
  await exported('obsidian', 'vault')
  deepEqual([names(), readFileSync(path, 'utf8')], [first, mine])
})

test('the proof bundle checks itself in a browser without a network, runs no other script, and refuses what was changed', async () => {
  const path = await exported('bundle', 'notes.proof.html')
  const page = readFileSync(path, 'utf8')
  const changes: readonly (readonly [string, string])[] = [
    ['The annual PUE of North was 1.32.', 'The annual PUE of North was 1.23.'],
    ['"verdict":"unverified"', '"verdict":"verified"'],
    ['"quote":"Its annual', '"quote":"Its yearly'],
    ['"start":43', '"start":44'],
    ['"title":"Survey"', '"title":"Law"'],
    ['"status":"retracted"', '"status":"current"'],
    ['"created":"2026-03-14', '"created":"2025-03-14'],
    ['"kind":"fact"', '"kind":"opinion"'],
    ['"plumbline":1', '"plumbline":2'],
    ['<span hidden id="stated">', '<span hidden id="stated">0'],
    ['id="data">{', 'id="data">{{'],
  ]
  const browser = await chromium.launch({ executablePath: findChromium()!, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
  try {
    const context = await browser.newContext({ offline: true })
    const open = async (html: string): Promise<{ verdict: string; wrong: string[]; shown: number; colours: string }> => {
      const file = join(folder, 'opened.proof.html')
      writeFileSync(file, html)
      const tab = await context.newPage()
      const wrong: string[] = []
      tab.on('request', (request) => void (request.url().startsWith('file:') || wrong.push(request.url())))
      tab.on('pageerror', (error) => wrong.push(error.message))
      tab.on('dialog', (dialog) => void (wrong.push(dialog.message()), dialog.dismiss()))
      await tab.goto(pathToFileURL(file).href)
      await tab.locator('#verdict.whole, #verdict.broken').waitFor()
      const found = { verdict: await tab.locator('#verdict').innerText(), wrong, shown: await tab.locator('article').count(), colours: (await tab.locator('article p.verified').count()).toString() }
      await tab.close()
      return found
    }
    const whole = await open(page)
    match(whole.verdict, /^✓ Whole: 6 notes, 3 quotes/u)
    deepEqual([whole.wrong, whole.shown, whole.colours], [[], 6, '5'])
    for (const [before, after] of changes) {
      ok(page.includes(before), `nothing to change: ${before}`)
      const { verdict, colours } = await open(page.replace(before, after))
      deepEqual([verdict.startsWith('✕ Broken'), colours], [true, '0'], before)
    }
    const injected = await open(page.replace('</body>', '<script>document.title = alert("in")</script></body>'))
    deepEqual(injected.wrong, [])
  } finally {
    await browser.close()
  }
})

test('where it cannot be written is one sentence, and nothing is half there', async () => {
  const readOnly = '/proc/plumbline-notes.html'
  const into = async (words: readonly string[]) => {
    const { code, err } = await plumbline(['export', '--workspace', workspace, ...words])
    return [code, err.trim().split('\n').length]
  }
  deepEqual(await into(['--format', 'html', '--out', readOnly]), [2, 1])
  const file = join(folder, 'no-folder.md')
  writeFileSync(file, 'Mine.')
  deepEqual([await into(['--format', 'obsidian', '--out', file]), readFileSync(file, 'utf8')], [[2, 1], 'Mine.'])
})
