/** Growth and history: what was kept is drawn, listed, saved as a picture and as CSV; curves are named only when the data say so; what happened is read by day and by thing. */
import { equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { answerBy, type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

/** Writes growth of many days, which no test can wait for, where the core keeps what it has counted. */
function growLikeExponential(workspace: string): void {
  const db = new Database(join(workspace, 'data.sqlite'))
  const add = db.prepare('INSERT INTO growth_day (day, what, change) VALUES (?, ?, ?) ON CONFLICT (day, what) DO UPDATE SET change = change + excluded.change')
  let had = 0
  for (let day = 0; day <= 60; day++) {
    const at = new Date(Date.now() - (60 - day) * 86_400_000).toISOString().slice(0, 10)
    const now = Math.round(3 * Math.exp(0.08 * day))
    add.run(at, 'notes', now - had)
    add.run(at, 'verified', Math.round((now - had) * 0.8))
    had = now
  }
  db.close()
}

test('nothing kept yet: the pages say what they are for and where to begin', async () => {
  const { page } = app
  await page.getByRole('navigation', { name: 'Plumbline' }).getByRole('link', { name: 'Growth' }).click()
  await page.getByRole('heading', { name: 'Too few days yet' }).waitFor()
  await screenshot(page, 'growth empty')
  await page.getByRole('link', { name: 'Ask a question' }).click()
  await page.getByRole('button', { name: 'Try the sample library' }).click()
  await page.getByText('Questions to try on the sample library').waitFor()
})

test('what was kept is counted, drawn, and read as a table; too few days are not called growth', async () => {
  const { page, models } = app
  await answerBy(page, models, 'demo')
  await ask(page, 'How much electricity do data centres use?')
  await page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
  await page.getByText(/kept in your notes/i).waitFor()
  await page.getByRole('navigation', { name: 'Plumbline' }).getByRole('link', { name: 'Growth' }).click()
  await page.getByText(/^Too few data to say how it grows: 1 day/).waitFor()
  await page.locator('.uplot canvas').waitFor()
  await screenshot(page, 'growth first day')
  await page.getByRole('button', { name: 'Show as a table' }).click()
  const row = page.getByRole('table', { name: 'Growth by day' }).getByRole('row').nth(1)
  const [notes = '', , sources = '', rules = '', asked = ''] = await row.getByRole('cell').allInnerTexts()
  ok(Number(notes) > 0 && Number(sources) > 0 && Number(rules) >= 0, [notes, sources, rules].join())
  equal(asked, '1')
  const { name, bytes } = await saved(page, 'Save as CSV')
  match(name, /^notes-\d{4}-\d\d-\d\d\.csv$/)
  const [head, line] = bytes.toString('utf8').split('\r\n')
  equal(head, 'day,notes,verified,sources,rules,asked,offered,unlocked')
  match(line ?? '', new RegExp(`^\\d{4}-\\d\\d-\\d\\d,${notes},`))
  await page.getByRole('button', { name: 'Show the curve' }).click()
})

test('the history is read by day and by thing, and each row leads to its thing', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('navigation', { name: 'Days' }).getByRole('link').nth(1).click()
  const rows = page.getByRole('list', { name: 'What happened' }).first()
  await rows.getByText('Note kept').first().waitFor()
  await screenshot(page, 'history day')
  await rows.getByRole('link', { name: /^Only this/ }).first().click()
  await page.getByText(/^Only what happened to the (note|source|rule set)/).waitFor()
  await screenshot(page, 'history of one thing')
  await page.getByRole('link', { name: 'Show everything' }).click()
  const question = page.getByRole('button', { name: /^Open the answer: How much electricity/ })
  await question.click()
  await page.getByRole('article', { name: 'How much electricity do data centres use?' }).waitFor()
  await page.goto(`${page.url().split('#')[0]}#/history/note/01KZZZZZZZZZZZZZZZZZZZZZZZ`)
  await page.getByRole('heading', { name: 'Nothing happened here yet' }).waitFor()
})

test('growth that doubles is called exponential, the numbers of a day are read by keys, and the picture has its background', async () => {
  const { page, served } = app
  growLikeExponential(served.workspace)
  await page.getByRole('navigation', { name: 'Plumbline' }).getByRole('link', { name: 'Growth' }).click()
  await page.getByText(/^It grows exponentially: it doubles about every 8\.\d days/).waitFor()
  const curve = page.getByRole('group', { name: /^Notes by day/ })
  await curve.locator('canvas').waitFor()
  await screenshot(page, 'growth light')
  await curve.focus()
  await page.keyboard.press('Home')
  await page.getByText(/: 3 notes · linear .* exponential /).waitFor()
  await page.keyboard.press('ArrowRight')
  await screenshot(page, 'growth day under the keys')
  const { bytes } = await saved(page, 'Save as PNG')
  equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
  const corner = await page.evaluate(async (data) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const paint = canvas.getContext('2d')!
    paint.drawImage(image, 0, 0)
    return [...paint.getImageData(1, 1, 1, 1).data]
  }, bytes.toString('base64'))
  equal(corner.join(), '251,250,248,255')
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, 'growth dark')
  equal((await page.getByRole('table', { name: 'Fitted curves' }).getByRole('row').allInnerTexts()).filter((row) => /supported/.test(row)).length, 1)
  await page.setViewportSize({ width: 360, height: 740 })
  const hide = page.getByRole('button', { name: 'Hide the sidebar' })
  if (await hide.isVisible()) await hide.click()
  equal(await overflow(page), 0)
  await screenshot(page, 'growth narrow')
  await page.goto(`${page.url().split('#')[0]}#/history`)
  await page.getByRole('list', { name: 'What happened' }).first().waitFor()
  equal(await overflow(page), 0)
  await screenshot(page, 'history narrow dark')
})
