/** The Rules screen in every state, and what rules do to an answer; part of `states.ts`. Begins with the sample library in and a played server known. */
import { answerBy, ask } from './app.ts'
import type { State } from './states.ts'

export const rulesStates: readonly State[] = [
  {
    name: 'an answer held back by a rule',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'breaks-rules')
      await ask(page, 'How efficient is North?')
      await page.getByRole('region', { name: 'Held back by your rules' }).waitFor()
    },
  },
  {
    name: 'an answer let through, with what rules say of its wording',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Show it anyway' }).click()
      await page.locator('.claim-mark[data-verdict=contradicted]').first().waitFor()
      await page.getByRole('region', { name: 'What your rules say of the wording' }).waitFor()
    },
  },
  {
    name: 'the proof that refutes a claim',
    show: async ({ page }) => {
      await page.locator('.claim-mark[data-verdict=contradicted]').first().click()
      await page.getByRole('complementary', { name: 'Evidence' }).getByText('Your logic refutes it').waitFor()
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'the menu of rule sets',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Rules.* that hold here/ }).click()
      await page.getByRole('menu').waitFor()
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'the list of rule sets',
    show: async ({ page }) => {
      await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click()
      await page.getByRole('list', { name: 'Rule sets' }).waitFor()
    },
  },
  {
    name: 'the file of a rule set is renamed',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^More for “Data-centre/ }).click()
      await page.getByRole('menuitem', { name: 'Rename the file' }).click()
      await page.getByRole('dialog').waitFor()
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'rules in the editor',
    show: async ({ page }) => {
      await page.getByRole('link', { name: /Data-centre efficiency/ }).click()
      await page.locator('.cm-content').waitFor()
      await page.getByRole('region', { name: 'Health' }).waitFor()
    },
  },
  {
    name: 'a claim tried, with its proof',
    show: async ({ page }) => {
      await page.getByRole('textbox', { name: 'A claim to try' }).fill('North has a PUE of 0.95')
      await page.getByRole('list', { name: 'Why' }).or(page.getByRole('group', { name: /^The proof as a graph/ })).first().waitFor()
    },
  },
  {
    name: 'rules from words or a document',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^From words or a document/ }).click()
      await page.getByRole('dialog', { name: 'Rules from words or a document' }).waitFor()
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'a refutation as a graph',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Show as a graph' }).click()
      await page.getByRole('group', { name: /^The proof as a graph/ }).waitFor()
    },
  },
  {
    name: 'rules with a mistake, not saved',
    show: async ({ page }) => {
      await page.locator('.cm-content').click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type('\nrule broken: pue(S >= 1\n')
      await page.getByRole('region', { name: 'Unsaved changes' }).waitFor()
      await page.locator('.cm-lintRange-error').first().waitFor()
    },
    leave: async ({ page }) => {
      await page.locator('.cm-content').click()
      for (let n = 0; n < 12 && (await page.getByRole('region', { name: 'Unsaved changes' }).count()) > 0; n += 1) await page.keyboard.press('Control+z')
    },
  },
  {
    name: 'forms for rules, alone',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Hide try a claim and health' }).click()
      await page.getByRole('tab', { name: 'Forms' }).click()
    },
  },
  { name: 'tests of rules', show: async ({ page }) => void (await page.getByRole('tab', { name: /^Tests/ }).click()) },
  {
    name: 'versions of rules',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: 'Versions' }).click()
      await page.getByRole('list', { name: 'Versions' }).waitFor()
    },
  },
  { name: 'the editor, alone', show: async ({ page }) => void (await page.getByRole('tab', { name: 'Rules', exact: true }).click()) },
]
