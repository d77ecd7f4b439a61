/** The page's own address: what is packed as gzip comes out as it was, and nothing else is there. */
import { deepEqual } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { PAGE_URL, servePage } from './pageProtocol.ts'

test('a part of the screen is the same whether it lies plain or packed; its packed name is no page, and a broken one is none either', async () => {
  const screen = mkdtempSync(join(tmpdir(), 'plumbline-pages-'))
  try {
    mkdirSync(join(screen, 'assets'))
    writeFileSync(join(screen, 'index.html'), '<p>북쪽')
    writeFileSync(join(screen, 'assets', 'plain.js'), 'let 북 = 1')
    writeFileSync(join(screen, 'assets', 'packed.js.gz'), gzipSync('let 북 = 1'))
    writeFileSync(join(screen, 'assets', 'broken.js.gz'), 'let')
    const serve = servePage(screen)
    const got = async (path: string) => {
      const response = await serve({ url: PAGE_URL + path, method: 'GET' })
      return [response.status, response.headers.get('content-type'), response.status === 200 ? await response.text() : undefined]
    }
    const script = [200, 'text/javascript; charset=utf-8', 'let 북 = 1']
    deepEqual(await Promise.all([got('assets/plain.js'), got('assets/packed.js'), got('')]), [script, script, [200, 'text/html; charset=utf-8', '<p>북쪽']])
    deepEqual((await Promise.all([got('assets/packed.js.gz'), got('assets/broken.js'), got('assets/none.js')])).map(([status]) => status), [404, 404, 404])
  } finally {
    rmSync(screen, { recursive: true, force: true })
  }
})
