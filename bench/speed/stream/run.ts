/** Measures the main thread while an answer of 16,000 characters streams in 1000 updates with verdict underlines, beside drawing all of it again each time. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { buildPage } from '../../../fixtures/demo/buildDemo.ts'
import { openChromium } from '../../../fixtures/demo/openChromium.ts'
import { servePage } from '../../../fixtures/demo/servePage.ts'
import { longestTask } from '../../longestTask.ts'
import { quantile, report, round } from '../../report.ts'
import { CHARACTERS, PACE, UPDATES } from './answer.ts'

const TRIALS = 3

interface Streamed {
  readonly cpu: number
  readonly script: number
  readonly longest: number
  readonly renders: number
  readonly claims: number
  readonly marks: number
}

async function longest(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.evaluate(() => document.fonts.ready)
  const found = await longestTask(browser, page, async () => {
    await page.evaluate(() => (window as unknown as { begin(): void }).begin())
    await page.waitForFunction(() => (window as unknown as { streamed?: object }).streamed, undefined, { timeout: 300_000 })
  })
  await page.close()
  return found
}

/** Seconds of main-thread CPU from the first update to the last paint. */
async function trial(browser: Browser, url: string): Promise<Streamed> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.evaluate(() => document.fonts.ready)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metrics = async (): Promise<Record<string, number>> => Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
  const before = await metrics()
  await page.evaluate(() => (window as unknown as { begin(): void }).begin())
  const handle = await page.waitForFunction(() => (window as unknown as { streamed?: object }).streamed, undefined, { timeout: 300_000 })
  const after = await metrics()
  const streamed = (await handle.jsonValue()) as Omit<Streamed, 'cpu' | 'script'>
  await page.close()
  const spent = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0)
  return { cpu: spent('TaskDuration'), script: spent('ScriptDuration'), ...streamed }
}

const served = await servePage(await buildPage('bench-stream', join(import.meta.dirname, 'index.html')))
const browser = await openChromium()
await trial(browser, served.url)
const blocks: Streamed[] = []
for (let i = 0; i < TRIALS; i += 1) blocks.push(await trial(browser, served.url))
const longestOfAll = await longest(browser, served.url)
const all = await trial(browser, `${served.url}?all`)
await browser.close()
await served.close()

const cpu = quantile(blocks.map((one) => one.cpu), 0.5)
report(join(import.meta.dirname, '..', 'stream.json'), {
  characters: CHARACTERS,
  updates: UPDATES,
  msBetweenUpdates: PACE,
  renders: blocks[0]?.renders ?? 0,
  claims: blocks[0]?.claims ?? 0,
  marksDrawn: blocks[0]?.marks ?? 0,
  mainThreadCpuSeconds: round(cpu, 2),
  scriptCpuSeconds: round(quantile(blocks.map((one) => one.script), 0.5), 2),
  longestTaskCpuMs: round(longestOfAll),
  longestTaskByClockMs: round(Math.max(...blocks.map((one) => one.longest))),
  everythingAgainCpuSeconds: round(all.cpu, 2),
  everythingAgainRenders: all.renders,
  timesLessThanEverythingAgain: round(all.cpu / cpu),
})
