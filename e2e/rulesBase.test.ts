/** Rule sets as a whole: saving with what it overturns, sealed rules, edits from outside while unsaved changes are open, undo across a save, versions, conflicts, sharing, removal with undo. */
import { equal, match, ok } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await ask(app.page, 'At what rack density is liquid cooling needed?')
  await openSet()
})
after(() => app.end())
afterEach(async () => {
  const { page } = app
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape')
  const tab = page.getByRole('tab', { name: 'Rules', exact: true })
  if (await tab.isVisible()) await tab.click()
  if (await bar().isVisible()) await discard()
})

const FILE = 'data-centre.rules'
const onDisk = (file = FILE): string => readFileSync(join(app.served.workspace, 'rules', file), 'utf8')
const editor = () => app.page.getByRole('textbox', { name: /^Rules in / })
const line = (text: string) => app.page.locator('.cm-line', { hasText: text }).first()
const bar = () => app.page.getByRole('region', { name: 'Unsaved changes' })
const discard = async (): Promise<void> => {
  await bar().getByRole('button', { name: 'Discard' }).click()
  await bar().waitFor({ state: 'detached' })
}

async function openSet(): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: /^Rules/ }).click()
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await editor().waitFor()
}
async function goTo(text: string): Promise<void> {
  const { page } = app
  await editor().click()
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
}
/** Presses save, takes whatever is asked for a yes, and waits for the version. */
async function save(version: number, reason?: string): Promise<void> {
  const { page } = app
  await bar().getByRole('button', { name: `Save as v${version}` }).click()
  const saved = page.getByText(`Saved as version ${version}.`)
  const dialog = page.getByRole('dialog')
  // The dialog that only says how far the look has got has no such button yet.
  await Promise.race([saved.waitFor(), dialog.getByRole('button', { name: `Save as v${version}` }).waitFor()])
  if (await page.getByRole('dialog', { name: 'What saving would change' }).isVisible()) await dialog.getByRole('button', { name: `Save as v${version}` }).click()
  if (reason) {
    await dialog.getByLabel('Why').fill(reason)
    await dialog.getByRole('button', { name: `Save as v${version}` }).click()
  }
  await saved.waitFor()
}

test('before saving it is told what would be overturned, and each is listed with its link', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Check a text' }).click()
  await page.getByRole('textbox', { name: 'The text to check' }).fill('Rack A12 is liquid-cooled. North has a PUE of 0.95.')
  await page.getByRole('button', { name: 'Check this text' }).click()
  await page.getByRole('button', { name: /^Verified: proved by your rule “Racks above 40 kW need liquid cooling”/ }).click()
  await page.getByRole('button', { name: 'Keep this claim' }).click()
  await page.getByText('Kept in your notes.').waitFor()
  await openSet()
  await goTo('density(R) > 40')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('60')
  await bar().getByText(/1 of 1 note loses its proof/).waitFor()
  await bar().getByRole('button', { name: 'See them' }).click()
  const dialog = page.getByRole('dialog', { name: 'What saving would change' })
  await dialog.getByRole('link', { name: /Rack A12 is liquid-cooled/ }).waitFor()
  await dialog.getByRole('region', { name: 'Past answers' }).getByRole('button').first().waitFor()
  await screenshot(page, 'rules-impact')
  await dialog.getByRole('button', { name: 'Go on editing' }).click()
  equal(onDisk().includes('60 kW'), false)
  await save(2)
  ok(onDisk().includes('density(R) > 60 kW implies'))
})

test('undo reaches back across a save, and is a change like any other', async () => {
  const { page } = app
  await editor().click()
  for (let i = 0; i < 6 && !(await line('density(R) > 40 kW implies').isVisible()); i += 1) await page.keyboard.press('Control+z')
  await line('density(R) > 40 kW implies').waitFor()
  await bar().waitFor()
  await save(3)
  ok(onDisk().includes('density(R) > 40 kW implies'))
})

test('every version is there with what changed, is compared, and comes back as a draft', async () => {
  const { page } = app
  await page.getByRole('tab', { name: 'Versions' }).click()
  const list = page.getByRole('list', { name: 'Versions' })
  await list.getByRole('listitem').nth(2).waitFor()
  equal(await list.getByRole('listitem').count(), 3)
  await list.getByRole('listitem').nth(1).getByRole('button', { name: 'Compare' }).click()
  await page.locator('.cm-changedLine').first().waitFor()
  await screenshot(page, 'rules-versions')
  await page.getByRole('button', { name: 'Bring this version back' }).click()
  await page.getByRole('tab', { name: 'Rules', exact: true }).click()
  await line('density(R) > 60 kW implies').waitFor()
  await discard()
})

