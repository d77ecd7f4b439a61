/** Four answers stream at once into four windows of the real app: frames that were late in the window in front, and the CPU of its main thread. */
import type { Page } from 'playwright-core'
import { answerBy, composer, startApp } from '../../../e2e/app.ts'
import { type Figures, quantile, round } from '../../report.ts'

const WINDOWS = 4
const QUESTION = 'What is known of the North hall?'
/** Milliseconds between two frames from which one was dropped: at 60 a second they are 16.7 apart. */
const LATE = 34

/** Installed in the page: the time of every frame. */
const frameProbe = `window.frames_ = []; (function next(at) { window.frames_.push(at); requestAnimationFrame(next) })(performance.now());`

async function cpuOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
}

export async function screenFigures(): Promise<Figures> {
  const app = await startApp({ sample: true })
  try {
    await answerBy(app.page, app.models, 'quick-long')
    const url = app.page.url().split('#')[0]!
    const pages = [app.page, ...(await Promise.all(Array.from({ length: WINDOWS - 1 }, () => app.page.context().newPage())))]
    for (const page of pages) {
      await page.goto(`${url}#/chat`)
      await composer(page).fill(QUESTION)
    }
    await app.page.bringToFront()
    await app.page.evaluate(frameProbe)
    const spent = await cpuOf(app.page)
    const [before, began] = [await spent(), performance.now()]
    await Promise.all(pages.map((page) => composer(page).press('Enter')))
    await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Answer again' }).waitFor({ timeout: 120_000 })))
    const wall = (performance.now() - began) / 1000
    const cpu = (await spent()) - before
    const frames = await app.page.evaluate(() => (window as unknown as { frames_: number[] }).frames_)
    const gaps = frames.slice(1).map((at, i) => at - frames[i]!)
    const characters = await app.page.evaluate(() => document.querySelector('article .prose')?.textContent?.length ?? 0)
    return {
      '4 windows: characters a second of each': round(characters / wall),
      '4 windows: frames a second in front': round(gaps.length / wall),
      '4 windows: frames dropped, share': round(gaps.reduce((sum, gap) => sum + (gap > LATE ? Math.round(gap / 16.7) - 1 : 0), 0) / (wall * 60), 3),
      '4 windows: ms between frames': { p50: round(quantile(gaps, 0.5)), p95: round(quantile(gaps, 0.95)), max: round(Math.max(...gaps)) },
      '4 windows: main-thread CPU in front, share of a core': round(cpu / wall, 2),
    }
  } finally {
    await app.end()
  }
}
