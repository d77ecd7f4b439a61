/** The browser shell end to end: the ready line, the screen in a real browser under its policy, stopping, and a second start. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, openScreen, plumbline, serve } from './harness.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-shell-'))
after(async () => {
  await closeBrowser()
  rmSync(base, { recursive: true, force: true })
})

test('the screen opens by its link, under its policy, and a copied link opens nothing', async () => {
  const app = await serve()
  try {
    match(app.link, /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const screen = await openScreen(app.link)
    await screen.page.getByRole('textbox').first().waitFor()
    equal(new URL(screen.page.url()).search, '')
    deepEqual(await screen.page.evaluate('document.cookie'), '')
    deepEqual(screen.wrong, [])
    const stranger = await openScreen(app.link.replace(/\?.*/, ''))
    match(await stranger.page.innerText('body'), /not allowed to connect/)
    await stranger.close()
    await screen.close()
  } finally {
    equal(await app.stop(), 0)
  }
})

test('a second serve hands out a fresh link to the first, commands find it, and stopping leaves nothing behind', async () => {
  const workspace = join(base, 'shared')
  const app = await serve({ workspace })
  equal(statSync(join(workspace, 'runtime.json')).mode & 0o077, 0)
  const second = await plumbline(['serve', '--workspace', workspace, '--no-open'])
  deepEqual([second.code, /^ready (\S+)\n$/.exec(second.out)?.[1]?.split('?')[0]], [0, app.link.split('?')[0]])
  const asked = await plumbline(['ask', 'What is PUE?', '--json', '--workspace', workspace])
  const { turn, by } = JSON.parse(asked.out) as { turn: string; by: string }
  deepEqual([asked.code, by, asked.err], [0, 'library', ''])
  const screen = await openScreen(/^ready (\S+)\n$/.exec(second.out)![1]!)
  await screen.page.getByText('What is PUE?').first().waitFor()
  await screen.close()
  equal(await app.stop(), 0)
  equal(existsSync(join(workspace, 'runtime.json')), false)
  const verified = await plumbline(['log', 'verify', '--json', '--workspace', workspace])
  deepEqual([verified.code, (JSON.parse(verified.out) as { whole: boolean }).whole, turn.length], [0, true, 26])
})

test('after a crash the next start opens the same workspace', async () => {
  const workspace = join(base, 'crash')
  const first = await serve({ workspace })
  await first.kill()
  equal(existsSync(join(workspace, 'runtime.json')), true)
  const second = await serve({ workspace })
  equal(await second.stop(), 0)
})

test('a port that is taken is refused in one line', async () => {
  const app = await serve()
  const { port } = new URL(app.link)
  const other = await plumbline(['serve', '--port', port, '--no-open', '--workspace', join(base, 'other')])
  deepEqual([other.code, other.out], [2, ''])
  match(other.err, /^plumbline: This port is in use [^\n]*\n$/)
  await app.stop()
})

test(':memory: is a private folder, gone afterwards', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('plumbline-memory-'))
  const { code, out } = await plumbline(['ask', 'What is PUE?', '--json', '--workspace', ':memory:'])
  equal(code, 0)
  equal((JSON.parse(out) as { question: string }).question, 'What is PUE?')
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('plumbline-memory-') && !before.includes(name))
  deepEqual(left, [])
})
