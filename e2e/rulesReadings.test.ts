/** A line that reads a sentence shows what else it changes; a rule that a model explains falsely is found out before it is confirmed. */
import { equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { answerBy, type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

const onDisk = (): string => readFileSync(join(app.served.workspace, 'rules', 'data-centre.rules'), 'utf8')
const evidence = () => app.page.getByRole('complementary', { name: 'Evidence' })
const claim = (verdict: RegExp) => app.page.getByRole('button', { name: verdict })

/** Whatever the sources say of it. */
const JUDGED = /^(?:Verified|Unverified|Contradicted)/

/** Checks a text; what it becomes is for the caller to wait for. */
async function check(text: string): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Check a text' }).click()
  await page.getByRole('textbox', { name: 'The text to check' }).fill(text)
  await page.getByRole('button', { name: 'Check this text' }).click()
}
async function readings(): Promise<void> {
  await evidence().getByRole('button', { name: /Say how to read it|Choose another reading/ }).click()
  await app.page.getByRole('dialog', { name: 'How should it be read?' }).getByRole('radio').first().waitFor()
}

test('a sentence that was not read: the line that reads it is offered with what else it changes, and the claim is judged again', async () => {
  const { page } = app
  await check('Rack C3 runs on air.')
  await claim(JUDGED).first().waitFor()
  await check('Rack A12 runs on air.')
  await claim(JUDGED).first().click()
  await readings()
  const dialog = page.getByRole('dialog', { name: 'How should it be read?' })
  match(await dialog.innerText(), /"\{1\} runs on air"[\s\S]*air_cooled\(a12\)[\s\S]*One other sentence would be read differently[\s\S]*Rack C3 runs on air/)
  await screenshot(page, 'reading-line')
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('button', { name: 'Add the line' }).click()
  await page.getByText('The line is in your rules, and the claim was judged again.').waitFor()
  await claim(/^Contradicted: by your rule/).first().waitFor()
  ok(onDisk().includes('| "{1} uses air cooling" | "{1} runs on air"'))
  await screenshot(page, 'reading-put-right')
})

test('rules from plain words: in the words of the app beside those of the model, tried on sentences, and nothing saved unasked', async () => {
  const { page, models } = app
  await answerBy(page, models, 'proposes')
  const before = onDisk()
  await page.getByRole('link', { name: /^Rules/ }).click()
  await page.getByRole('list', { name: 'Rule sets' }).getByRole('link', { name: /^Data-centre efficiency/ }).click()
  await page.getByRole('button', { name: 'From words' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rules from words or a document' })
  await dialog.getByRole('textbox', { name: 'In plain words' }).fill('Above 60 °C a battery is hot. Below 0 °C a battery may not be charged. Pack one has 20 °C.')
  await dialog.getByRole('combobox', { name: 'Model' }).selectOption({ label: 'Played/proposes' })
  await dialog.getByRole('button', { name: 'Propose rules' }).click()
  await dialog.getByText('8 proposals. Nothing is in your rules until you add it.').waitFor()
  const lie = dialog.getByRole('listitem').filter({ hasText: 'rule cold' }).first()
  match(await lie.innerText(), /then the battery may be charged\.[\s\S]*The model says it means: “A battery below 0 °C may not be charged\.”[\s\S]*should be refuted ✕ but is proved/)
  await screenshot(page, 'proposals')
  await lie.getByRole('button', { name: 'Leave it out' }).click()
  await dialog.getByRole('listitem').filter({ hasText: 'type Battery' }).first().getByRole('button', { name: 'That is right, add it' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.locator('.cm-line', { hasText: 'type Battery' }).first().waitFor()
  equal(onDisk(), before, 'what is added is a draft until it is saved')
})
