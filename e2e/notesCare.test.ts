/** Notes kept in order on the screen: linked, given a last day, merged and taken apart, kept by a policy that was tried, and several filed or removed at once. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, startApp } from './app.ts'
import { openScreen, plumbline } from './harness.ts'
import { screenshot } from './screenshot.ts'

const QUESTION = 'How efficient is the North site?'
let app: App
before(async () => {
  app = await startApp({ sample: true })
  for (const _time of [1, 2]) {
    await ask(app.page, QUESTION)
    await app.page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
    await app.page.getByText(/kept in your notes\.|^Kept in your notes\./i).first().waitFor()
  }
  await app.page.getByRole('link', { name: /^Notes/ }).click()
})
after(() => app.end())

/** A fresh link to the running core: the first one is good for one browser. */
async function secondLink(workspace: string): Promise<string> {
  const { out } = await plumbline(['serve', '--no-open', '--workspace', workspace])
  return /^ready (http:\S+)$/m.exec(out)?.[1] ?? ''
}
const list = () => app.page.getByRole('list', { name: 'Notes', exact: true })
const detail = () => app.page.getByRole('complementary', { name: 'Note' })

test('a note is linked to another one, which says so too; the link is taken away', async () => {
  const { page } = app
  await list().getByRole('link', { name: /North site drew 13\.2 MW/ }).first().click()
  const links = detail().getByRole('region', { name: 'Links to other notes' })
  await links.getByRole('button', { name: 'Link to another note' }).click()
  await links.getByRole('combobox', { name: 'This note' }).selectOption({ label: 'Refines' })
  await links.getByRole('textbox', { name: 'Words of the other note' }).fill('no such words anywhere')
  await links.getByText('No other note holds these words.').waitFor()
  await links.getByRole('textbox', { name: 'Words of the other note' }).fill('north equipment')
  await links.getByRole('list', { name: 'Notes to link to' }).getByRole('button').first().click()
  await links.getByText('Refines').waitFor()
  await screenshot(page, 'notes-links')
  await links.getByRole('link').click()
  await links.getByText('Is refined by').waitFor()
  match(await links.getByRole('link').innerText(), /13\.2 MW/)
  await links.getByRole('button', { name: 'Remove this link' }).click()
  await links.getByText('Is refined by').waitFor({ state: 'detached' })
})

test('a note whose day has come is stale until the day is taken away; its history is one click away', async () => {
  const { page } = app
  await detail().getByLabel('Good until').fill('2020-01-31')
  await detail().getByLabel('Good until').press('Enter')
  await detail().getByText(/it was good until 2020-01-31/).waitFor()
  await detail().getByRole('button', { name: 'Does not expire' }).click()
  await detail().getByRole('button', { name: 'Does not expire' }).waitFor({ state: 'detached' })
  equal(await detail().getByLabel('Good until').inputValue(), '')
  await detail().getByRole('link', { name: 'History of this note' }).click()
  await page.getByText(/^Only what happened to the/).waitFor()
})

