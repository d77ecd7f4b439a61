/** From a verdict to the rules and back: the proof and its rule, a reading put right, facts and rules made of claims, what would decide, proposals of a model, sets to start from. */
import { equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { answerBy, type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())
afterEach(async () => {
  if (await app.page.getByRole('dialog').isVisible()) await app.page.keyboard.press('Escape')
})

const onDisk = (file = 'data-centre.rules'): string => readFileSync(join(app.served.workspace, 'rules', file), 'utf8')
const evidence = () => app.page.getByRole('complementary', { name: 'Evidence' })

async function check(text: string): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Check a text' }).click()
  await page.getByRole('textbox', { name: 'The text to check' }).fill(text)
  await page.getByRole('button', { name: 'Check this text' }).click()
}
async function openSet(): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: /^Rules/ }).click()
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await page.getByRole('textbox', { name: /^Rules in / }).waitFor()
}

test('a refuted claim is argued in steps that end in the clash, and each leads to its rule', async () => {
  const { page } = app
  await check('Rack A12 is air-cooled.')
  await page.getByRole('button', { name: /^Contradicted: by your rule/ }).click()
  const steps = evidence().locator('.steps').first()
  match(await steps.innerText(), /The claim reads air_cooled\(a12\)[\s\S]*Racks above 40 kW need liquid cooling[\s\S]*A rack is not cooled both ways[\s\S]*They cannot both be true\./)
  await screenshot(page, 'evidence-refuted')
  await steps.getByRole('link', { name: /rule · one_cooling/ }).click()
  await page.getByRole('heading', { name: 'Data-centre efficiency', level: 1 }).waitFor()
  await page.locator('.cm-activeLine', { hasText: 'rule one_cooling' }).waitFor()
})

test('a sentence that was not read is read by a line of its own, which is remembered', async () => {
  const { page } = app
  await check('North runs at a PUE of 0.95.')
  await page.getByRole('button', { name: /^Unverified/ }).click()
  await evidence().getByRole('button', { name: 'Say how to read it' }).click()
  const dialog = page.getByRole('dialog', { name: 'How should it be read?' })
  await dialog.getByRole('radio', { name: /runs at a PUE of \{value\}/ }).check()
  await dialog.getByText('Nothing else that was seen before is read differently by it.').waitFor()
  await screenshot(page, 'reading-line')
  await dialog.getByRole('button', { name: 'Add the line' }).click()
  await page.getByRole('button', { name: /^Contradicted: by your rule “PUE can never be below 1”/ }).waitFor()
  ok(onDisk().includes('runs at a PUE of {value}'))
  await check('South runs at a PUE of 0.9.')
  await page.getByRole('button', { name: /^Contradicted/ }).waitFor()
})

test('a claim that says something else is not read at all, and stays so', async () => {
  const { page } = app
  await check('Rack A12 is liquid-cooled.')
  await page.getByRole('button', { name: /^Verified: proved/ }).click()
  await evidence().getByRole('button', { name: 'Choose another reading' }).click()
  const dialog = page.getByRole('dialog', { name: 'How should it be read?' })
  await dialog.getByRole('radio', { name: /It says none of this/ }).check()
  await dialog.getByRole('button', { name: 'Read it so' }).click()
  await page.getByText('This is remembered, and the claim was judged again.').waitFor()
  equal(await page.getByRole('button', { name: /^Verified: proved/ }).count(), 0)
})

test('a claim becomes a fact with where it comes from, once it is confirmed', async () => {
  const { page } = app
  await check('Rack C3 has an inlet temperature of 26.4 °C. Harbour is located in North.')
  await page.locator('.claim-mark').first().click()
  await evidence().getByRole('button', { name: 'Make a rule or fact of it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a rule or a fact of it' })
  await dialog.getByRole('list', { name: 'What it could become' }).getByText(/inlet\(c3\)/).first().waitFor()
  await screenshot(page, 'claim-to-fact')
  const before = onDisk()
  await dialog.getByRole('button', { name: 'That is right, add it' }).first().click()
  await dialog.getByText('Added to the draft').or(page.getByText(/It is in “Data-centre efficiency”, version/)).first().waitFor()
  ok(onDisk().length > before.length)
})

