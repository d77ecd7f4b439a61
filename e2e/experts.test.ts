/** Experts and good next questions on the screen: made, called by @ with the keyboard alone, refused in words, deleted and brought back. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, composer, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await answerBy(app.page, app.models, 'demo')
})
after(() => app.end())

const list = () => app.page.getByRole('list', { name: 'Experts' })
const form = () => app.page.getByRole('complementary', { name: 'Expert' })

async function make(name: string, instructions: string): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'New expert' }).click()
  await form().getByRole('textbox', { name: 'Name' }).fill(name)
  await form().getByRole('textbox', { name: 'Instructions' }).fill(instructions)
  await form().getByRole('button', { name: 'Save' }).click()
}

test('an empty screen says what experts are for; one is made with its own sources, and a wrong or a taken name is told in a sentence', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Experts' }).click()
  await page.getByText('Ways to answer, by name').waitFor()
  await screenshot(page, 'experts-none')
  await page.getByRole('link', { name: 'New expert' }).click()
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
  await form().getByRole('button', { name: 'Save' }).click()
  match(await form().getByRole('alert').innerText(), /Give it a name/)
  await form().getByRole('textbox', { name: 'Name' }).fill('two words')
  await form().getByRole('button', { name: 'Save' }).click()
  match(await form().getByRole('alert').innerText(), /no spaces/)
  await form().getByRole('textbox', { name: 'Name' }).fill('Engineer')
  await form().getByRole('textbox', { name: 'Instructions' }).fill('Answer as an engineer would, with units.')
  await form().getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'streams' })
  await form().getByRole('radio', { name: 'Only these' }).first().check()
  await form().getByRole('list', { name: 'Sources' }).getByRole('checkbox').first().check()
  await screenshot(page, 'experts-form')
  await form().getByRole('button', { name: 'Save' }).click()
  await form().waitFor({ state: 'detached' })
  await list().getByText('only 1 source').waitFor()
  await make('engineer', '')
  match(await form().getByRole('alert').innerText(), /There is an answerer called “engineer” already/)
  await form().getByRole('button', { name: 'Cancel' }).click()
  await make('물리학자', '물리학자처럼 한국어로 답하세요.')
  await form().waitFor({ state: 'detached' })
  await make('فيزيائي', 'أجب كما يجيب الفيزيائي، واذكر القانون الذي تستخدمه.')
  await form().waitFor({ state: 'detached' })
  await list().getByText('@فيزيائي').waitFor()
  equal(await list().getByRole('listitem').count(), 3)
  await screenshot(page, 'experts-list')
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, 'experts-list-dark')
  await page.setViewportSize({ width: 640, height: 800 })
  await list().getByRole('link').first().click()
  await form().waitFor()
  await screenshot(page, 'experts-form-narrow-dark')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
})

test('an expert is deleted and brought back', async () => {
  const { page } = app
  await list().getByRole('link', { name: /물리학자/ }).click()
  await form().getByRole('button', { name: 'Delete this expert' }).click()
  await page.getByText('@물리학자 was deleted.').waitFor()
  equal(await list().getByRole('listitem').count(), 2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await list().getByText('@물리학자').waitFor()
})

test('@ offers names while they are typed: with the keyboard alone one is called, and the answer says who gave it', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).focus()
  await page.keyboard.type('@')
  const names = page.getByRole('listbox', { name: 'Who answers' })
  await names.getByRole('option', { name: /streams/ }).first().waitFor()
  ok((await names.getByRole('option').allInnerTexts())[0]!.startsWith('Engineer'))
  await screenshot(page, 'experts-completion')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  equal(await names.getByRole('option', { selected: true }).innerText().then((text) => text.split(/\s/)[0]), 'Engineer')
  await page.keyboard.type('eng')
  await page.keyboard.press('Enter')
  equal(await composer(page).inputValue(), '@Engineer ')
  await page.keyboard.type('What did the North hall draw?')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'What did the North hall draw?' }).waitFor()
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  await page.getByRole('article').getByText('@Engineer').waitFor()
  ok(app.models.requests.some(({ messages }) => messages[0]!.content.startsWith('You are asked to answer in this way:\nAnswer as an engineer would, with units.')))
  await page.getByRole('button', { name: 'Answer again' }).click()
  await page.getByText('2 of 2').first().waitFor()
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  await page.getByRole('article').getByText('@Engineer').waitFor()
})

test('a name that nobody has is one sentence, and the question stays in its field', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).fill('@Enginer what is it?')
  await composer(page).press('Enter')
  await page.getByText(/^There is no expert “Enginer”; did you mean @Engineer\?/).waitFor()
  equal(await composer(page).inputValue(), '@Enginer what is it?')
})

test('good next questions stand below the answer with their reason; a click asks one, and the answer keeps where it is from', async () => {
  const { page } = app
  await ask(page, 'How much electricity do data centres use?')
  const offered = page.getByRole('region', { name: 'Good next questions' })
  await offered.scrollIntoViewIfNeeded()
  await screenshot(page, 'next-questions')
  const [first, ...rest] = await offered.getByRole('button').allInnerTexts()
  ok(rest.length <= 2)
  const [text, why] = first!.split('\n')
  ok(why!.length > 10)
  await offered.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: text! }).waitFor()
  await page.getByRole('button', { name: 'Answer again' }).nth(1).waitFor()
  deepEqual((await page.getByRole('article', { name: text! }).getByRole('region', { name: 'Good next questions' }).getByRole('button').allInnerTexts()).filter((other) => other.startsWith(`${text}\n`)), [])
})
