/** Checking a text: judged claim by claim while it runs, stopped, found again, a dropped file, and one of 10,000 claims. */
import { equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
})
after(() => app.end())

const field = () => app.page.getByRole('textbox', { name: 'The text to check' })

async function openForm(): Promise<void> {
  await app.page.getByRole('link', { name: 'Check a text' }).click()
  await field().waitFor()
}

const TEXT = 'The North site drew 13.2 MW in total on average over the last twelve months, of which 10.0 MW went to IT equipment. The moon is made of cheese. What do you think?'

test('a pasted text gets its verdicts in place, with evidence, and is found again', async () => {
  const { page } = app
  await openForm()
  await field().fill(TEXT)
  await page.getByRole('button', { name: 'Check this text' }).click()
  await page.getByRole('button', { name: /^Verified: supported by “North site survey/ }).click()
  match(await page.getByRole('complementary', { name: 'Evidence' }).locator('mark').first().innerText(), /13\.2 MW/)
  await page.keyboard.press('Escape')
  await page.getByRole('main').getByRole('status').filter({ hasText: '1 verified · 1 unverified · 1 not checkable' }).first().waitFor()
  await openForm()
  equal(await field().inputValue(), '')
  await page.getByRole('link', { name: /^The North site drew/ }).click()
  await page.getByRole('button', { name: /^Unverified/ }).waitFor()
})

test('a dropped text is ready to be checked; what is no text is refused in words', async () => {
  const { page } = app
  await openForm()
  const drop = (name: string, type: string, text: string) =>
    page.evaluate(
      ([name, type, text]) => {
        const data = new DataTransfer()
        data.items.add(new File([text], name, { type }))
        for (const kind of ['dragenter', 'dragover', 'drop']) document.querySelector('main')?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }))
      },
      [name, type, text] as const,
    )
  await drop('photo.png', 'image/png', 'x')
  await page.getByText('“photo.png” is not a text.').waitFor()
  await drop('draft.md', 'text/markdown', '# Draft\n\nPUE can never be below 1.')
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-composer]')?.value.startsWith('# Draft'))
})

test('a text of 10,000 claims shows its progress, stays usable, and stops', async () => {
  const { page } = app
  await openForm()
  const long = Array.from({ length: 10_000 }, (_one, i) => `Hall ${i + 1} drew ${(8 + (i % 90) / 10).toFixed(1)} MW over the year.${i % 5 === 4 ? '\n\n' : ' '}`).join('')
  await page.evaluate((text) => {
    const area = document.querySelector<HTMLTextAreaElement>('[data-composer]')
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text)
    area?.dispatchEvent(new Event('input', { bubbles: true }))
  }, long)
  await page.getByRole('button', { name: 'Check this text' }).click()
  await page.getByText(/\d of [\d,]+ claims judged/).first().waitFor()
  await page.locator('.claim[data-verdict]').first().waitFor()
  ok((await page.locator('.claim').count()) < 400, 'only what is seen is rendered')
  const text = page.getByRole('group', { name: 'The checked text' })
  await text.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  await page.getByText('Hall 10000 drew').waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped. The verdicts so far are kept.').waitFor()
})