test('a sealed rule asks for a reason, which stays with the version', async () => {
  const { page } = app
  await goTo('rule pue_floor')
  await page.getByRole('group', { name: 'Under the cursor' }).getByText('The PUE of every site is at least 1.').waitFor()
  await page.getByRole('button', { name: 'Seal “pue_floor”' }).click()
  await page.getByText(/“pue_floor” is sealed/).waitFor()
  await goTo('pue(S) >= 1')
  await page.keyboard.type('.01')
  await bar().waitFor()
  await page.waitForFunction(() => !document.body.innerText.includes('Looking at what it would change'))
  await save(4, 'The meter is now at the transformer.')
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByText('“The meter is now at the transformer.”').waitFor()
  await page.getByRole('tab', { name: 'Rules', exact: true }).click()
})

test('an edit from outside shows at once, and beside unsaved changes both texts are offered', async () => {
  const { page, served } = app
  writeFileSync(join(served.workspace, 'rules', FILE), `${onDisk()}\n# from another editor\n`)
  await page.getByText(/was changed outside\. You see it as it is now/).waitFor()
  await editor().click()
  await page.keyboard.press('Control+End')
  await line('# from another editor').waitFor()
  await page.keyboard.insertText('\n# mine, not saved yet\n')
  await bar().waitFor()
  writeFileSync(join(served.workspace, 'rules', FILE), `${onDisk()}\n# and again\n`)
  await page.getByText(/was changed outside while you were editing it/).waitFor()
  await screenshot(page, 'rules-outside')
  await page.getByRole('textbox', { name: 'Your changes' }).waitFor()
  await page.getByRole('button', { name: 'Save the right side' }).press('Enter')
  await page.getByText(/while you were editing it/).waitFor({ state: 'detached' })
  match(onDisk(), /# mine, not saved yet/)
})

test('two sets that clash are shown side by side, and a way out changes the draft', async () => {
  const { page, served } = app
  writeFileSync(join(served.workspace, 'rules', 'other.rules'), 'ruleset "Other"\nfact density(a12) = 12 kW from "Wrong list"\n')
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Other/ }).click()
  await page.getByRole('region', { name: 'Health' }).getByRole('button', { name: /12 kW/ }).click()
  const dialog = page.getByRole('dialog', { name: 'A conflict' })
  ok((await dialog.getByRole('list', { name: 'The rules in conflict' }).getByRole('listitem').count()) >= 2)
  await screenshot(page, 'rules-conflict')
  await dialog.getByRole('button', { name: 'Do this' }).first().click()
  await bar().waitFor()
  await page.getByRole('region', { name: 'Health' }).getByText('yes', { exact: true }).waitFor()
  await discard()
})

test('a set is switched off, exported, merged into another with its clashes shown, removed and brought back', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('checkbox', { name: '“Other” holds' }).uncheck()
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[aria-label="“Other” holds"]')?.checked === false)
  await screenshot(page, 'rules-list')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More for “Other”' }).click()
  await page.getByRole('menuitem', { name: 'Export' }).click()
  equal((await download).suggestedFilename(), 'other.rules')
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await page.getByRole('button', { name: 'Share' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: /^Merge a \.rules file/ }).click()
  await (await chooser).setFiles({ name: 'theirs.rules', mimeType: 'text/plain', buffer: Buffer.from('rule dense "Racks above 30 kW need liquid cooling":\n  density(R) > 30 kW implies liquid_cooled(R)\nfact density(c3) = 39 kW\nentity d9 : Rack\n') })
  const dialog = page.getByRole('dialog', { name: 'Merge theirs.rules' })
  await dialog.getByRole('list', { name: 'Clashes' }).getByText(/30 kW implies/).waitFor()
  await screenshot(page, 'rules-merge')
  await dialog.getByRole('button', { name: 'Take it into the draft' }).click()
  await line('entity d9 : Rack').waitFor()
  await discard()
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('button', { name: 'More for “Other”' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByText('“Other” was removed.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByRole('heading', { name: 'Other', level: 1 }).waitFor()
})
