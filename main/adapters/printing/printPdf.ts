/** Prints an HTML page to PDF with a Chromium that is found on the machine: paged, with an outline, its fonts within. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Problem } from '../../../shared/problem.ts'
import { findChromium } from './findChromium.ts'

/** Milliseconds for a print of 10,000 notes on a slow machine; then the browser is ended. */
const LONGEST = 300_000

/** No page is fetched, no profile is touched, no script of the page runs (its own policy forbids them). Root needs `--no-sandbox`. */
const switches = (folder: string): string[] => [
  '--headless=new', '--disable-gpu', '--disable-extensions', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND', '--no-pdf-header-footer', '--generate-pdf-document-outline', `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${join(folder, 'notes.pdf')}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** @returns the bytes of the PDF. Rejects with `export.no-chromium`, or with `export.failed` where the browser does not print. */
export async function printPdf(page: string, signal?: AbortSignal, chromium = findChromium()): Promise<Uint8Array> {
  if (chromium === undefined) throw new Problem('export.no-chromium')
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-print-'))
  try {
    const file = join(folder, 'notes.html')
    await writeFile(file, page)
    await new Promise<void>((resolve, reject) => {
      const browser = spawn(chromium, [...switches(folder), pathToFileURL(file).href], { stdio: 'ignore', timeout: LONGEST, ...(signal ? { signal } : {}) })
      browser.once('error', (error) => reject(signal?.aborted === true ? new Problem('cancelled') : new Problem('export.failed', error.message, error)))
      browser.once('exit', (code, ended) => (code === 0 ? resolve() : reject(new Problem('export.failed', `Chromium ended with ${code ?? ended}`))))
    })
    return await readFile(join(folder, 'notes.pdf')).catch((error: unknown) => {
      throw new Problem('export.failed', 'Chromium wrote no PDF', error)
    })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}
