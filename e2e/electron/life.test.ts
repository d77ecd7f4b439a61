/** The desktop app from its start to its end: a question in the window, a core that is killed, one instance, the window's place, workspaces that cannot be opened. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ask, answerBy } from '../app.ts'
import { playModels, plumbline, serve } from '../harness.ts'
import { type DesktopApp, startAgain, startDesktop } from './desktop.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-life-'))
const models = await playModels()
after(async () => {
  await models.close()
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})
const field = (app: DesktopApp) => app.page.getByRole('textbox', { name: 'Your question' })

test('a question is answered and checked in the window, and the command line finds the same core', async () => {
  const workspace = join(base, 'ask')
  const app = await startDesktop({ workspace })
  await app.page.getByRole('button', { name: 'Try the sample library' }).click()
  await app.page.getByText('Questions to try on the sample library').waitFor()
  await ask(app.page, 'What is PUE?')
  await app.page.getByRole('button', { name: /verified/i }).first().waitFor()
  const asked = await plumbline(['ask', 'Does North reuse its heat?', '--json', '--workspace', workspace])
  equal(asked.code, 0, asked.err)
  await app.page.getByRole('navigation').getByText('Does North reuse its heat?').waitFor()
  match((await plumbline(['serve', '--no-open', '--workspace', workspace])).out, /^ready http:\/\/127\.0\.0\.1:\d+\/\?token=/)
  deepEqual(app.wrong, [])
  equal(await app.quit(), 0)
  const verified = await plumbline(['log', 'verify', '--json', '--workspace', workspace])
  equal((JSON.parse(verified.out) as { whole: boolean }).whole, true)
})

test('the core is killed while an answer streams: it is started again, and the screen shows the same turn ended honestly, with all that was saved', async () => {
  const workspace = join(base, 'kill')
  const app = await startDesktop({ workspace })
  await answerBy(app.page, models, 'endless')
  await ask(app.page, 'Tell me without end', { wait: false })
  const article = app.page.getByRole('article', { name: 'Tell me without end' })
  await article.locator('[data-mark]').first().waitFor()
  const [before] = await app.control<{ pid: number }[]>('core')
  await app.control('killCore')
  await app.page.getByText('A part of Plumbline stopped and is being started again').waitFor()
  await app.page.getByText('The connection to Plumbline was lost').waitFor({ state: 'detached' })
  await app.page.getByRole('button', { name: 'Answer again' }).waitFor()
  const [now] = await app.control<{ pid: number }[]>('core')
  ok(now!.pid !== before!.pid)
  ok((await article.locator('[data-mark]').count()) > 0, 'what was saved of the answer is there')
  await ask(app.page, 'And after that?', { wait: false })
  await app.page.getByRole('article', { name: 'And after that?' }).locator('[data-mark]').first().waitFor()
  equal(await app.quit(), 0)
  equal((JSON.parse((await plumbline(['log', 'verify', '--json', '--workspace', workspace])).out) as { whole: boolean }).whole, true)
})

test('a core that dies again and again is given up, and started when the person says so', async () => {
  const app = await startDesktop()
  await field(app).waitFor()
  const core = async (): Promise<number | undefined> => (await app.control<{ pid: number }[]>('core'))[0]?.pid
  for (let deaths = 0; deaths < 4; deaths++) {
    const before = await core()
    await app.control('killCore')
    while ((await core()) === before) continue
  }
  await app.page.getByText('is not started again by itself').waitFor()
  deepEqual(await app.control('core'), [])
  await app.page.getByRole('button', { name: 'Start it again' }).click()
  await app.page.getByText('The connection to Plumbline was lost').waitFor({ state: 'detached' })
  await ask(app.page, 'What is PUE?')
  equal(await app.quit(), 0)
})

test('a second start hands its link to the first and ends; the first shows itself', async () => {
  const workspace = join(base, 'one')
  const app = await startDesktop({ workspace })
  await field(app).waitFor()
  const focused = (await app.did('focus')).length
  equal(await startAgain(workspace, ['plumbline://check?text=North%20has%20a%20PUE%20of%200.95.']), 0)
  await app.page.getByText('This text came with a link').waitFor()
  equal(await app.page.getByRole('textbox', { name: /text/i }).first().inputValue(), 'North has a PUE of 0.95.')
  ok((await app.did('focus')).length > focused)
  equal((await app.control<unknown[]>('windows')).length, 1)
  equal(await app.quit(), 0)
})

test('the window opens where it was, maximised as it was, and on a display that is there', async () => {
  const workspace = join(base, 'window')
  const first = await startDesktop({ workspace })
  await first.control('moveWindow', { x: 300, y: 120, width: 1000, height: 700 })
  await first.control('maximizeWindow')
  equal(await first.quit(), 0)
  const second = await startDesktop({ workspace })
  const [window] = await second.control<{ bounds: object; maximized: boolean }[]>('windows')
  deepEqual([window!.bounds, window!.maximized], [{ x: 300, y: 120, width: 1000, height: 700 }, true])
  equal(await second.quit(), 0)
  const third = await startDesktop({ workspace, env: { PLUMBLINE_STAND_IN_DISPLAYS: '[{"id":9,"workArea":{"x":-1000,"y":0,"width":900,"height":600}}]' } })
  const [moved] = await third.control<{ bounds: { width: number; height: number; x: number } }[]>('windows')
  deepEqual([moved!.bounds.width, moved!.bounds.height], [900, 600])
  equal(await third.quit(), 0)
})

test('drafts and appearance outlive the app, and the title bar goes with the page', async () => {
  const workspace = join(base, 'draft')
  const first = await startDesktop({ workspace })
  await first.page.getByRole('link', { name: 'Settings' }).click()
  await first.page.getByText('Dark', { exact: true }).click()
  await first.page.locator('html[data-theme=dark]').waitFor()
  await first.page.getByRole('link', { name: 'New chat' }).click()
  await field(first).fill('half a question')
  await first.page.evaluate("dispatchEvent(new Event('pagehide'))")
  equal(await first.control('themeSource'), 'dark')
  equal(await first.quit(), 0)
  const second = await startDesktop({ workspace })
  await field(second).waitFor()
  equal(await field(second).inputValue(), 'half a question')
  await second.page.locator('html[data-theme=dark]').waitFor()
  equal(await second.quit(), 0)
})

test('a workspace that is open in the browser is refused in words, with a way to it', async () => {
  const served = await serve({ workspace: join(base, 'locked') })
  const app = await startDesktop({ workspace: served.workspace })
  for (;;) if ((await app.did('dialog.message')).length > 0) break
  const [said] = await app.did<{ message: string; buttons: string[] }>('dialog.message')
  deepEqual(said!.buttons, ['Try Again', 'Open It in the Browser', 'Quit'])
  match(said!.message, /Plumbline|workspace/)
  equal(await app.quit(), 0)
  equal(await served.stop(), 0)
})

test('a workspace that cannot be written to, and a setting that cannot be read, end in one sentence', async () => {
  const file = join(base, 'a-file')
  writeFileSync(file, '')
  const refused = await startDesktop({ workspace: join(file, 'within') }).then(() => 'started', String)
  match(refused, /ended with 2: Plumbline cannot start: [^\n]+\n$/)
  const workspace = join(base, 'odd')
  mkdirSync(workspace)
  writeFileSync(join(workspace, 'config.json'), '{"port":"many"}')
  match(await startDesktop({ workspace }).then(() => 'started', String), /ended with 2: Plumbline cannot start: config\.json: "port" is not right/)
})

test('the log of the shell is written as things happen and names no key', async () => {
  const workspace = join(base, 'log')
  const app = await startDesktop({ workspace, env: { PLUMBLINE_KEY_PLANTED: 'sk-planted-in-the-environment' } })
  await field(app).waitFor()
  await app.control('openUrl', 'plumbline://nothing')
  await app.page.evaluate("plumblineDesktop.ask('state.get', undefined)")
  await app.kill()
  const log = readFileSync(join(workspace, 'logs', 'desktop', 'plumbline.log'), 'utf8')
  match(log, /"event":"shell.started"/)
  match(log, /"what":"deep link"/)
  equal(log.includes('sk-planted'), false)
})
