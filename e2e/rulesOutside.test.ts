/** What happens around the app: rule files edited while a person edits them too, sets removed that notes lean on, files that are broken or too large. */
import { equal, match } from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

const SHOTS = process.env['SHOTS']
const shot = async (name: string): Promise<void> => {
  if (SHOTS === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  await app.page.screenshot({ path: join(SHOTS, `${name}.png`) })
}
const RULES = 'ruleset "Cooling"\ntype Place\nentity North : Place\nquantity pue(Place) says "PUE of {1}"\nrule floor "PUE can never be below 1": pue(P) >= 1\nfact pue(North) = 1.3\n'
const fileOf = (name: string): string => join(app.served.workspace, 'rules', name)
const list = () => app.page.getByRole('list', { name: 'Rule sets' })
const editor = () => app.page.getByRole('textbox', { name: /^Rules in / })

async function openRules(): Promise<void> {
  await app.page.getByRole('link', { name: /^Rules/ }).first().click()
  await app.page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor()
}
async function write(text: string): Promise<void> {
  await editor().click()
  await app.page.keyboard.press('Control+End')
  await app.page.keyboard.insertText(text)
}
async function checkText(text: string): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Check a text' }).click()
  await page.getByRole('textbox', { name: 'The text to check' }).fill(text)
  await page.getByRole('button', { name: 'Check this text' }).click()
}

test('a file that somebody puts in the folder is there by itself, and its rules hold', async () => {
  await openRules()
  mkdirSync(join(app.served.workspace, 'rules'), { recursive: true })
  writeFileSync(fileOf('cooling.rules'), RULES)
  await list().getByRole('link', { name: /^Cooling/ }).waitFor()
  match(await list().innerText(), /cooling\.rules[\s\S]*version 1, changed outside/)
})

test('a file changed outside while changes are unsaved: both texts are shown, nothing is lost, and either can be kept', async () => {
  const { page } = app
  await list().getByRole('link', { name: /^Cooling/ }).click()
  await editor().waitFor()
  await write('rule mine "Mine": pue(P) <= 3\n')
  writeFileSync(fileOf('cooling.rules'), `${RULES}rule theirs "Theirs": pue(P) <= 4\n`)
  await page.getByText('was changed outside while you were editing it.').waitFor()
  await page.getByText('rule theirs').first().waitFor()
  await page.getByText('rule mine').first().waitFor()
  await shot('changed-outside')
  await page.getByRole('button', { name: 'Save the right side' }).click()
  await page.getByText('was changed outside while you were editing it.').waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.querySelector('[aria-label="Unsaved changes"]') === null)
  equal(readFileSync(fileOf('cooling.rules'), 'utf8'), `${RULES}rule mine "Mine": pue(P) <= 3\n`)
})

test('without unsaved changes the editor shows the file as it is', async () => {
  writeFileSync(fileOf('cooling.rules'), RULES)
  await app.page.locator('.cm-line', { hasText: 'rule mine' }).waitFor({ state: 'detached' })
  await app.page.locator('.cm-line', { hasText: 'rule floor' }).waitFor()
})

test('a set that notes lean on is removed only after they were listed; they go stale, say why, and Undo brings all back', async () => {
  const { page } = app
  await checkText('The PUE of North is 1.3.')
  await page.getByRole('button', { name: /^Verified: proved/ }).waitFor()
  await page.getByRole('button', { name: /^Keep the verified claim/ }).click()
  await openRules()
  await page.getByRole('button', { name: 'More for “Cooling”' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const dialog = page.getByRole('dialog', { name: 'What removing would change' })
  await dialog.getByText('The PUE of North is 1.3.').first().waitFor()
  match(await dialog.innerText(), /1 of 1 note loses its proof/)
  await shot('removing')
  await dialog.getByRole('button', { name: 'Remove “Cooling”' }).click()
  await page.getByText('“Cooling” was removed.').waitFor()
  await page.getByRole('link', { name: /^Notes/ }).click()
  await page.getByText('Stale').first().waitFor()
  await page.getByRole('link', { name: /The PUE of North is 1\.3\./ }).or(page.getByRole('button', { name: /The PUE of North is 1\.3\./ })).first().click()
  await page.getByText(/was removed with the rule set “Cooling”; your rules now say silent where they said proved\./).waitFor()
  await shot('stale-note')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText(/was removed with the rule set/).waitFor({ state: 'detached' })
  equal(readFileSync(fileOf('cooling.rules'), 'utf8'), RULES)
})

test('a file broken in the middle is said in the list, and what is left of it decides', async () => {
  const { page } = app
  await openRules()
  writeFileSync(fileOf('cooling.rules'), RULES.replace('fact pue(North) = 1.3\n', '').replace('rule floor', 'rule broken: pue(P >=\n  and (\nrule floor'))
  await list().getByText('1 mistake').waitFor()
  await checkText('The PUE of North is 0.95.')
  await page.getByRole('button', { name: /^Contradicted: by your rule “PUE can never be below 1/ }).waitFor()
})

test('a file that is deleted outside is gone from the list, and can be brought back in Settings', async () => {
  const { page } = app
  await openRules()
  rmSync(fileOf('cooling.rules'))
  await page.getByRole('button', { name: 'Write your first rule' }).waitFor()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Bring back Cooling' }).click()
  await openRules()
  await list().getByRole('link', { name: /^Cooling/ }).waitFor()
})
