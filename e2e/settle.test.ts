/** What would settle an open claim is said in plain words, and stated where it is read: from then on it counts. */
import { match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

const evidence = () => app.page.getByRole('complementary', { name: 'Evidence' })
async function check(text: string): Promise<void> {
  const { page } = app
  await page.goto(`${page.url().split('#')[0]}#/check`)
  await page.getByRole('textbox', { name: 'The text to check' }).fill(text)
  await page.getByRole('button', { name: 'Check this text' }).click()
  await page.locator('[data-mark="0"]').waitFor()
  await page.locator('[data-mark="0"]').click()
  await evidence().waitFor()
}

test('an open claim says what would settle it; a value is stated with its unit and where it is from, and the claim is proved then', async () => {
  const { page } = app
  await check('The Harbour site is efficient.')
  await evidence().getByText('It would be settled by knowing').waitFor()
  const said = await evidence().innerText()
  match(said, /the PUE of Harbour site/)
  ok(!/pue\(Harbour\)/.test(said.replace(/The claim reads.*/, '')))
  await screenshot(page, 'settled-by')
  await evidence().getByRole('button', { name: 'State it: the PUE of Harbour site' }).click()
  const dialog = page.getByRole('dialog', { name: 'State what would settle it' })
  await dialog.getByLabel('Value').fill('low')
  await dialog.getByRole('button', { name: 'State it' }).click()
  await dialog.getByText('Write a number.').waitFor()
  await dialog.getByLabel('Value').fill('1.1')
  await dialog.getByLabel('Where it is from').fill('Site survey')
  await screenshot(page, 'state-fact')
  await dialog.getByLabel('Where it is from').press('Enter')
  await page.getByText(/It is in “.*”, version 2\. Ask again, and it counts\./).waitFor()
  await check('DC Harbour is efficient.')
  await evidence().getByText('Your logic proves it').waitFor()
  match(await evidence().innerText(), /A PUE of at most 1\.2 makes a site efficient/)
})

test('a good next question names it in the same words, and it is stated from there', async () => {
  const { page } = app
  await answerBy(page, app.models, 'opens')
  await ask(page, 'What of the Harbour site?')
  const next = page.getByRole('region', { name: 'Good next questions' })
  await next.getByText('What is known of').first().waitFor()
  await screenshot(page, 'next-question-settle')
  await next.getByRole('button', { name: /^State it: / }).first().click()
  const dialog = page.getByRole('dialog', { name: 'State what would settle it' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})
