/** Who waits says so: answers in the queue of a server that is asked few at a time; and what is on the screen of a long answer is checked first. */
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

test('beside two answers that take their time the others wait, say how many are before them, and can be stopped', async () => {
  const { page } = app
  const question = 'How much electricity do data centres use?'
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).fill(question)
  await page.getByRole('button', { name: 'Ask several side by side' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare side by side' })
  await dialog.getByRole('checkbox', { name: /^demo/ }).uncheck()
  for (const name of [/^silent/, /^stalls/, /^streams/, /^thinks/, /^unfinished/]) await dialog.getByRole('checkbox', { name }).check()
  await dialog.getByRole('button', { name: 'Compare 5' }).click()
  await page.getByRole('heading', { name: question, level: 1 }).waitFor()
  const column = (name: string) => page.getByRole('region', { name, exact: true })
  const waits = /Waits for Played, which is asked 2 at a time: (.*)/
  const waiting = async (): Promise<(string | undefined)[]> => Promise.all(names.map(async (name) => waits.exec(await column(name).innerText())?.[1]))
  await page.getByText('2 before it.').waitFor()
  const names = (await page.getByRole('region', { name: 'Answers side by side' }).getByRole('heading', { level: 2 }).allInnerTexts()).map((name) => name.trim())
  deepEqual(await waiting(), [undefined, undefined, 'this one is next.', '1 before it.', '2 before it.'])
  await screenshot(page, 'compare-waits')
  // Who comes later is told as well.
  await page.reload()
  await page.getByText('2 before it.').waitFor()
  deepEqual(await waiting(), [undefined, undefined, 'this one is next.', '1 before it.', '2 before it.'])
  await page.getByRole('button', { name: `Stop ${names[2]}` }).click()
  await column(names[4]!).getByText('1 before it.').waitFor()
  match(await column(names[2]!).innerText(), /Stopped/)
  await page.getByRole('button', { name: `Stop ${names[0]}` }).click()
  await page.getByRole('button', { name: `Go on with this answer: ${names[3]}` }).waitFor()
  await page.getByRole('button', { name: `Go on with this answer: ${names[4]}` }).waitFor()
  await page.getByRole('button', { name: `Stop ${names[1]}` }).click()
  await page.getByText('Claim by claim', { exact: true }).waitFor()
})

test('the number of questions at once is set with the server', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Settings' }).click()
  const server = page.getByRole('region', { name: 'Played' })
  await server.getByRole('button', { name: 'Edit' }).click()
  const field = page.getByLabel('Questions at once')
  equal(await field.getAttribute('placeholder'), '2')
  await field.fill('none')
  await page.getByRole('button', { name: 'Save and try it' }).click()
  await page.getByText('The number of questions at once must be from 1 to 64.').waitFor()
  await field.fill('1')
  await screenshot(page, 'settings-at-once')
  await page.getByRole('button', { name: 'Save and try it' }).click()
  await server.getByRole('button', { name: 'Edit' }).click()
  equal(await field.inputValue(), '1')
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('scrolling in a long answer while it is checked says what is seen, and that is checked next', async () => {
  const { page } = app
  await answerBy(page, app.models, 'quick-long')
  const looks: { start: number; end: number }[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => heard(String(payload))))
  const heard = (frame: string): void => {
    const found = frame.includes('look') ? /"start":(\d+),"end":(\d+)/.exec(frame) : null
    if (found) looks.push({ start: Number(found[1]), end: Number(found[2]) })
  }
  const heardOf = async (wanted: () => boolean): Promise<void> => {
    for (const late = Date.now() + 10_000; !wanted(); ) {
      if (Date.now() > late) throw new Error('no look was sent')
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
  }
  await page.reload()
  await ask(page, 'A long answer, please.', { wait: false })
  const list = page.getByRole('log', { name: 'Conversation' })
  await page.waitForFunction(() => (document.querySelector('[role=log]')?.scrollHeight ?? 0) > 1000)
  await page.mouse.move(700, 400)
  // A little at a time, as a touchpad does: the growing text does not pull it back.
  for (let step = 0; step < 8; step++) {
    await page.mouse.wheel(0, -20)
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 120)))
  }
  const left = await list.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
  ok(left >= 160, `it stays where it was scrolled to, ${left} from the end`)
  const before = looks.length
  await list.evaluate((element) => (element.scrollTop = 350))
  await heardOf(() => looks.length > before)
  const { start, end } = looks.at(-1)!
  // The answer goes on far below what is seen, and has begun above it.
  const written = await page.locator('.prose').last().evaluate((element) => element.textContent.length)
  ok(start > 0 && end > start && end < written, `${start} to ${end} of ${written}`)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
})
