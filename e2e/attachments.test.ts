/** Files go along with a question: chosen, dropped, pasted; kept with the draft, shown with the question, refused in one sentence. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, composer, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await answerBy(app.page, app.models, 'demo')
  await app.page.getByRole('radio', { name: /library/i }).first().check()
})
after(() => app.end())

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const TEXT = 'The flux capacitor of Hill Valley draws 1.21 gigawatts when it is switched on.'
const files = () => app.page.locator('[data-attach]').getByRole('list', { name: 'Files of this question' })

async function choose(...chosen: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const choosing = app.page.waitForEvent('filechooser')
  await app.page.getByRole('button', { name: 'Attach files' }).click()
  await (await choosing).setFiles(chosen)
}

test('a file and a text are kept with the draft through a reload, answer the question, and stay out of the library', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await composer(page).fill('What does the flux capacitor of Hill Valley draw?')
  await choose({ name: 'capacitor.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXT) })
  await files().getByRole('button', { name: 'Remove capacitor.txt' }).waitFor()
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes('draft.')))
  await page.reload()
  await files().getByRole('button', { name: 'Remove capacitor.txt' }).waitFor()
  equal(await composer(page).inputValue(), 'What does the flux capacitor of Hill Valley draw?')
  await composer(page).press('Enter')
  const article = page.getByRole('article', { name: 'What does the flux capacitor of Hill Valley draw?' })
  await article.getByRole('button', { name: 'Answer again' }).waitFor()
  match(await article.innerText(), /1\.21 gigawatts/)
  equal(await files().count(), 0)
  await article.getByRole('button', { name: 'Add capacitor.txt to the library' }).click()
  await page.getByText('“capacitor.txt” is in your library now.').waitFor()
})

test('a later question goes on with the file, which can be taken out and put back; a comparison takes files along', async () => {
  const { page } = app
  const carried = page.getByRole('list', { name: 'Files from earlier in this conversation' })
  const article = (question: string) => page.getByRole('article', { name: question })
  await carried.getByText('capacitor.txt').waitFor()
  await screenshot(page, 'files-carried')
  const send = async (question: string): Promise<string> => {
    await composer(page).fill(question)
    await composer(page).press('Enter')
    await article(question).getByRole('button', { name: 'Answer again' }).waitFor()
    return article(question).innerText()
  }
  const later = await send('And what draws 1.21 gigawatts in Hill Valley?')
  match(later, /From earlier|from earlier: capacitor\.txt/i)
  match(later, /flux capacitor of Hill Valley draws/)
  await carried.getByRole('button', { name: 'Take capacitor.txt out of this conversation' }).click()
  await page.getByRole('button', { name: 'Put one file back' }).click()
  await carried.getByRole('button', { name: 'Take capacitor.txt out of this conversation' }).click()
  await page.getByText('Nothing from earlier goes along.').waitFor()
  await screenshot(page, 'files-taken-out')
  ok(!(await send('Where does the 88 miles per hour mark stand?')).includes('from earlier'))
  equal(await carried.count(), 0)

  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await choose({ name: 'hoverboard.txt', mimeType: 'text/plain', buffer: Buffer.from('The hoverboard of Hill Valley carries 80 kg.') })
  await files().getByRole('button', { name: 'Remove hoverboard.txt' }).waitFor()
  await composer(page).fill('How much does the hoverboard of Hill Valley carry?')
  await page.getByRole('button', { name: 'Ask several side by side' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare side by side' })
  await dialog.getByText('hoverboard.txt goes along.').waitFor()
  await dialog.getByRole('checkbox', { name: /^demo/ }).check()
  await dialog.getByRole('button', { name: 'Compare 2' }).click()
  const columns = page.getByRole('region', { name: 'Answers side by side' })
  await columns.getByRole('button', { name: /^Go on with this answer: Your library/ }).waitFor()
  await page.getByText('What one alone says').waitFor()
  match(await columns.innerText(), /80 kg/)
  ok(app.models.requests.some(({ messages }) => messages.at(-1)!.content.includes('hoverboard of Hill Valley carries 80 kg')))
  await screenshot(page, 'compare-with-file')
})

test('an image is refused by the library with nothing lost; a bad file is refused beside the others', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).fill('What is in the picture?')
  await page.evaluate((base64) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], 'dot.png', { type: 'image/png' }))
    document.querySelector('[data-composer]')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, PNG)
  await files().getByRole('button', { name: 'Remove dot.png' }).waitFor()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['PK\u0003\u0004'], 'archive.zip'))
    document.querySelector('[data-attach]')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  match(await files().getByRole('alert').innerText(), /This kind of file cannot be read yet/)
  await files().getByRole('button', { name: 'Put archive.zip away' }).click()
  await composer(page).press('Enter')
  await page.getByText(/takes no images/).first().waitFor()
  deepEqual([await composer(page).inputValue(), await files().getByRole('button', { name: 'Remove dot.png' }).count()], ['What is in the picture?', 1])
  await files().getByRole('button', { name: 'Remove dot.png' }).click()
  equal(await files().count(), 0)
})

test('two windows: what one writes appears in the other, and what both write is not lost', async () => {
  const { page } = app
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('textbox', { name: 'Your question' }).waitFor()
  const there = other.getByRole('textbox', { name: 'Your question' })
  await composer(page).fill('From the first window')
  await other.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-composer]')?.value === 'From the first window')
  // Both write before either has heard of the other.
  await Promise.all([composer(page).fill('Ours'), there.fill('Theirs')])
  const offers = [page, other].map((one) => one.getByRole('button', { name: 'Take the other' }))
  await Promise.race(offers.map((offer) => offer.waitFor()))
  deepEqual([await composer(page).inputValue(), await there.inputValue()], ['Ours', 'Theirs'])
  ok((await offers[0]!.count()) + (await offers[1]!.count()) >= 1)
  await other.close()
})
