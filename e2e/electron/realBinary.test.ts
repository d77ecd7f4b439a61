/** The same app on the real Electron, where its program is: run by Playwright. Where it is not, every line says loudly that it was not run. */
import { equal, match } from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronProgram } from '../../scripts/electronBinary.mjs'
import { ensureBuilt, root } from '../../scripts/ground.mjs'
import { ask } from '../app.ts'
import { ACTION } from '../harness.ts'

const program = electronProgram()
const skip = program === undefined ? 'NOT RUN: Electron’s program is not on this machine (docs/unproven.md lists what waits for it)' : process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'] ? 'NOT RUN: Electron’s program is here, and no display is' : false
if (skip) process.stderr.write(`\n*** The Electron tests were ${skip}\n\n`)

const workspace = mkdtempSync(join(tmpdir(), 'plumbline-electron-'))
let app: ElectronApplication
let page: Page
before(async () => {
  if (skip) return
  ensureBuilt()
  app = await _electron.launch({ executablePath: program!, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--workspace', workspace] })
  page = await app.firstWindow()
  page.setDefaultTimeout(ACTION)
})
after(async () => {
  if (!skip) await app.close()
  rmSync(workspace, { recursive: true, force: true, maxRetries: 5 })
})

test('a question is answered and checked in the window', { skip }, async () => {
  match(page.url(), /^plumbline-app:\/\/app\//)
  await page.getByRole('button', { name: 'Try the sample library' }).click()
  await page.getByText('Questions to try on the sample library').waitFor()
  await ask(page, 'What is PUE?')
})

test('the page has no Node, and the bridge is all it sees of Electron', { skip }, async () => {
  equal(await page.evaluate("[typeof require, typeof process, Object.keys(plumblineDesktop).sort().join()].join(' ')"), 'undefined undefined ask,connect,listen')
})

test('the page goes nowhere and opens nothing', { skip }, async () => {
  await page.evaluate("void (location.href = 'https://evil.example/')")
  await page.evaluate("void window.open('https://evil.example/')")
  match(page.url(), /^plumbline-app:\/\/app\//)
  equal(app.windows().length, 1)
})

test('the core’s end is told to the page’s port, and it is started again', { skip }, async () => {
  const pid = await app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ serviceName, name }) => [serviceName, name].includes('Plumbline core'))?.pid)
  process.kill(pid!, 'SIGKILL')
  await page.getByText('is being started again').waitFor()
  await ask(page, 'What is PUE?')
})

test('what is encrypted is read again', { skip }, async () => {
  equal(await app.evaluate(({ safeStorage }) => !safeStorage.isEncryptionAvailable() || safeStorage.decryptString(safeStorage.encryptString('a key')) === 'a key'), true)
})

test('the menus are built of roles and items that Electron knows', { skip }, async () => {
  equal(await app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items.length ?? 0) >= 5), true)
})
