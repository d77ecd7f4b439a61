/** A first-time user without any model sees a wrong answer put right: the withdrawn sentences stand below with what refutes them. */
import { equal, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, startApp } from './app.ts'
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

test('what was kept answers first, with its age and status, and the note says that it helped; retracted, it is used no more', async () => {
  const { page } = app
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keep all 4 verified' }).click()
  const askFor = async (): Promise<string> => {
    await ask(page, 'What is the PUE of the North site?')
    return page.getByRole('article').innerText()
  }
  const said = await askFor()
  match(said, /Answered from (?:your note|\d of your notes), without any model/)
  match(said, /verified, .*, current then/)
  await screenshot(page, 'answered-from-notes')
  const note = page.getByRole('list', { name: 'Notes behind this answer' }).getByRole('link').first()
  const statement = await note.innerText()
  await note.click()
  await page.getByText('It helped one answer.').waitFor()
  await screenshot(page, 'note-helped')
  const detail = page.getByRole('complementary', { name: 'Note' })
  await detail.getByRole('button', { name: 'Retract', exact: true }).click()
  await detail.getByLabel('Why? (may stay empty)').fill('It is out of date.')
  await detail.getByRole('button', { name: 'Retract', exact: true }).last().click()
  await detail.getByText(/^Retracted/).first().waitFor()
  const after = await askFor()
  equal(after.includes('from your note') && after.includes(statement), false)
})
