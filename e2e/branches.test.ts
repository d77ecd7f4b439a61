/** Questions are edited into branches: nothing goes away, one goes from branch to branch, and the open one is remembered. */
import { deepEqual, equal } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, composer, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

const questions = (): Promise<string[]> => app.page.getByRole('article').evaluateAll((articles) => articles.map((article) => article.ariaLabel ?? ''))
const answered = (question: string) => app.page.getByRole('article', { name: question }).getByRole('button', { name: 'Answer again' }).waitFor()
async function goOn(question: string): Promise<void> {
  await composer(app.page).fill(question)
  await composer(app.page).press('Enter')
  await answered(question)
}
const branch = (name: string) => app.page.getByRole('button', { name })

test('an edited question is a branch beside it, and both are there after a reload', async () => {
  const { page } = app
  await ask(page, 'What did the first hall draw?')
  await goOn('And the second hall?')
  await goOn('And the third hall?')
  await page.getByRole('article', { name: 'And the second hall?' }).hover()
  await page.getByRole('article', { name: 'And the second hall?' }).getByRole('button', { name: 'Edit the question' }).click()
  equal(await composer(page).inputValue(), 'And the second hall?')
  await composer(page).fill('And the roof?')
  await composer(page).press('Enter')
  await answered('And the roof?')
  const edited = await questions()
  await page.getByText('2 of 2').waitFor()
  await branch('Earlier branch').click()
  await page.getByRole('article', { name: 'And the third hall?' }).waitFor()
  const before = await questions()
  await page.reload()
  await page.getByRole('article', { name: 'And the third hall?' }).waitFor()
  deepEqual(
    [edited, before, await questions()],
    [
      ['What did the first hall draw?', 'And the roof?'],
      ['What did the first hall draw?', 'And the second hall?', 'And the third hall?'],
      ['What did the first hall draw?', 'And the second hall?', 'And the third hall?'],
    ],
  )
})

test('what is asked on an older branch stays on it; Up edits the last question, Escape leaves it as it was', async () => {
  const { page } = app
  await branch('Later branch').click()
  await page.getByRole('article', { name: 'And the roof?' }).waitFor()
  await goOn('How high is it?')
  deepEqual(await questions(), ['What did the first hall draw?', 'And the roof?', 'How high is it?'])
  await composer(page).press('ArrowUp')
  equal(await composer(page).inputValue(), 'How high is it?')
  await page.keyboard.press('Escape')
  equal(await composer(page).inputValue(), '')
  await branch('Branches of this conversation').click()
  const dialog = page.getByRole('dialog', { name: 'Branches of this conversation' })
  await dialog.getByRole('listitem').first().waitFor()
  deepEqual((await dialog.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')), ['What did the first hall draw? 1 question', 'And the second hall? 2 questions', 'And the roof? 2 questions'])
  await dialog.getByRole('button', { name: 'And the second hall?' }).click()
  await page.getByRole('article', { name: 'And the third hall?' }).waitFor()
})

test('another answer stands beside the first, and each has what was asked after it', async () => {
  const { page } = app
  const article = page.getByRole('article', { name: 'And the third hall?' })
  await article.getByRole('button', { name: 'Ask another model' }).click()
  await page.getByRole('menuitem', { name: 'Your library' }).click()
  await article.getByText('2 of 2').waitFor()
  await article.getByRole('button', { name: 'Answer again' }).waitFor()
  await goOn('Thank you')
  await article.getByRole('button', { name: 'Earlier answer' }).click()
  await page.getByRole('article', { name: 'Thank you' }).waitFor({ state: 'detached' })
  await article.getByRole('button', { name: 'Later answer' }).click()
  await page.getByRole('article', { name: 'Thank you' }).waitFor()
})
