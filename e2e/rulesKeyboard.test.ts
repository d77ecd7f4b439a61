/** Rules with the keyboard alone: a set is opened, changed, saved and tried by keys, no part of the screen holds the focus, and texts from right to left stand as they should. */
import { equal, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true, width: 800, height: 600 })
})
after(() => app.end())

const inEditor = (): Promise<boolean> => app.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('role') === 'textbox')
const focused = (): Promise<string> => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')

/** Presses Tab until something holds; fails when it is not reached. */
async function tabUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    await app.page.keyboard.press('Tab')
    if (await holds()) return
  }
  throw new Error(`Tab never reaches ${what}`)
}

test('a set is opened, changed and saved without a mouse', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('data-centre eff')
  await page.getByRole('option', { name: 'Data-centre efficiency' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Data-centre efficiency', level: 1 }).waitFor()
  await page.getByRole('textbox', { name: /^Rules in / }).waitFor()
  await tabUntil('the editor', inEditor)
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\n# الطاقة في موقع الشمال\nentity شمال : Site also "موقع الشمال"\n')
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor()
  await page.locator('.cm-line', { hasText: 'الطاقة' }).waitFor()
  // What runs from right to left is kept to itself, and the words of the language stay in their order.
  await page.locator('.cm-line', { hasText: 'entity' }).locator('.cm-iso', { hasText: 'موقع الشمال' }).waitFor()
  await screenshot(page, 'rules-rtl-800')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved as version 2.').waitFor()
  await page.waitForFunction(() => document.activeElement?.shadowRoot)
})

test('Tab leaves the editor, tabs go by arrows, forms by keys', async () => {
  const { page } = app
  ok(await inEditor())
  await tabUntil('what is after the editor', async () => !(await inEditor()))
  await page.getByRole('tab', { name: 'Rules', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  equal(await page.getByRole('tab', { name: 'Forms' }).getAttribute('aria-selected'), 'true')
  equal(await focused(), 'Forms')
  await tabUntil('the shapes', async () => page.evaluate(() => document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'radio'))
  await page.keyboard.press('ArrowRight')
  await page.getByRole('group', { name: 'If' }).first().waitFor()
  await screenshot(page, 'rules-form-800')
})

test('in a small window the panel lies over the work, and Esc takes it away', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'Try a claim, health and share' }).press('Enter')
  const panel = page.getByRole('complementary', { name: 'Try a claim and health' })
  await panel.getByRole('textbox', { name: 'A claim to try' }).focus()
  await page.keyboard.type('North has a PUE of 0.95')
  await panel.getByText('It cannot be true beside your rules and facts.').waitFor()
  await panel.getByRole('button', { name: 'Show as a graph' }).press('Enter')
  await page.locator('.react-flow__node').first().waitFor()
  await tabUntil('a node of the proof', async () => page.evaluate(() => document.activeElement?.classList.contains('react-flow__node') ?? false))
  ok((await focused()).includes('PUE'), await focused())
  await screenshot(page, 'rules-sheet-800')
  await page.keyboard.press('Escape')
  if (await panel.isVisible()) await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
})