test('a policy is tried on past answers before it can be switched on', async () => {
  const { page } = app
  await page.getByRole('link', { name: /^Notes/ }).click()
  await page.getByRole('button', { name: 'Keep by a policy' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep by a policy' })
  await dialog.getByText('There is no policy yet: every note was kept by hand.').waitFor()
  await dialog.getByRole('button', { name: 'New policy' }).click()
  await dialog.getByText('Give it a name.').waitFor()
  await dialog.getByLabel('Name', { exact: true }).fill('Numbers of the North')
  await dialog.getByLabel('One of these words').fill('North, 북쪽')
  await dialog.getByText('Keeps verified claims, where the claim or the question says “North” or “북쪽”.').waitFor()
  await screenshot(page, 'notes-policy-form')
  await dialog.getByRole('button', { name: 'Save and try on past answers' }).click()
  await dialog.getByText(/^Of the last 2 answers it would have kept \d+ claims?\.$/).waitFor()
  await dialog.getByRole('checkbox', { name: 'Keep by it from now on' }).click()
  await dialog.getByRole('checkbox', { name: 'Keep by it from now on', checked: true }).waitFor()
  await screenshot(page, 'notes-policy-tried')
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('what the policy kept of the same answer is proposed for merging, merged, and taken apart', async () => {
  const { page } = app
  await ask(page, QUESTION)
  await page.getByRole('link', { name: /^Notes/ }).click()
  await page.getByText(/say(s)? the same\./).waitFor()
  await list().getByRole('listitem').nth(2).waitFor()
  await page.getByRole('button', { name: /^Look at (it|them)$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Notes that say the same' })
  await dialog.getByRole('button', { name: 'Merge into this one' }).nth(2).waitFor()
  await screenshot(page, 'notes-same')
  await dialog.getByRole('button', { name: 'Merge into this one' }).first().click()
  await dialog.getByText('No two notes say the same.').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.waitForFunction(() => document.querySelectorAll('ul[aria-label=Notes] > li').length === 1)
  await page.getByText('3 notes are one now.').locator('..').getByRole('button', { name: 'Undo' }).click()
  await page.waitForFunction(() => document.querySelectorAll('ul[aria-label=Notes] > li').length === 3)
})

test('several notes are chosen by keyboard, filed together, and removed and brought back together', async () => {
  const { page } = app
  const boxes = list().getByRole('checkbox')
  const count = await boxes.count()
  await boxes.first().focus()
  await page.keyboard.press('Space')
  await boxes.nth(1).check()
  const bar = page.getByRole('group', { name: 'Chosen notes' })
  await bar.getByText('2 chosen').waitFor()
  await bar.getByRole('button', { name: 'Topic and tags' }).click()
  await bar.getByRole('textbox', { name: 'New topic' }).fill('전력')
  await bar.getByRole('textbox', { name: 'Tags to add' }).fill('#seen')
  await screenshot(page, 'notes-chosen')
  await bar.getByRole('button', { name: 'File them' }).click()
  await page.getByText('2 notes were filed.').waitFor()
  await list().getByText('#seen').nth(1).waitFor()
  deepEqual([await list().getByText('#seen').count(), await list().getByText('전력', { exact: true }).count()], [2, 2])
  await bar.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('2 notes were removed.').locator('..').getByRole('button', { name: 'Undo' }).waitFor()
  await page.waitForFunction((left) => document.querySelectorAll('ul[aria-label=Notes] > li').length === left, count - 2)
  await page.getByText('2 notes were removed.').locator('..').getByRole('button', { name: 'Undo' }).click()
  await page.waitForFunction((left) => document.querySelectorAll('ul[aria-label=Notes] > li').length === left, count)
})

test('all that match are chosen but one, filed by a filter, and the list says how many of how many it shows', async () => {
  const { page } = app
  const search = page.getByRole('searchbox', { name: 'Find in your notes' })
  await search.fill('north')
  await page.getByText(/^\d+ of \d+ notes/).waitFor()
  const count = await list().getByRole('checkbox').count()
  await list().getByRole('checkbox').first().check()
  const bar = page.getByRole('group', { name: 'Chosen notes' })
  await bar.getByRole('button', { name: `Choose all ${count}` }).click()
  await list().getByRole('checkbox').first().uncheck()
  await bar.getByText(`${count - 1} chosen`).waitFor()
  await bar.getByRole('button', { name: 'Topic and tags' }).click()
  await bar.getByRole('textbox', { name: 'Tags to add' }).fill('all but one')
  await bar.getByRole('button', { name: 'File them' }).click()
  await page.getByText(/were filed\.$/).last().waitFor()
  await page.getByRole('button', { name: 'More filters' }).click()
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('all but one')
  await page.waitForFunction((left) => document.querySelectorAll('ul[aria-label=Notes] > li').length === left, count - 1)
  await screenshot(page, 'notes-filtered')
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByText(/^\d+ of \d+ notes/).waitFor({ state: 'detached' })
  equal(await search.inputValue(), '')
})

test('a second window on the same workspace shows what the first one does: filed, removed, brought back, left apart', async () => {
  const { page, served } = app
  const { page: other, wrong, close } = await openScreen(await secondLink(served.workspace))
  other.setDefaultTimeout(45_000)
  await other.getByRole('link', { name: /^Notes/ }).click()
  const there = other.getByRole('list', { name: 'Notes', exact: true })
  await there.getByRole('link').first().click()
  const note = other.getByRole('complementary', { name: 'Note' })
  await note.getByRole('textbox', { name: 'Topic' }).waitFor()
  await list().getByRole('link').first().click()
  await detail().getByRole('textbox', { name: 'Topic' }).fill('from the first window')
  await detail().getByRole('textbox', { name: 'Topic' }).press('Enter')
  await there.getByText('from the first window').waitFor()
  await detail().getByRole('button', { name: 'Remove this note' }).click()
  await note.getByText('This note was removed, or never was in this workspace.').waitFor()
  await note.getByRole('button', { name: 'Bring it back' }).click()
  await list().getByText('from the first window').waitFor()
  await page.getByRole('button', { name: /^Look at (it|them)$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Notes that say the same' })
  await dialog.getByRole('button', { name: 'Leave them apart' }).first().click()
  await page.getByText('They are left apart, and are not proposed again.').waitFor()
  await dialog.getByText('No two notes say the same.').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await other.getByText(/say(s)? the same\./).waitFor({ state: 'detached' })
  deepEqual(wrong, [])
  await close()
})
