/** Sources: import by drop with a refusal in words, the reader at a quote, find in it, remove and undo. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

const LONG = Array.from({ length: 30_000 }, (_one, i) => `## Part ${i + 1}\n\nHall ${i + 1} drew ${i} kW of power in the winter.\n`).join('\n')

test('files dropped anywhere are imported, and a refused one says why', async () => {
  const { page } = app
  await page.evaluate((long) => {
    const data = new DataTransfer()
    data.items.add(new File(['# Heat\n\nHeat from North warms 1,200 homes.\n'], 'heat.md', { type: 'text/markdown' }))
    data.items.add(new File(['# 열\n\n노스 데이터센터의 폐열은 1,200가구를 데운다.\n'], '열.md', { type: 'text/markdown' }))
    data.items.add(new File([long], 'halls.md', { type: 'text/markdown' }))
    data.items.add(new File([''], 'nothing.txt', { type: 'text/plain' }))
    data.items.add(new File([new Uint8Array([1, 2, 3, 0, 5])], 'program.exe'))
    for (const kind of ['dragenter', 'dragover', 'drop']) document.querySelector('main')?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }))
  }, LONG)
  const refused = page.getByRole('alert', { name: 'Not imported' })
  await refused.waitFor()
  const said = (await refused.getByRole('listitem').allInnerTexts()).map((line) => line.split(' ')[0])
  deepEqual(said.sort(), ['nothing.txt', 'program.exe'])
  equal(await page.getByRole('list', { name: 'Sources' }).getByRole('listitem').count(), 3)
  await page.getByRole('button', { name: 'Put this away' }).click()
  await refused.waitFor({ state: 'detached' })
})

test('a source is marked never to be sent to a cloud model, shows that, and is allowed again', async () => {
  const { page } = app
  const row = page.getByRole('list', { name: 'Sources' }).getByRole('listitem').first()
  const badge = row.getByText('stays here')
  await row.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Never send to a cloud model' }).click()
  await badge.waitFor()
  await page.getByText('is never sent to a cloud model now').first().waitFor()
  await row.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Allow cloud models to read it' }).click()
  await badge.waitFor({ state: 'detached' })
})

test('the palette finds a passage and opens it in the reader, in English and in Korean', async () => {
  const { page } = app
  for (const [query, quote] of [['warms homes', 'Heat from North warms 1,200 homes.'], ['폐열', '1,200가구']] as const) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(query)
    await page.getByRole('option').filter({ hasText: quote }).first().click()
    await page.locator('mark[data-kind=quote]').first().waitFor()
    ok((await page.locator('mark[data-kind=quote]').allInnerTexts()).join(' ').includes(quote))
  }
})

test('a long source opens at once, is found in to its end, and goes by its outline', async () => {
  const { page } = app
  await page.getByRole('navigation').getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('link', { name: /halls|Part 1/ }).first().click()
  await page.getByText('Hall 1 drew 0 kW').waitFor()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('Hall 29999 drew')
  await page.keyboard.press('Enter')
  await page.locator('mark[data-kind=current]').waitFor()
  equal(await page.getByRole('search').getByRole('status').filter({ hasText: ' of ' }).innerText(), '1 of 1')
  ok(await page.locator('mark[data-kind=current]').evaluate((mark) => mark.getBoundingClientRect().top > 0 && mark.getBoundingClientRect().bottom < innerHeight))
  ok((await page.locator('[role=document] [dir=auto]').count()) < 400, 'only what is seen is rendered')
})

test('a source is removed and brought back', async () => {
  const { page } = app
  await page.getByRole('navigation').getByRole('link', { name: 'Sources' }).click()
  const list = page.getByRole('list', { name: 'Sources' })
  await list.getByRole('button', { name: 'More for “Heat”' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await list.getByRole('link', { name: /^Heat/ }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await list.getByRole('link', { name: /^Heat/ }).waitFor()
})
