/** Notes kept true on the screen: a source that goes makes them stale, they are checked again, vouched for, retracted, explained; contradictions are decided. */
import { match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

test('a note is explained, vouched for and retracted, and says so', async () => {
  const { page } = app
  await ask(page, 'How efficient is the North site?')
  await page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
  await page.getByRole('link', { name: /^Notes/ }).click()
  await page.getByRole('list', { name: 'Notes' }).getByRole('link', { name: /North site drew 13\.2 MW/ }).click()
  const note = page.getByRole('complementary', { name: 'Note' })
  await note.getByRole('button', { name: 'Why do I believe this?' }).click()
  match(await note.getByRole('status').innerText(), /the verdict is the same: verified/)
  await screenshot(page, 'knowledge-why')
  await note.getByRole('button', { name: 'I vouch for it' }).click()
  await note.getByRole('textbox', { name: 'Why do you vouch for it?' }).fill('I read the meter.')
  await note.getByRole('button', { name: 'Vouch', exact: true }).click()
  await note.getByText(/You vouch for it, since .*I read the meter\./).waitFor()
  await note.getByRole('button', { name: 'Take back my word' }).click()
  await note.getByRole('button', { name: 'Retract', exact: true }).click()
  await note.getByText('No other note leans on it.').waitFor()
  await note.getByRole('button', { name: 'Retract', exact: true }).last().click()
  await note.getByText(/^Retracted/).first().waitFor()
  await note.getByRole('button', { name: 'Take the retraction back' }).click()
  await note.getByRole('button', { name: 'Retract', exact: true }).waitFor()
})

test('a changed wording is checked again', async () => {
  const { page } = app
  const note = page.getByRole('complementary', { name: 'Note' })
  await note.getByRole('button', { name: 'Change the wording' }).click()
  await note.getByRole('textbox', { name: 'New wording' }).fill('The moon is quiet at night.')
  await note.getByRole('button', { name: 'Save and check' }).click()
  await note.getByText('The moon is quiet at night.', { exact: true }).waitFor()
  await note.getByText(/Unverified/).first().waitFor()
  await note.getByRole('button', { name: 'Change the wording' }).click()
  await note.getByRole('textbox', { name: 'New wording' }).fill('The North site drew 13.2 MW in total on average over the last twelve months, of which 10.0 MW went to IT equipment.')
  await note.getByRole('button', { name: 'Save and check' }).click()
  await note.getByText(/^Verified|✓Verified/).first().waitFor()
})

test('a source that goes makes its notes stale; they are checked again in one click', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Take the sample library out' }).click()
  await page.getByRole('button', { name: 'Put the sample library in' }).waitFor()
  await page.getByRole('link', { name: /^Notes/ }).click()
  const again = page.getByRole('button', { name: /stale notes? again$/ })
  await again.waitFor()
  await screenshot(page, 'knowledge-stale')
  await again.click()
  await page.getByText(/checked again: \d+ stand, \d+ stay stale/).waitFor()
})
