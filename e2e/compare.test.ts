/** Answers side by side on the screen: from the composer and from an answer, with one that fails, gone on from, by the keyboard and in a narrow window. */
import { equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, composer, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await answerBy(app.page, app.models, 'demo')
})
after(() => app.end())

const question = 'How much electricity do data centres use?'
const dialog = () => app.page.getByRole('dialog', { name: 'Compare side by side' })
const columns = () => app.page.getByRole('region', { name: 'Answers side by side' })

test('several are chosen by the keyboard and asked at once; one that fails holds up nobody; disagreements come first with their evidence', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).fill(question)
  await page.getByRole('button', { name: 'Ask several side by side' }).focus()
  await page.keyboard.press('Enter')
  await dialog().getByRole('checkbox', { name: /^demo/ }).waitFor()
  equal(await dialog().getByRole('checkbox', { name: /^demo/ }).isChecked(), true)
  equal(await dialog().getByRole('button', { name: 'Compare', exact: true }).isDisabled(), true)
  await page.keyboard.press('Space')
  for (const name of [/^differs/, /^streams/, /^unauthorized/]) await dialog().getByRole('checkbox', { name }).check()
  await screenshot(page, 'compare-dialog')
  await dialog().getByRole('button', { name: 'Compare 5' }).click()
  await page.getByRole('heading', { name: question, level: 1 }).waitFor()
  await page.getByRole('region', { name: 'What one alone says' }).waitFor()
  await columns().getByText('refused the key').waitFor()
  equal(await columns().getByRole('button', { name: /^Go on with this answer:/ }).count(), 4)
  const differs = columns().getByRole('region', { name: 'Where they disagree' })
  match((await differs.innerText()).replace(/\s+/g, ' '), /^Where they disagree 2 (?:24 kW ≠ 14 kW|14 kW ≠ 24 kW) The evidence is on the side of differs\./)
  equal(await columns().getByRole('region').first().getAttribute('aria-label'), 'Your library')
  await screenshot(page, 'compare-claims')
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, 'compare-claims-dark')
  await page.emulateMedia({ colorScheme: 'light' })
})

test('a claim opens its evidence and Esc goes back to it; whole answers stand side by side, as tabs where it is narrow', async () => {
  const { page } = app
  const claim = columns().locator('[data-aligned]').first()
  await claim.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
  await screenshot(page, 'compare-evidence')
  await page.keyboard.press('Escape')
  await page.getByRole('complementary', { name: 'Evidence' }).waitFor({ state: 'detached' })
  ok(await claim.evaluate((element) => element === document.activeElement))
  await page.getByText('Whole answers', { exact: true }).click()
  await columns().locator('.claim-mark').first().waitFor()
  await screenshot(page, 'compare-answers')
  await page.setViewportSize({ width: 700, height: 800 })
  await page.getByText('streams', { exact: true }).first().click()
  equal(await columns().getByRole('heading', { level: 2, name: 'demo' }).isVisible(), false)
  await screenshot(page, 'compare-answers-narrow')
  await page.getByText('Claim by claim', { exact: true }).click()
  await screenshot(page, 'compare-claims-narrow')
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('the branch goes on from the answer that was chosen', async () => {
  const { page } = app
  await columns().getByRole('button', { name: 'Go on with this answer: streams' }).click()
  const article = page.getByRole('article', { name: question })
  await screenshot(page, 'compare-going-on')
  await article.getByText('streams').waitFor()
  await composer(page).fill('And why is that?')
  await composer(page).press('Enter')
  await page.getByRole('article', { name: 'And why is that?' }).waitFor()
  await page.getByRole('article', { name: 'And why is that?' }).getByRole('button', { name: 'Answer again' }).waitFor()
  const drafted = app.models.requests.findLast(({ messages }) => messages.at(-1)!.content.endsWith('And why is that?'))!
  const told = drafted.messages.filter(({ role }) => role === 'assistant')
  equal(told.length, 1)
  ok((await article.innerText()).includes(told[0]!.content.slice(0, 20)))
  await screenshot(page, 'compare-went-on')
})

test('an answer that is there is compared with another', async () => {
  const { page } = app
  await ask(page, 'What did the North hall draw?')
  await page.getByRole('button', { name: 'Ask another model' }).click()
  await page.getByRole('menuitem', { name: 'Compare with…' }).click()
  match(await dialog().getByRole('listitem').filter({ hasText: 'has answered' }).innerText(), /^demo/)
  await dialog().getByRole('checkbox', { name: /^streams/ }).check()
  await dialog().getByRole('button', { name: 'Compare 2' }).click()
  await columns().getByRole('button', { name: 'Go on with this answer: streams' }).waitFor()
  await page.getByRole('button', { name: 'Add another' }).click()
  await dialog().getByRole('checkbox', { name: /^Your library/ }).check()
  await dialog().getByRole('button', { name: 'Compare 3' }).click()
  await columns().getByRole('button', { name: 'Go on with this answer: Your library' }).waitFor()
  await page.reload()
  await columns().getByRole('button', { name: 'Go on with this answer: Your library' }).waitFor()
})
