/** Conversations in order: search in all messages, folders, archive, several at once; each found again, each taken back. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, composer, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await ask(app.page, 'How efficient is the North site?')
  await composer(app.page).fill('전력효율지수는 무엇인가요?')
  await composer(app.page).press('Enter')
  await app.page.getByRole('article', { name: '전력효율지수는 무엇인가요?' }).getByRole('button', { name: 'Answer again' }).waitFor()
  await ask(app.page, 'What does zirconium cost?')
  await ask(app.page, 'Which pumps are quiet?')
})
after(() => app.end())

const list = () => app.page.getByRole('navigation', { name: 'Plumbline' })
const field = () => app.page.getByRole('searchbox', { name: 'Search all messages' })
const hits = async (query: string): Promise<string[]> => {
  await field().fill(query)
  await app.page.getByRole('list', { name: 'Messages' }).waitFor()
  return list().getByRole('list', { name: 'Messages' }).getByRole('link').allInnerTexts()
}
const rowMenu = async (title: string, item: string): Promise<void> => {
  await list().getByRole('link', { name: title }).hover()
  await list().getByRole('button', { name: `More for “${title}”` }).click()
  await app.page.getByRole('menuitem', { name: item }).click()
}

test('two letters find a message, a click goes to it and marks the words', async () => {
  const { page } = app
  await page.keyboard.press('Control+Shift+f')
  equal(await field().evaluate((element) => element === document.activeElement), true)
  deepEqual((await hits('zi')).filter((text) => text.includes('You asked')).length, 1)
  await field().fill('전력효율')
  await list().getByRole('link', { name: /You asked/ }).filter({ hasText: '전력효율지수는' }).click()
  await page.getByRole('article', { name: '전력효율지수는 무엇인가요?' }).waitFor()
  await page.waitForFunction(() => (CSS.highlights.get('found')?.size ?? 0) > 0)
  await field().press('Escape')
  await list().getByRole('link', { name: 'Which pumps are quiet?' }).waitFor()
})

test('the palette finds messages too', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go anywhere, search everything').fill('zirconi')
  await page.getByRole('option').filter({ hasText: 'zirconium' }).filter({ has: page.locator('mark') }).first().click()
  await page.getByRole('article', { name: 'What does zirconium cost?' }).waitFor()
})

test('a folder is made by moving into it, renamed, remembered as closed, and taken apart', async () => {
  const { page } = app
  await rowMenu('What does zirconium cost?', 'Move to a folder')
  await page.getByLabel('New folder').fill('Metals')
  await page.keyboard.press('Enter')
  const folder = list().getByRole('region', { name: 'Metals' })
  await folder.getByRole('link', { name: 'What does zirconium cost?' }).waitFor()
  await list().getByRole('link', { name: 'Which pumps are quiet?' }).dragTo(folder)
  await folder.getByRole('link', { name: 'Which pumps are quiet?' }).waitFor()
  await list().getByRole('link', { name: 'How efficient is the North site?' }).click()
  await folder.getByRole('button', { name: /^Metals/ }).click()
  await page.reload()
  equal(await folder.getByRole('button', { name: /^Metals/ }).getAttribute('aria-expanded'), 'false')
  await folder.hover()
  await folder.getByRole('button', { name: 'More for the folder “Metals”' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Name of the folder').fill('Things')
  await page.keyboard.press('Enter')
  const things = list().getByRole('region', { name: 'Things' })
  await things.getByRole('link', { name: 'Which pumps are quiet?' }).waitFor()
  await things.hover()
  await things.getByRole('button', { name: 'More for the folder “Things”' }).click()
  await page.getByRole('menuitem', { name: 'Take everything out' }).click()
  await things.waitFor({ state: 'detached' })
})

test('what is archived stands apart, is found and marked so, and left out on wish', async () => {
  const { page } = app
  await rowMenu('What does zirconium cost?', 'Archive')
  await page.getByText('“What does zirconium cost?” was archived.').waitFor()
  const archive = list().getByRole('region', { name: 'Archive' })
  await archive.getByRole('button', { name: /^Archive/ }).click()
  await archive.getByRole('link', { name: 'What does zirconium cost?' }).waitFor()
  match((await hits('zirconium'))[0] ?? '', /Archived/)
  await page.getByLabel('Archived too').uncheck()
  await page.getByText('No message holds these words.').waitFor()
  await page.getByLabel('Archived too').check()
  await field().press('Escape')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await archive.waitFor({ state: 'detached' })
})

test('several are chosen and deleted at once, are found no more, and come back together', async () => {
  const { page } = app
  await rowMenu('What does zirconium cost?', 'Select several')
  await list().getByLabel('Which pumps are quiet?').check()
  await page.getByRole('toolbar', { name: 'Chosen conversations' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('2 conversations were deleted.').waitFor()
  await field().fill('zirconium')
  await page.getByText('No message holds these words.').waitFor()
  await field().press('Escape')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await list().getByRole('link', { name: 'Which pumps are quiet?' }).waitFor()
  equal((await hits('zirconium')).length > 0, true)
})
