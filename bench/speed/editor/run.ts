/** Measures the rules editor at 100, 1,000 and 5,000 rules: from a real key to the next paint, by the clock and in CPU time, and from the last key to its mistakes shown. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildPage } from '../../../fixtures/demo/buildDemo.ts'
import { openChromium } from '../../../fixtures/demo/openChromium.ts'
import { servePage } from '../../../fixtures/demo/servePage.ts'
import { type Figures, quantile, report, round } from '../../report.ts'

const KEYS = 60
const LOOKS = 5
/** Milliseconds between keys: a fast typist. */
const BETWEEN = 90

interface Bench {
  toMiddle(): void
  key(insert: string): number
  painted(): Promise<number>
  untilMistakes(): Promise<number>
  readonly analyses: readonly number[]
}

/** Real keys, sent to the page as the keyboard sends them; the browser's own event timing says when what they changed was painted. */
async function typed(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
    Object.assign(window, { slowKeys: seen })
  })
  for (let i = 0; i < KEYS; i += 1) {
    await page.keyboard.press('x')
    await page.waitForTimeout(BETWEEN)
  }
  return page.evaluate(() => (window as unknown as { slowKeys: number[] }).slowKeys)
}

/** CPU milliseconds of the page's main thread while real keys are typed: each task by itself, from a trace. A busy machine stretches the clock, not this. */
async function tasksWhileTyping(browser: Browser, page: Page): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  for (let i = 0; i < KEYS; i += 1) {
    await page.keyboard.press('x')
    await page.waitForTimeout(BETWEEN)
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[] }
  const mains = new Set(trace.traceEvents.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}:${tid}`))
  return trace.traceEvents.filter((event) => event.tdur !== undefined && mains.has(`${event.pid}:${event.tid}`) && event.name.includes('RunTask')).map(({ tdur }) => (tdur ?? 0) / 1000)
}

async function measure(browser: Browser, url: string, rules: number): Promise<Record<string, number>> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${url}?${rules}`)
  await page.waitForFunction(() => (window as unknown as { bench?: Bench }).bench?.analyses.length)
  await page.evaluate(() => (window as unknown as { bench: Bench }).bench.toMiddle())
  await page.waitForTimeout(500)
  const scripts: number[] = await page.evaluate(async (keys) => {
    const { bench } = window as unknown as { bench: Bench }
    const times: number[] = []
    for (let i = 0; i < keys; i += 1) {
      times.push(bench.key('x'))
      await bench.painted()
    }
    return times
  }, KEYS)
  const slow = await typed(page)
  const tasks = await tasksWhileTyping(browser, page)
  const looks: number[] = []
  for (let i = 0; i < LOOKS; i += 1) {
    looks.push(await page.evaluate(() => (window as unknown as { bench: Bench }).bench.untilMistakes()))
    await page.waitForTimeout(200)
  }
  await page.close()
  return {
    cpuMsPerKeyWithAllThatFollows: round(tasks.reduce((sum, ms) => sum + ms, 0) / KEYS, 2),
    longestTaskCpuMs: round(Math.max(...tasks), 2),
    tasksOver16msCpu: tasks.filter((ms) => ms > 16).length,
    keyScriptMsP50: round(quantile(scripts, 0.5), 2),
    keyScriptMsP95: round(quantile(scripts, 0.95), 2),
    keyScriptMsMax: round(Math.max(...scripts), 2),
    // The browser tells durations in steps of 8 ms, and only of keys that took 16 ms or more until painted.
    keysPaintedWithin16ms: KEYS - slow.filter((ms) => ms > 16).length,
    keysTyped: KEYS,
    slowestKeyToPaintMs: slow.length ? Math.max(...slow) : 16,
    mistakesShownMsP50: round(quantile(looks, 0.5)),
    mistakesShownMsMax: round(Math.max(...looks)),
  }
}

const served = await servePage(await buildPage('bench-editor', join(import.meta.dirname, 'index.html')))
const browser = await openChromium()
await measure(browser, served.url, 100)
const figures: Record<string, Record<string, number>> = {}
for (const rules of [100, 1000, 5000]) figures[`rules${rules}`] = await measure(browser, served.url, rules)
await browser.close()
await served.close()
const of = (rules: number, name: string): number => figures[`rules${rules}`]?.[name] ?? NaN
report(join(import.meta.dirname, '..', 'editor.json'), {
  ...figures,
  keyAt5000OverKeyAt100: round(of(5000, 'keyScriptMsP50') / of(100, 'keyScriptMsP50'), 2),
  mistakesAt5000OverMistakesAt100: round(of(5000, 'mistakesShownMsP50') / of(100, 'mistakesShownMsP50'), 2),
} satisfies Figures)
