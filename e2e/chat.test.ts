/** The chat as a person has it: the library answers, a model streams with verdicts while it writes, stop, retry, evidence, keeping, reload. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, composer, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

test('the library answers: verdicts in place, the strip, and the quote one click away', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'How efficient is the North site?' }).click()
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  match(await page.getByRole('status').filter({ hasText: 'verified' }).innerText(), /^\d+ verified/)
  const mark = page.getByRole('button', { name: /^Verified: supported by “North site survey/ }).first()
  const claim = await mark.locator('xpath=..').innerText()
  await mark.click()
  const evidence = page.getByRole('complementary', { name: 'Evidence' })
  const quote = await evidence.locator('mark').first().innerText()
  ok(claim.includes(quote.slice(0, 30)), `“${quote}” is not what “${claim}” says`)
  await evidence.getByRole('link', { name: /North site survey/ }).first().click()
  const inSource = page.locator('mark[data-kind=quote]')
  await inSource.first().waitFor()
  deepEqual((await inSource.allInnerTexts()).join(' ').replace(/\s+/g, ' ').slice(0, 30), quote.replace(/\s+/g, ' ').slice(0, 30))
  await page.goBack()
  await page.getByRole('article').first().waitFor()
})

test('a model streams, verdicts appear while it still writes, and no line of text moves when they do', async () => {
  const { page, models } = app
  await answerBy(page, models, 'slow')
  await ask(page, 'What did the North hall draw?', { wait: false })
  // In one look: a moment later it may be written to its end.
  await page.waitForFunction(() => document.querySelector('.claim[data-verdict]') !== null && [...document.querySelectorAll('button')].some((button) => button.textContent === 'Stop'))
  const place = await page.locator('.prose p').first().evaluate((paragraph) => paragraph.getClientRects()[0]?.top)
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  equal(await page.locator('.claim[data-verdict]').count(), 3)
  // Without its marks each line breaks where it broke with them.
  const breaks = () => page.evaluate(() => [...document.querySelectorAll('.prose p')].map((paragraph) => ({ height: paragraph.getBoundingClientRect().height, width: paragraph.scrollWidth })))
  const withMarks = await breaks()
  await page.evaluate(() => {
    for (const mark of document.querySelectorAll<HTMLElement>('.claim-mark')) mark.hidden = true
    for (const one of document.querySelectorAll('.claim')) one.removeAttribute('data-verdict')
  })
  deepEqual(await breaks(), withMarks)
  ok(place !== undefined)
})

test('stop keeps what arrived; retry gives a second answer beside the first', async () => {
  const { page, models } = app
  await answerBy(page, models, 'endless')
  await ask(page, 'Go on', { wait: false })
  await page.locator('.claim[data-verdict]').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Stopped. What had arrived is kept.').waitFor()
  ok((await page.locator('.prose').innerText()).startsWith('And so on.'))
  await answerBy(page, models, 'streams')
  await page.getByRole('link', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'Answer again' }).click()
  await page.getByText('2 of 2').waitFor()
  await page.getByText('Its PUE is therefore 1.32.').waitFor()
  await page.getByRole('button', { name: 'Earlier answer' }).click()
  await page.getByText('Stopped. What had arrived is kept.').waitFor()
})

const failures: readonly [string, RegExp][] = [
  ['unauthorized', /refused the key; check the key in Settings/],
  ['empty', /answered with nothing; retry/],
  ['cut-off', /broke off; what had arrived is kept/],
]
for (const [model, sentence] of failures) {
  test(`a model that is ${model} is told in one sentence, with a retry, and nothing is lost`, async () => {
    const { page, models } = app
    await answerBy(page, models, model)
    await ask(page, `Asked of ${model}`)
    match(await page.getByRole('alert').innerText(), sentence)
    equal(await page.getByRole('alert').getByRole('button', { name: 'Retry' }).isVisible(), true)
    await page.getByRole('article').getByText(`Asked of ${model}`).waitFor()
  })
}

test('claims are kept, the keeping can be undone, and all that is verified is kept at once', async () => {
  const { page } = app
  await answerLibrary()
  await ask(page, 'At what rack density is liquid cooling needed?')
  const count = async (): Promise<number> => Number((await page.getByRole('link', { name: /^Notes/ }).innerText()).replace(/\D/g, '') || 0)
  await page.locator('.claim-mark').first().click()
  await page.getByRole('button', { name: 'Keep this claim' }).click()
  await page.getByRole('button', { name: 'Kept in your notes' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Keep this claim' }).waitFor()
  await page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
  await page.getByRole('button', { name: /^Keep (all|the verified)/ }).waitFor({ state: 'detached' })
  await page.waitForFunction(() => /\d/.test(document.querySelector('a[href="#/notes"]')?.textContent ?? ''))
  ok((await count()) >= 1)
})

async function answerLibrary(): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: /^Your library/ }).check()
}

test('everything by keyboard: new chat, ask, next claim, evidence, close, edit the last question, palette', async () => {
  const { page } = app
  await answerLibrary()
  await page.keyboard.press('Alt+n')
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-composer'))
  await page.keyboard.type('What is the PUE')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('of the North site?')
  equal(await composer(page).inputValue(), 'What is the PUE\nof the North site?')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  equal(await composer(page).inputValue(), '')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-mark'))
  const first = Number(await focused())
  await page.keyboard.press('j')
  ok(Number(await focused()) > first)
  await page.keyboard.press('k')
  equal(Number(await focused()), first)
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('complementary', { name: 'Evidence' }).waitFor({ state: 'detached' })
  equal(Number(await focused()), first)
  await composer(page).focus()
  await page.keyboard.press('ArrowUp')
  equal(await composer(page).inputValue(), 'What is the PUE\nof the North site?')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('settings')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+b')
  await page.getByRole('navigation').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+b')
  await page.getByRole('navigation').waitFor()
})

test('a conversation is renamed, deleted and brought back; a draft and an answer survive a reload', async () => {
  const { page } = app
  await ask(page, 'What is water usage effectiveness?')
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'What is water usage effectiveness?' }) })
  await row.hover()
  await row.getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name of the conversation' }).fill('Water')
  await page.keyboard.press('Enter')
  const renamed = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Water', exact: true }) })
  await renamed.waitFor()
  await composer(page).fill('An unsent thought')
  const answer = await page.locator('.prose').innerText()
  await page.waitForFunction(() => Object.values({ ...localStorage }).includes('An unsent thought'))
  await page.reload()
  await page.getByRole('heading', { name: 'Water', level: 1 }).waitFor()
  await page.locator('.prose').waitFor()
  equal(await page.locator('.prose').innerText(), answer)
  equal(await composer(page).inputValue(), 'An unsent thought')
  await renamed.hover()
  await renamed.getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await renamed.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await renamed.waitFor()
})

test('the open conversation is found in, and what was found is gone to', async () => {
  const { page } = app
  await ask(page, 'What is water usage effectiveness in litres?')
  for (const question of ['How efficient is the North site?', 'At what rack density is liquid cooling needed?', 'What is PUE?']) {
    await composer(page).fill(question)
    await composer(page).press('Enter')
    await page.getByRole('article', { name: question }).getByRole('button', { name: 'Answer again' }).waitFor()
  }
  await page.keyboard.press('Control+f')
  await page.keyboard.type('usage effectiveness in litres')
  await page.keyboard.press('Enter')
  await page.getByRole('search').getByText('1 of 1').waitFor()
  const article = page.getByRole('article', { name: 'What is water usage effectiveness in litres?' })
  await article.waitFor()
  await page.waitForFunction(() => [...(CSS.highlights.get('found') ?? [])].length > 0)
  ok(await article.evaluate((element) => element.getBoundingClientRect().top < innerHeight && element.getBoundingClientRect().bottom > 48))
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !CSS.highlights.has('found'))
})

test('a question of a million characters is taken, folded, and leaves the app as quick as it was', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  const long = 'What holds at North? '.repeat(47_620)
  await page.evaluate((text) => {
    const area = document.querySelector<HTMLTextAreaElement>('[data-composer]')
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text)
    area?.dispatchEvent(new Event('input', { bubbles: true }))
  }, long)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Show all 1,000,020 characters' }).waitFor()
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  equal(await composer(page).inputValue(), '')
})

test('right-to-left text, emoji and HTML are shown as they were written', async () => {
  const { page } = app
  const question = 'ما هو <b>PUE</b>؟ 🌡️ [click](javascript:alert(1))'
  await ask(page, question)
  equal(await page.getByRole('article').locator('p').first().innerText(), question)
  equal(await page.getByRole('article').locator('p').first().evaluate((element) => getComputedStyle(element).direction), 'rtl')
})
