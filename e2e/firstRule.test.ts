/** A new user, no documentation: from an empty base to a refuted claim in under two minutes of a person's time, counted step by step; docs/first-rule.md records the same steps. */
import { deepEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { root } from '../scripts/ground.mjs'
import { type App, startApp } from './app.ts'
import { screenshot } from './screenshot.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

/** Seconds by the keystroke-level model (Card, Moran and Newell 1980): a key of an average typist, pointing, pressing, changing hands, and thinking before each step. */
const SECONDS = { key: 0.28, point: 1.1, press: 0.2, hand: 0.4, think: 1.35 }

test('from an empty base to a refuted claim: the steps of docs/first-rule.md, under two minutes', async () => {
  const { page } = app
  const steps: string[] = []
  let seconds = 0
  const click = async (target: Locator, step: string): Promise<void> => {
    await target.click()
    seconds += SECONDS.think + SECONDS.point + SECONDS.press + SECONDS.hand
    steps.push(step)
  }
  const type = async (label: string, text: string): Promise<void> => {
    const field = page.getByLabel(label, { exact: true })
    await field.click()
    await page.keyboard.type(text)
    seconds += SECONDS.think + SECONDS.point + SECONDS.press + 2 * SECONDS.hand + text.length * SECONDS.key
    steps.push(`Into **${label}** write \`${text}\`.`)
  }
  await click(page.getByRole('link', { name: /^Rules/ }), 'Press **Rules** at the left.')
  await page.getByText('What holds for you, in your own words').waitFor()
  await screenshot(page, 'first-1-empty')
  await click(page.getByRole('button', { name: 'Write your first rule' }), 'Press **Write your first rule**.')
  await type('What is limited', 'PUE')
  await type('It is a number of a', 'site')
  await type('The limit', '1')
  await type('Some by name', 'North')
  await type('In your own words', 'PUE can never be below 1')
  await page.getByText('The PUE of every site is at least 1.').waitFor()
  await screenshot(page, 'first-2-form')
  await click(page.getByRole('button', { name: 'Add it' }), 'Press **Add it**.')
  await click(page.getByRole('button', { name: 'Save as v2' }), 'Press **Save as v2**.')
  await page.getByText('Saved as version 2.').waitFor()
  await click(page.getByRole('link', { name: 'Check a text' }), 'Press **Check a text** at the left.')
  await type('The text to check', 'North has a PUE of 0.95.')
  await click(page.getByRole('button', { name: 'Check this text' }), 'Press **Check this text**.')
  await click(page.getByRole('button', { name: /^Contradicted: by your rule “PUE can never be below 1”/ }), 'Press the ✕ after the sentence: your rule contradicts it, and the evidence says why.')
  await page.getByRole('complementary', { name: 'Evidence' }).getByText('Your logic refutes it').waitFor()
  await screenshot(page, 'first-3-refuted')
  ok(seconds < 120, `it takes a person ${seconds.toFixed(0)} s`)
  const written = [...readFileSync(join(root, 'docs/first-rule.md'), 'utf8').matchAll(/^\d+\. (.+)$/gm)].map(([, step]) => step)
  deepEqual(written, steps)
  ok(readFileSync(join(root, 'docs/first-rule.md'), 'utf8').includes(`about ${Math.round(seconds)} seconds`), `docs/first-rule.md must say about ${Math.round(seconds)} seconds`)
})
