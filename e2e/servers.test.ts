/** Model servers in Settings as a person sets them up: four protocols, what is wrong in one sentence, where a server is, its window, rounds of repair. */
import { equal, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { modelProtocols } from '../shared/model/settings.ts'
import { type App, ask, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

const labels = { openai: 'OpenAI-compatible', anthropic: 'Anthropic', google: 'Google', ollama: 'Ollama' } as const

test('a server of each protocol is added, tried, and answers', async () => {
  const { page, models } = app
  for (const protocol of modelProtocols) {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Add a model server' }).click()
    await page.locator('form label').filter({ hasText: new RegExp(`^${labels[protocol]}$`) }).click()
    await page.getByLabel('Name', { exact: true }).fill(`My ${labels[protocol]}`)
    await page.getByLabel('Address').fill(models.url(protocol))
    await page.getByLabel(/^Key/).fill('sk-of-the-test')
    await screenshot(page, `server-form-${protocol}`)
    await page.getByRole('button', { name: 'Save and try it' }).click()
    const card = page.getByRole('region', { name: `My ${labels[protocol]}` })
    await card.getByText(/The server answered and has \d+ models/).waitFor()
    await card.getByRole('radio', { name: 'streams', exact: true }).check()
    await ask(page, `What did the North hall draw, ${protocol}?`)
    equal(models.requests.filter((request) => request.protocol === protocol).at(-1)?.key, 'sk-of-the-test')
  }
  await page.getByRole('link', { name: 'Settings' }).click()
  const card = page.getByRole('region', { name: 'My Google' })
  await card.getByRole('button', { name: /^Try it/ }).click()
  await card.getByRole('searchbox').fill('rate once')
  equal(await card.getByRole('radio').count(), 1)
  await card.getByRole('searchbox').fill('no such')
  await card.getByText('No model is called that.').waitFor()
  await card.getByRole('searchbox').fill('')
  await screenshot(page, 'servers')
})

test('what is wrong is said in one sentence; the place and the window are kept', async () => {
  const { page, models } = app
  const form = page.locator('form')
  const card = page.getByRole('region', { name: 'My Ollama' })
  await card.getByRole('button', { name: 'Edit' }).click()
  await form.locator('label').filter({ hasText: 'Elsewhere' }).click()
  await form.getByText('leaves this machine: sources that are marked').waitFor()
  await form.getByLabel('Context window').fill('lots')
  await form.getByRole('button', { name: 'Save and try it' }).click()
  match((await form.getByRole('alert').textContent()) ?? '', /a number of tokens/)
  await form.getByLabel('Context window').fill('32k')
  await form.getByLabel('Address').fill(`${models.ollamaUrl}/nowhere`)
  await form.getByRole('button', { name: 'Save and try it' }).click()
  await card.getByText(/\(404\): correct the path/).waitFor()
  await card.getByText('What it is sent leaves this machine.').waitFor()
  await screenshot(page, 'server-wrong')
  await card.getByRole('button', { name: 'Edit' }).click()
  equal(await form.getByLabel('Context window').inputValue(), '32000')
  equal(await form.getByRole('radio', { name: 'Elsewhere' }).isChecked(), true)
  // Nothing hidden makes the page longer than its window.
  equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true)
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, 'server-form-dark')
  await form.getByRole('button', { name: 'Cancel' }).click()
})

test('rounds of repair are set with the keyboard', async () => {
  const { page } = app
  const rounds = page.getByRole('group', { name: 'Rounds of repair' })
  equal(await rounds.getByRole('radio', { name: 'Twice' }).isChecked(), true)
  await rounds.getByRole('radio', { name: 'Twice' }).focus()
  await page.keyboard.press('ArrowLeft')
  await page.reload()
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  equal(await rounds.getByRole('radio', { name: 'Once' }).isChecked(), true)
})

test('a wait for a busy server is told with its reason', async () => {
  const { page } = app
  await page.getByRole('region', { name: 'My Google' }).getByRole('button', { name: /^Try it/ }).click()
  await page.getByRole('region', { name: 'My Google' }).getByRole('radio', { name: 'rate-limited', exact: true }).check()
  await ask(page, 'Who is busy?', { wait: false })
  await page.getByText(/^Waiting, because the server asks to slow down: asked again in \d s\.$/).waitFor()
  await screenshot(page, 'waiting')
  await page.getByText('asks to slow down; wait a moment').first().waitFor()
})
