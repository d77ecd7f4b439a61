/** An answer that was repaired, over the scripted core: what was withdrawn and why, citations that do not hold, reasoning, and what was sent. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { buildDemo } from '../fixtures/demo/buildDemo.ts'
import { openChromium } from '../fixtures/demo/openChromium.ts'
import { servePage } from '../fixtures/demo/servePage.ts'
import { ACTION } from './harness.ts'
import { screenshot } from './screenshot.ts'

let browser: Browser
let served: Awaited<ReturnType<typeof servePage>>
let page: Page
const wrong: string[] = []
before(async () => {
  served = await servePage(await buildDemo())
  browser = await openChromium()
  page = await (await browser.newContext({ viewport: { width: 1280, height: 1000 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] })).newPage()
  page.setDefaultTimeout(ACTION)
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  await page.goto(`${served.url}?pace=0`)
})
after(async () => {
  await browser.close()
  await served.close()
  deepEqual(wrong, [])
})

async function ask(question: string): Promise<void> {
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await page.getByRole('textbox', { name: 'Your question' }).fill(question)
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: question }).waitFor()
}
const ended = () => page.getByRole('button', { name: 'Answer again' }).waitFor()
const withdrawn = () => page.getByRole('region', { name: 'Withdrawn sentences' })
const evidence = () => page.getByRole('complementary', { name: 'Evidence' })

test('while the model is asked to mend, the screen says what is being put right, and a screen reader hears it', async () => {
  await ask('Mend North and wait')
  await page.locator('.mending').waitFor()
  match(await page.locator('.mending').innerText(), /^3 sentences are contradicted\. The model is being told why/)
  await page.getByRole('status').filter({ hasText: /^3 sentences are contradicted/ }).waitFor()
  await screenshot(page, 'answer-mending')
  await page.getByRole('button', { name: 'Stop' }).click()
})

test('the answer is the revised one; strip and counts speak of it; what was withdrawn stays below with what replaced it and why', async () => {
  await ask('Mend what is wrong at North')
  await ended()
  const prose = await page.locator('.prose').innerText()
  ok(prose.includes('Well-run sites reach a PUE near 1.05 in winter') && !prose.includes('0.95'))
  equal(await page.locator('.strip button').count(), await page.locator('.claim-mark').count())
  equal(await page.getByText('4 verified · 1 unverified · 1 contradicted', { exact: true }).count(), 1)
  const items = await withdrawn().getByRole('listitem').allInnerTexts()
  equal(items.length, 2)
  match(items[0] ?? '', /0\.95[\s\S]*Contradicted by your rule “PUE can never be below 1”[\s\S]*Replaced with\s+“Well-run sites reach a PUE near 1\.05 in winter\.”/)
  await page.getByRole('status').filter({ hasText: /2 sentences were withdrawn$/ }).waitFor()
  await screenshot(page, 'answer-repaired')
})

test('a click on a withdrawn sentence opens its evidence as it stood; arrows go on among them; Esc gives the focus back', async () => {
  await withdrawn().getByRole('button').first().click()
  await evidence().getByText('Withdrawn from the answer; this is how it stood.').waitFor()
  await evidence().getByText('Your logic refutes it').waitFor()
  equal(await evidence().getByRole('button', { name: /^Keep|^Make a rule/ }).count(), 0)
  await page.keyboard.press('n')
  await evidence().getByText('Rack A12 holds accelerators').waitFor()
  await screenshot(page, 'answer-withdrawn-evidence')
  await page.keyboard.press('Escape')
  equal(await page.evaluate(() => document.activeElement?.getAttribute('data-withdrawn')), '1')
})

test('a claim that the model would not mend is marked as such, in its line, below the answer and by name', async () => {
  equal(await page.locator('.claim[data-stubborn]').evaluate((claim) => getComputedStyle(claim).textDecorationStyle), 'double')
  match((await page.locator('.claim[data-stubborn] .claim-mark').getAttribute('aria-label')) ?? '', /The model did not put it right/)
  match(await page.getByRole('region', { name: 'Not put right' }).innerText(), /still stands\. The model was told why and wrote the same again\./)
})

test('citations are copied as they were written, tell their passage, and are shown as wrong where they stand', async () => {
  equal(await page.locator('.claim').first().evaluate((claim) => {
    getSelection()?.selectAllChildren(claim)
    const text = getSelection()?.toString().replace(/[✓∴]/g, '')
    getSelection()?.removeAllRanges()
    return text
  }), 'North drew 13.2 MW in total last year [2].')
  deepEqual(await page.locator('.cite').evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('data-says')])), [['[2]', 'supports'], ['[1]', 'supports'], ['[1]', 'supports'], ['[2]', 'supports'], ['[7]', 'missing'], ['[1]', 'not-found']])
  await page.locator('.cite').first().focus()
  match(await page.getByRole('tooltip').innerText(), /^Site survey North, March 2026\s+“North drew 13\.2 MW/)
  await page.locator('.cite[data-says=missing]').hover()
  match(await page.getByRole('tooltip').last().innerText(), /There is no passage 7/)
  deepEqual(await page.getByRole('region', { name: 'Citations that do not hold' }).getByRole('listitem').allInnerTexts(), ['✕ [7] names no passage. Show it', '✕ [1] “Efficiency survey 2025” does not say this. Show it'])
  await page.locator('.cite').first().click()
  await page.locator('mark[data-kind=quote]').first().waitFor()
  await page.goBack()
  await ended()
})

test('reasoning is folded above the answer, with its time, and never underlined', async () => {
  const reasoning = page.locator('details', { hasText: 'Reasoning' })
  equal(await reasoning.getAttribute('open'), null)
  match(await reasoning.locator('summary').innerText(), /^Reasoning · [\d.]+ s$/)
  await reasoning.locator('summary').click()
  await page.getByRole('group', { name: 'Reasoning of the model' }).getByText('I was given two passages.').waitFor()
  equal(await reasoning.locator('.claim').count(), 0)
})

test('what was sent is there word for word, with sizes and what was left out, and can be copied', async () => {
  await page.getByRole('button', { name: 'What was sent' }).click()
  const dialog = page.getByRole('dialog', { name: 'What was sent' })
  await dialog.waitFor()
  deepEqual(await dialog.getByRole('heading', { level: 3 }).allInnerTexts(), ['To write the answer', 'To put right what was contradicted'])
  await dialog.getByText('about 1,240 of 8,192 tokens').waitFor()
  await dialog.getByText('1 passage left out: you marked the source never to be sent to a cloud model.').waitFor()
  await dialog.getByRole('button', { name: 'Copy this request' }).last().click()
  match(await page.evaluate(() => navigator.clipboard.readText()), /^To put right what was contradicted: qwen3:8b, Ollama[\s\S]*Rule: PUE can never be below 1\.$/)
  await screenshot(page, 'answer-sent')
  await page.keyboard.press('Escape')
})

test('the last answer is copied with its citations, or without them', async () => {
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await page.keyboard.press('Control+Shift+C')
  await page.getByText('The last answer was copied.').waitFor()
  ok((await copied()).includes('in total last year [2].'))
  await page.keyboard.press('Control+Shift+X')
  await page.getByText('without its citations').waitFor()
  equal(/\[\d\]/.test(await copied()), false)
})