test('what is possible says what would decide it, and the fact is added from there', async () => {
  const { page } = app
  await openSet()
  await page.getByRole('textbox', { name: 'A claim to try' }).fill('Harbour is efficient.')
  const decide = page.getByRole('region', { name: 'What would decide it' })
  await decide.getByText('fact pue(Harbour) = ?').waitFor()
  await page.getByRole('button', { name: 'Show a case in which it does not hold' }).click()
  match(await page.getByRole('region', { name: 'A case in which it does not hold' }).innerText(), /pue\(Harbour\) = /)
  await screenshot(page, 'try-possible')
  await decide.getByRole('listitem').filter({ hasText: 'fact pue(Harbour)' }).getByRole('button', { name: 'Add this fact' }).click()
  await page.locator('.cm-line', { hasText: 'fact pue(Harbour) = ?' }).waitFor()
  await page.keyboard.type('1.15')
  await page.locator('.cm-line', { hasText: 'fact pue(Harbour) = 1.15' }).waitFor()
  await page.getByText('It follows from your rules and facts.').waitFor()
  await page.getByRole('button', { name: 'Show as a graph' }).click()
  await page.locator('.react-flow__node').first().waitFor()
  await page.locator('.react-flow__node').first().focus()
  ok(((await page.locator('.react-flow__node').first().getAttribute('aria-label')) ?? '').length > 8)
  await page.getByRole('button', { name: 'Discard' }).click()
})

test('a rule is edited in its form and goes back into its place', async () => {
  const { page } = app
  await openSet()
  await page.goto(`${page.url().split('?')[0]}?rule=dense`)
  await page.getByText('If the power density of a rack is above 40 kW, then the rack is liquid-cooled.').waitFor()
  await page.getByRole('button', { name: 'Edit as a form' }).click()
  await page.getByRole('textbox', { name: /^If: value/ }).fill('45')
  await page.getByRole('region', { name: 'What it writes' }).getByText('If the power density of a rack is above 45 kW, then the rack is liquid-cooled.').waitFor()
  await screenshot(page, 'form-if-then')
  await page.getByRole('button', { name: 'Put it back' }).click()
  await page.locator('.cm-line', { hasText: 'density(R) > 45 kW implies liquid_cooled(R)' }).waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
})

test('a model proposes from plain words; each rule is confirmed by itself and nothing is saved', async () => {
  const { page, models } = app
  await answerBy(page, models, 'proposes')
  await openSet()
  const before = onDisk()
  await page.getByRole('button', { name: 'From words or a document…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rules from words or a document' })
  await dialog.getByRole('textbox', { name: 'In plain words' }).fill('Racks above 60 kW need immersion cooling.')
  await dialog.getByRole('combobox', { name: 'Model' }).selectOption({ label: 'Played/proposes' })
  await dialog.getByRole('button', { name: 'Propose rules' }).click()
  const proposals = dialog.getByRole('list', { name: 'Proposed rules' })
  await dialog.getByText(/Nothing is in your rules until you add it/).waitFor()
  ok((await proposals.getByRole('list', { name: 'Test sentences' }).count()) >= 1)
  await screenshot(page, 'proposals')
  await proposals.getByRole('button', { name: 'That is right, add it' }).first().click()
  await proposals.getByText('Added to the draft').waitFor()
  await proposals.getByRole('button', { name: 'Leave it out' }).first().click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  equal(onDisk(), before)
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Discard' }).click()
})

test('a sample set is a set to start from', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'All rule sets' }).click()
  await page.getByRole('region', { name: 'Sets to start from' }).getByRole('button', { name: /^Units and physics/ }).click()
  await page.getByRole('heading', { name: 'Units and physics', level: 1 }).waitFor()
  await page.getByRole('region', { name: 'Health' }).getByText(/\d+ of \d+ pass/).waitFor()
})
