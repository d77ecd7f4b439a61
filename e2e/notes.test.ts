/** Notes and settings: a kept claim with where it comes from, tags, removal and undo, export; servers, keys, appearance, the sample. */
import { equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { screenshot } from './screenshot.ts'
import { answerBy, type App, ask, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

test('a note keeps its question, its verdict and its quote, which opens in its source', async () => {
  const { page } = app
  await ask(page, 'How efficient is the North site?')
  await page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
  await page.getByRole('link', { name: /^Notes/ }).click()
  await page.getByRole('list', { name: 'Notes' }).getByRole('link', { name: /North site drew 13\.2 MW/ }).click()
  const note = page.getByRole('complementary', { name: 'Note' })
  match(await note.innerText(), /Verified[\s\S]*13\.2 MW[\s\S]*How efficient is the North site\?[\s\S]*Your library/)
  await note.getByRole('textbox', { name: 'Tags' }).fill('#power, North, power')
  await note.getByRole('textbox', { name: 'Tags' }).press('Enter')
  await page.getByRole('list', { name: 'Notes' }).getByText('#North').waitFor()
  equal(await note.getByRole('textbox', { name: 'Tags' }).inputValue(), 'power, North')
  await note.getByRole('link', { name: /North site survey/ }).first().click()
  await page.locator('mark[data-kind=quote]').first().waitFor()
  await page.goBack()
})

test('notes are found, exported in every format after a look at it, removed and brought back', async () => {
  const { page } = app
  const list = page.getByRole('list', { name: 'Notes' })
  await page.keyboard.press('Control+f')
  await page.keyboard.type('13.2 MW')
  const exporting = page.getByRole('dialog', { name: 'Export notes' })
  const exported = async (format: string): Promise<{ name: string; text: string }> => {
    await page.getByRole('button', { name: /^Export/ }).first().click()
    await exporting.getByText(format, { exact: true }).click()
    await exporting.getByRole('region', { name: 'Preview' }).getByText(/13\.2 MW/).first().waitFor()
    await screenshot(page, `export ${format}`)
    const [file] = await Promise.all([page.waitForEvent('download'), exporting.getByRole('button', { name: 'Export' }).click()])
    await exporting.waitFor({ state: 'detached' })
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'latin1') }
  }
  for (const [format, name, begins] of [['Markdown', /\.md$/, '---'], ['Obsidian', /\.zip$/, 'PK'], ['Page', /\.html$/, '<!doctype'], ['PDF', /\.pdf$/, '%PDF'], ['Word', /\.docx$/, 'PK'], ['Proof bundle', /\.proof\.html$/, '<!doctype']] as const) {
    const file = await exported(format)
    match(file.name, name)
    ok(file.text.startsWith(begins), `${format}: ${file.text.slice(0, 40)}`)
  }
  await list.getByRole('link', { name: /13\.2 MW/ }).first().click()
  const count = await list.getByRole('listitem').count()
  await page.getByRole('button', { name: 'Remove this note' }).click()
  await page.getByText('The note was removed.').waitFor()
  equal(await list.getByRole('listitem').count(), count - 1)
  await page.getByText('The note was removed.').locator('..').getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('complementary', { name: 'Note' }).waitFor()
  equal(await list.getByRole('listitem').count(), count)
})

test('a server is added, tried and listed; a wrong address and a dead server are told in words; a key never comes back', async () => {
  const { page, models } = app
  await answerBy(page, models, 'streams')
  await page.getByRole('button', { name: 'Add a model server' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Dead')
  await page.getByLabel('Address').fill('nonsense')
  await page.getByLabel('Key', { exact: true }).fill('sk-secret-of-mine')
  await page.getByRole('button', { name: 'Save and try it' }).click()
  await page.getByText('The address must begin with http://').waitFor()
  await page.getByLabel('Address').fill('http://127.0.0.1:9/v1')
  await page.getByRole('button', { name: 'Save and try it' }).click()
  const dead = page.getByRole('region', { name: 'Dead' })
  await dead.getByText(/^127\.0\.0\.1:9 cannot be reached/).waitFor()
  await dead.getByText(/^Its key is kept in/).waitFor()
  await page.reload()
  await dead.getByText(/^Its key is kept in/).waitFor()
  ok(!(await page.content()).includes('sk-secret-of-mine'))
  ok(!JSON.stringify(await page.evaluate(() => ({ ...localStorage }))).includes('sk-secret-of-mine'))
  await dead.getByRole('button', { name: 'Remove', exact: true }).click()
  await dead.waitFor({ state: 'detached' })
})

test('the appearance changes at once and is there after a reload; the sample library goes and comes', async () => {
  const { page } = app
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
  await page.getByText('Dark', { exact: true }).click()
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
  await page.reload()
  equal(await theme(), 'dark')
  await page.getByRole('button', { name: 'Take the sample library out' }).click()
  await page.getByRole('button', { name: 'Put the sample library in' }).waitFor()
  await page.getByRole('button', { name: 'Put the sample library in' }).click()
  await page.getByRole('button', { name: 'Take the sample library out' }).waitFor()
})
