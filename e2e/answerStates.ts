/** The states of an answer that was repaired, cites, reasons, and holds code and diagrams; the sample library is in. */
import { answerBy, ask } from './app.ts'
import type { State } from './states.ts'

const escape: State['leave'] = async ({ page }) => void (await page.keyboard.press('Escape'))

export const answerStates: readonly State[] = [
  {
    name: 'an answer that was repaired, with its reasoning open',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'mends')
      await ask(page, 'What do data centres use, and what was put right?')
      await page.getByRole('region', { name: 'Withdrawn sentences' }).waitFor()
      await page.locator('main summary', { hasText: 'Reasoning' }).click()
      await page.getByRole('group', { name: 'Reasoning of the model' }).waitFor()
    },
  },
  {
    name: 'the evidence of a withdrawn sentence',
    show: async ({ page }) => {
      await page.locator('[data-withdrawn]').first().click()
      await page.getByText('Withdrawn from the answer; this is how it stood.').waitFor()
    },
    leave: escape,
  },
  {
    name: 'a citation at a glance',
    show: async ({ page }) => {
      await page.locator('.cite').first().focus()
      await page.getByRole('tooltip').waitFor()
    },
    leave: escape,
  },
  {
    name: 'what was sent',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'What was sent' }).click()
      await page.getByRole('dialog', { name: 'What was sent' }).getByText('To put right what was contradicted').first().waitFor()
    },
    leave: escape,
  },
  {
    name: 'an answer with code, a diagram, a wide table and three scripts',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'markdown')
      await ask(page, 'Show all that Markdown can hold')
      await page.locator('.diagram').scrollIntoViewIfNeeded().catch(() => undefined)
      await page.locator('.code-keyword').first().waitFor()
    },
  },
  {
    name: 'a link that shows its address first',
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'the guide' }).click()
      await page.getByRole('dialog', { name: 'Open outside' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'a diagram that cannot be drawn, and what only pretends to be more than text',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'attacks')
      await ask(page, 'Show what cannot be drawn')
      await page.getByRole('note').scrollIntoViewIfNeeded()
      await page.getByText(/^This diagram cannot be drawn/).waitFor()
    },
  },
]
