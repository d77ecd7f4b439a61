/** Rules in a conversation, as a person sees them: held back and let through, contradicted with the proof, chosen for one chat, edited from outside. */
import { equal, match, ok } from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

const SHOTS = process.env['SHOTS']
const shot = async (name: string): Promise<void> => {
  if (SHOTS === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  await app.page.screenshot({ path: join(SHOTS, `${name}.png`) })
}
const evidence = () => app.page.getByRole('complementary', { name: 'Evidence' })
const contradicted = () => app.page.getByRole('button', { name: /^Contradicted/ })

test('an answer that a blocking rule refutes is held back, says by which rule, and is let through for good', async () => {
  const { page, models } = app
  await answerBy(page, models, 'breaks-rules')
  await ask(page, 'How efficient is North?')
  const held = page.getByRole('region', { name: 'Held back by your rules' })
  await held.waitFor()
  match(await held.innerText(), /PUE can never be below 1/)
  equal(await page.getByText('North has a PUE of 0.95').count(), 0)
  equal(await page.getByRole('button', { name: 'Copy the answer' }).count(), 0)
  await shot('held-back')
  await held.getByRole('button', { name: 'Show it anyway' }).click()
  await contradicted().first().waitFor()
  await page.reload()
  await contradicted().first().waitFor()
  equal(await held.count(), 0)
})

test('a refuted claim shows as contradicted, with the proof in the person’s own words', async () => {
  const { page } = app
  match((await contradicted().first().getAttribute('aria-label')) ?? (await contradicted().first().innerText()), /PUE can never be below 1|Contradicted/)
  await contradicted().first().click()
  match(await evidence().innerText(), /Your logic refutes it[\s\S]*PUE can never be below 1/)
  await shot('proof')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Verified: proved by your (rule|definition)/ }).first().click()
  match(await evidence().innerText(), /Racks above 40 kW need liquid cooling/)
  await page.keyboard.press('Escape')
})

test('what wordings and judges say stands beside the answer, a model’s word as such', async () => {
  const says = app.page.getByRole('region', { name: 'What your rules say of the wording' })
  match(await says.innerText(), /It says “guaranteed”[\s\S]*A model \(breaks-rules\) thinks it falls short of your “The answer says how sure it is”: It never says how sure it is\./)
})

test('the model was told the rules that bear on the question, as data', () => {
  const asked = app.models.requests.find(({ messages }) => messages.at(-1)!.content.endsWith('How efficient is North?'))
  match(asked?.messages.at(-1)?.content ?? '', /rules and facts that the person holds to be true\n#\w+\| /)
})

test('a set switched off for one conversation decides nothing there, and still does elsewhere', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^Rules.* that hold here/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Data-centre efficiency' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Rules 0 of 1 that hold here' }).waitFor()
  await page.getByRole('textbox', { name: 'Your question' }).fill('Is North efficient?')
  await page.getByRole('textbox', { name: 'Your question' }).press('Enter')
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  await page.locator('.claim').getByText('North has a PUE of 0.95').waitFor()
  equal(await contradicted().count(), 0)
  await shot('switched-off')
  await ask(page, 'And how efficient is it here?')
  await page.getByRole('region', { name: 'Held back by your rules' }).waitFor()
})

test('an edit of the file from outside decides the next answer', async () => {
  const { page, served } = app
  const file = join(served.workspace, 'rules', 'data-centre.rules')
  const before = readFileSync(file, 'utf8')
  ok(before.includes('pue(S) >= 1'))
  writeFileSync(file, before.replace('"PUE can never be below 1" severity block', '"PUE can never be below 1"'))
  await ask(page, 'And what about North now?')
  await contradicted().first().waitFor()
  equal(await page.getByRole('region', { name: 'Held back by your rules' }).count(), 0)
})

test('with no model the library says what the rules give, proved by them', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: /library/i }).first().check()
  await ask(page, 'What is the DCiE of South?')
  await page.getByRole('button', { name: /^Verified: proved by your (rule|definition)/ }).first().waitFor()
  await page.getByText('The DCiE of South site is 62.5 %.').waitFor()
  await shot('derived')
})
