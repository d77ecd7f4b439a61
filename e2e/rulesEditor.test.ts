/** The rules editor as a person has it: highlighting, mistakes with one-click mends, completion, hover, rename over all sets, definition, folding, find, a broken middle, CJK input, drafts. */
import { equal, match, ok } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  const { page } = app
  await page.getByRole('link', { name: /^Rules/ }).click()
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await editor().waitFor()
})
after(() => app.end())
afterEach(async () => {
  if (await app.page.getByRole('region', { name: 'Unsaved changes' }).isVisible()) await discard()
})

const editor = () => app.page.getByRole('textbox', { name: /^Rules in / })
const line = (text: string) => app.page.locator('.cm-line', { hasText: text }).first()

/** Puts the cursor after a text in the editor, found by its own search. */
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
async function write(text: string): Promise<void> {
  await editor().click()
  await app.page.keyboard.press('Control+End')
  await app.page.keyboard.insertText(text)
}
const discard = async (): Promise<void> => {
  await app.page.getByRole('button', { name: 'Discard' }).click()
  await app.page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
}

test('a slip is underlined, said below its line, and mended with one click or one key', async () => {
  const { page } = app
  await write('\nrule typo "Racks":\n  air_coled(R) implies density(R) > 20 kW\n')
  await page.getByText(/“air_coled”/).first().waitFor()
  await screenshot(page, 'rules-mistake')
  await page.getByRole('button', { name: 'Use air_cooled' }).click()
  await line('air_cooled(R) implies density(R) > 20 kW').waitFor()
  await page.locator('.mistake').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await line('air_coled(R)').waitFor()
  await page.locator('.mistake').first().waitFor()
  await goTo('air_coled')
  await page.keyboard.press('Control+.')
  await line('air_cooled(R) implies density(R) > 20 kW').waitFor()
  await discard()
})

test('a file broken in the middle is told where, and the rest of it works', async () => {
  const { page } = app
  await goTo('located_in(R, S) and located_in(R, T) implies S = T')
  await page.keyboard.insertText(' and (')
  await page.getByText('A bracket is opened and not closed.').first().waitFor()
  await page.getByRole('textbox', { name: 'A claim to try' }).fill('North has a PUE of 0.95')
  await page.getByText('It cannot be true beside your rules and facts.').waitFor()
  await discard()
})

test('names, words and whole declarations are completed where they can stand', async () => {
  const { page } = app
  await write('\nrule more:\n  liq')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: /^liquid_cooled/ }).click()
  await line('liquid_cooled(Rack)').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('End')
  await page.keyboard.type(' imp')
  await page.getByRole('option', { name: 'implies' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Home')
  await page.keyboard.type('fact density(a12) = 4 k')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: /^kW/ }).first().waitFor()
  await page.keyboard.press('Escape')
  await discard()
})

test('hovering says in plain words what a name is and what is known of it', async () => {
  const { page } = app
  await goTo('liquid_cooled(Rack)')
  const box = await line('relation liquid_cooled(Rack)').boundingBox()
  ok(box)
  await page.mouse.move(box.x + 110, box.y + 10, { steps: 4 })
  await page.getByText('liquid_cooled(Rack), a relation').waitFor()
  match(await page.locator('.cm-hover').innerText(), /People write “\{1\} is liquid-cooled”/)
  await page.mouse.move(10, 10)
  await goTo('rule dense')
  await page.getByText('If the power density of a rack is above 40 kW, then the rack is liquid-cooled.').waitFor()
})

test('a name is renamed everywhere, in the other rule sets too, and both are saved together', async () => {
  const { page, served } = app
  writeFileSync(join(served.workspace, 'rules', 'more.rules'), 'ruleset "More"\nfact density(b7) = 15 kW from "Second survey"\n')
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('link', { name: /^More/ }).waitFor()
  await page.getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await goTo('quantity density')
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog', { name: /Rename the relation or quantity “density”/ })
  await dialog.getByLabel('New name').fill('pue')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await dialog.getByText('“pue” is taken. Choose another name.').waitFor()
  await dialog.getByLabel('New name').fill('rack_density')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await page.getByText(/Renamed in \d+ places, one other rule set included/).waitFor()
  await page.getByText(/1 other rule set is renamed with it/).waitFor()
  equal(await page.locator('.mistake').count(), 0)
  await page.getByRole('button', { name: 'Save as v2' }).click()
  const ask = page.getByRole('dialog', { name: 'What saving would change' })
  await Promise.race([ask.waitFor().then(() => ask.getByRole('button', { name: 'Save as v2' }).click()), page.getByText('Saved as version 2.').waitFor()])
  await page.getByText('Saved as version 2.').waitFor()
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('link', { name: /^More/ }).click()
  await line('fact rack_density(b7) = 15 kW').waitFor()
})

test('F12 goes to where a name is made known, in whichever file', async () => {
  const { page } = app
  await goTo('rack_density')
  await page.keyboard.press('F12')
  await page.getByRole('heading', { name: 'Data-centre efficiency', level: 1 }).waitFor()
  await line('quantity rack_density(Rack) in kW').waitFor()
})

test('a declaration folds and unfolds by key', async () => {
  const { page } = app
  await goTo('rule dense')
  await page.keyboard.press('Control+Shift+BracketLeft')
  await page.locator('.cm-foldPlaceholder').waitFor()
  await page.keyboard.press('Control+Shift+BracketRight')
  await page.locator('.cm-foldPlaceholder').waitFor({ state: 'detached' })
})

test('text composed in an input method is taken whole and breaks no completion', async () => {
  const { page } = app
  await write('\nentity ')
  const session = await page.context().newCDPSession(page)
  for (const text of ['ㅅ', '서', '서우', '서울']) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await session.send('Input.insertText', { text: '서울' })
  await page.keyboard.insertText(' : Site also "seoul"')
  await screenshot(page, 'rules-ime')
  await page.getByText('서울 is a site, also called “seoul”.').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('fact total_power(서')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: /^서울/ }).click()
  await line('fact total_power(서울').waitFor()
  await discard()
})

test('a draft survives a reload and can be let go', async () => {
  const { page } = app
  await write('\n# a thought\nfact density_note')
  // The last key may be younger than the rest that the editor waits for.
  await page.reload()
  await page.getByText('Your unsaved changes are back.').waitFor()
  await editor().click()
  await page.keyboard.press('Control+End')
  await line('fact density_note').waitFor()
  await discard()
})
