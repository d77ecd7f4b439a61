/** An answer as it is read: code, diagrams, tables, links and scripts of every direction; and nothing in it that runs, reaches out or deceives. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
/** What the page asked for beyond its own server. */
const foreign: string[] = []
before(async () => {
  app = await startApp()
  app.page.on('request', (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1|ws:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url())) foreign.push(request.url())
  })
})
after(() => app.end())

const figure = (name: string) => app.page.getByRole('figure', { name })

test('code is coloured in a worker, of unknown languages it stays plain; it is copied as it was written, and wraps on wish', async () => {
  const { page, models } = app
  await answerBy(page, models, 'markdown')
  await ask(page, 'Show me all of it')
  await figure('Code, ts').locator('.code-keyword').first().waitFor()
  equal(await figure('Code, ts').locator('.code-comment').first().innerText(), '/** PUE of a site. */')
  equal(await figure('Code, nonsense-language').locator('[class^=code-]:not(.code-head)').count(), 0)
  equal(await figure('Code, nonsense-language').locator('code').innerText(), 'plain words <b>stay</b>')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await figure('Code, python').getByRole('button', { name: 'Copy the code' }).click()
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'def pue(total, it):\n    return total / it')
  await figure('Code, ts').getByRole('button', { name: 'Wrap long lines' }).click()
  await page.waitForFunction(() => [...document.querySelectorAll('figure[aria-label="Code, ts"] pre')].some((pre) => getComputedStyle(pre).whiteSpace === 'pre-wrap'))
})

test('a diagram is a picture, in the colours of the theme, with its source one click away', async () => {
  const { page } = app
  const picture = page.locator('.diagram img')
  await picture.waitFor()
  await picture.evaluate((image: HTMLImageElement) => image.decode())
  match(await picture.evaluate((image: HTMLImageElement) => image.src), /^blob:/)
  const light = await picture.getAttribute('src')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction((before) => document.querySelector('.diagram img')?.getAttribute('src') !== before, light)
  await screenshot(page, 'answer-diagram-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('button', { name: 'Show the source' }).click()
  ok((await figure('Code, mermaid').locator('code').innerText()).startsWith('flowchart LR'))
  await page.getByRole('button', { name: 'Show the drawing' }).click()
  await picture.waitFor()
})

test('each paragraph and list runs its own way; a wide table scrolls in a small window and the page does not', async () => {
  const { page } = app
  const ways = await page.locator('.prose :is(p, ul)').evaluateAll((all) => all.map((one) => [getComputedStyle(one).direction, (one.textContent ?? '').slice(0, 3)]))
  for (const [direction, beginning] of ways) equal(direction, /[\u0600-\u06ff]/.test(beginning ?? '') ? 'rtl' : 'ltr', String(beginning))
  await page.setViewportSize({ width: 640, height: 700 })
  equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true)
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('a link shows its address before anything opens; pictures are links and are never fetched', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'the guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'Open outside' })
  equal(await dialog.locator('[data-address]').innerText(), 'https://example.org/guide?a=1')
  deepEqual(await dialog.getByRole('link', { name: 'Open' }).evaluate((link: HTMLAnchorElement) => [link.href, link.target, link.rel]), ['https://example.org/guide?a=1', '_blank', 'noreferrer noopener'])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'A chart of it' }).press('Enter')
  equal(await dialog.locator('[data-address]').innerText(), 'https://example.org/chart.png')
  await page.keyboard.press('Escape')
  deepEqual(foreign, [])
})

test('script in text, links, pictures, code and diagrams does not run, nothing is asked for from outside, and what turns text around is named', async () => {
  const { page, models } = app
  await answerBy(page, models, 'attacks')
  await ask(page, 'Try something')
  for (const diagram of await page.getByRole('figure').all()) await diagram.scrollIntoViewIfNeeded()
  await page.locator('.diagram img').nth(1).waitFor()
  await page.getByText(/^This diagram cannot be drawn: no diagram type detected/).waitFor()
  await screenshot(page, 'answer-attacks')
  equal(await page.evaluate(() => (window as { hacked?: number }).hacked), undefined)
  equal(await page.locator('.prose :is(script, svg:not(.lucide), iframe, object, embed, form), .prose img:not([src^="blob:"])').count(), 0)
  deepEqual(await page.locator('.prose a').evaluateAll((links) => links.map((link) => [link.hasAttribute('href'), link.getAttribute('title')])), [
    [false, 'https://xn--e1awd7f.example/%E2%80%AEgnp.exe'],
    [false, 'https://tracker.example/pixel.png'],
  ])
  deepEqual(await page.locator('.turning').evaluateAll((all) => all.map((one) => one.getAttribute('data-name'))), ['U+202E', 'U+2066', 'U+2069', 'U+2066', 'U+202E'])
  deepEqual(foreign, [])
  equal(new URL(page.url()).hash.startsWith('#/chat/'), true)
})
