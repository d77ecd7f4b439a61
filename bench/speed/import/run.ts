/**
 * How long importing real documents takes, from the file to a source that is searched: parsing in the worker, cutting, indexing, syncing.
 * `node bench/speed/import/run.ts FILE.pdf...` writes import.json beside this folder; PDF files are set beside pdftotext, which only prints their text.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { importPaths } from '../../../fixtures/core/importPaths.ts'
import { realPorts } from '../../../fixtures/core/realCore.ts'
import { report, round } from '../../report.ts'

const ROUNDS = 3
const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('usage: node bench/speed/import/run.ts FILE...')
  process.exit(2)
}

/** Wall milliseconds of pdftotext, or nothing where it is not installed or the file is no PDF. */
function pdftotext(file: string): number | undefined {
  try {
    const began = performance.now()
    execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 })
    return performance.now() - began
  } catch {
    return undefined
  }
}

const least = (times: readonly number[]): number => Math.min(...times)
const figures: Record<string, Readonly<Record<string, number>>> = {}
const ratios: Record<string, number> = {}
for (const file of files) {
  const name = basename(file)
  const [parse, whole, other]: [number[], number[], number[]] = [[], [], []]
  let passages = 0
  let pages: number | undefined
  // Each round in a fresh workspace; the parser stays, as it does in the app. The first round also loads the parsing library.
  const folders = Array.from({ length: ROUNDS + 1 }, () => mkdtempSync(join(tmpdir(), 'plumbline-bench-')))
  const { parser, ...first } = realPorts(folders[0]!)
  await parser.parse({ name, path: file, bytes: statSync(file).size }, () => undefined, new AbortController().signal)
  first.store.close()
  for (const folder of folders.slice(1)) {
    const ports = { ...realPorts(folder), parser }
    let began = performance.now()
    await parser.parse({ name, path: file, bytes: statSync(file).size }, () => undefined, new AbortController().signal)
    parse.push(performance.now() - began)
    began = performance.now()
    const [result] = await importPaths([file], ports)
    whole.push(performance.now() - began)
    if (result?.status !== 'imported') throw new Error(`${name}: ${result?.reason ?? 'not imported'}`)
    passages = result.passages
    pages = ports.store.read.sources()[0]?.pages
    ports.store.close()
    const beside = pdftotext(file)
    if (beside !== undefined) other.push(beside)
  }
  await parser.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
  figures[name] = {
    bytes: statSync(file).size, ...(pages === undefined ? {} : { pages }), passages,
    parseMs: round(least(parse)), importMs: round(least(whole)), ...(other.length > 0 ? { pdftotextMs: round(least(other)) } : {}),
  }
  if (other.length > 0) ratios[`${name}: import to pdftotext`] = round(least(whole) / least(other), 2)
}
report(join(import.meta.dirname, '..', 'import.json'), { leastOfRounds: ROUNDS, ...figures, ratios })
