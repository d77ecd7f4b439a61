/** Measures the page's main thread in the whole app, core and connection included, while a played model streams 16,000 characters in 1000 pieces, 100 a second. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { answerBy, composer } from '../../../e2e/app.ts'
import { closeBrowser, openScreen, serve } from '../../../e2e/harness.ts'
import { startModelServer } from '../../../fixtures/models/modelServer.ts'
import { Scenario } from '../../../fixtures/models/scenario.ts'
import { longestTask } from '../../longestTask.ts'
import { quantile, report, round } from '../../report.ts'
import { CHARACTERS, markdownAnswer } from '../stream/answer.ts'

const TRIALS = 3
const PIECE = 16
const EVERY_MS = 10
const MODEL = 'long'

interface Streamed {
  readonly cpu: number
  readonly script: number
  readonly seconds: number
  readonly longest: number
  /** Claims that had their verdict before the last piece had come. */
  readonly marks: number
  readonly claims: number
}

async function trial(page: Page, number: number): Promise<Streamed> {
  await page.getByRole('link', { name: 'New chat' }).click()
  await composer(page).fill(`Write at length, for the ${number}th time`)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metrics = async (): Promise<Record<string, number>> => Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
  await page.evaluate(() => {
    const seen = { longest: 0, marks: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) seen.longest = Math.max(seen.longest, entry.duration)
    }).observe({ entryTypes: ['longtask'] })
  })
  const before = await metrics()
  const began = performance.now()
  await composer(page).press('Enter')
  // Waits within the page by its own clock: a poll from outside would cost the thread that is measured.
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  await page.waitForFunction(() => !document.querySelector('article[aria-busy=true]'), undefined, { timeout: 120_000, polling: 500 })
  const seconds = (performance.now() - began) / 1000
  const after = await metrics()
  const seen = await page.evaluate(() => ({ longest: (window as unknown as { seen: { longest: number } }).seen.longest, marks: document.querySelectorAll('.claim-mark').length, claims: new Set([...document.querySelectorAll('.claim')].map((one) => one.getAttribute('data-claim'))).size }))
  await session.detach()
  const spent = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0)
  return { cpu: spent('TaskDuration'), script: spent('ScriptDuration'), seconds, ...seen }
}

const models = await startModelServer({ scenarios: new Map([[MODEL, Scenario.parse({ about: 'Writes at length.', answers: [{ text: markdownAnswer().text }], pieceLength: PIECE, everyMs: EVERY_MS })]]) })
const served = await serve()
const { page } = await openScreen(served.link)
page.setDefaultTimeout(60_000)
await answerBy(page, models, MODEL)
await trial(page, 0)
const trials: Streamed[] = []
for (let i = 1; i <= TRIALS; i += 1) trials.push(await trial(page, i))
const browser = page.context().browser()
const longest = browser ? await longestTask(browser, page, () => trial(page, TRIALS + 1)) : NaN
await closeBrowser()
await served.stop()
await models.close()

const middle = (pick: (one: Streamed) => number): number => quantile(trials.map(pick), 0.5)
report(join(import.meta.dirname, '..', 'app.json'), {
  characters: CHARACTERS,
  pieces: CHARACTERS / PIECE,
  seconds: round(middle(({ seconds }) => seconds)),
  claims: trials[0]?.claims ?? 0,
  marksDrawn: trials[0]?.marks ?? 0,
  mainThreadCpuSeconds: round(middle(({ cpu }) => cpu), 2),
  scriptCpuSeconds: round(middle(({ script }) => script), 2),
  longestTaskCpuMs: round(longest),
  longestTaskByClockMs: round(Math.max(...trials.map(({ longest }) => longest))),
})
