/** A first-time user without any model sees a wrong answer put right: the withdrawn sentences stand below with what refutes them. */
import { equal, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

test('one press from the welcome: the played answer is found wrong, goes back, and the revised one stands', async () => {
  const { page } = app
  await screenshot(page, 'welcome-played')
  await page.getByRole('button', { name: /^See a wrong answer put right/ }).click()
  const article = page.getByRole('article', { name: 'What does the North site draw, and which rack limits it?' })
  await article.getByRole('button', { name: 'Answer again' }).waitFor()
  const said = await article.innerText()
  match(said, /4 verified/)
  match(said, /1\.32/)
  const withdrawn = article.locator('[data-withdrawn]')
  equal(await withdrawn.count(), 2)
  await screenshot(page, 'played-repaired')
  await withdrawn.first().click()
  await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
  match(await page.getByRole('complementary', { name: 'Evidence' }).innerText(), /PUE can never be below 1/)
  await screenshot(page, 'played-evidence')
})
