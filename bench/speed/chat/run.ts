/** Opens a conversation of 2,000 messages in the real screen over the demo core, types into it and asks one more; each is timed to the paint. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildDemo } from '../../../fixtures/demo/buildDemo.ts'
import { openChromium } from '../../../fixtures/demo/openChromium.ts'
import { servePage } from '../../../fixtures/demo/servePage.ts'
import { quantile, report, round } from '../../report.ts'

const TURNS = 1000
const TRIALS = 7
const KEYS = 120

/** Installed in the page: milliseconds from an input event to the paint that shows `seen`. */
const paintProbe = `
window.paints = [];
window.toPaint = (type, seen) => new Promise((done) => {
  addEventListener(type, (event) => {
    // Looks again whenever something changed: a loop of frames would itself use the machine.
    let planned = false;
    const look = () => {
      if (planned) return;
      planned = true;
      requestAnimationFrame(() => {
        planned = false;
        if (!seen()) return;
        watch.disconnect();
        // The message comes after this frame's paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('scroll', look, { capture: true, passive: true });
    document.addEventListener('input', look);
    look();
  }, { once: true, capture: true });
});`

type Probe = Window & { toPaint(type: string, seen: () => boolean): Promise<number>; result: Promise<number> }

async function opened(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${url}?pace=0&long=${TURNS}`)
  await page.evaluate(paintProbe)
  await page.getByRole('link', { name: 'A long conversation' }).waitFor()
  await page.evaluate(() => document.fonts.ready)
  return page
}

/** Seconds of main-thread CPU so far: what a busy machine cannot stretch as it stretches the clock. */
async function cpuOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
}

async function open(page: Page): Promise<number> {
  await page.evaluate((last) => {
    const probe = window as unknown as Probe
    const shown = (): boolean => [...document.querySelectorAll('article')].some((turn) => turn.ariaLabel?.startsWith(last) && turn.getBoundingClientRect().bottom > 0 && turn.getBoundingClientRect().top < innerHeight)
    probe.result = probe.toPaint('mousedown', shown)
  }, `Question ${TURNS}:`)
  await page.getByRole('link', { name: 'A long conversation' }).click()
  return await page.evaluate(() => (window as unknown as Probe).result)
}

/** Waits until every earlier message has been read in as well. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const log = document.querySelector<HTMLElement>('[role=log]')
    return Number(log?.dataset['exchanges']) >= 1000
  })
  await page.waitForTimeout(300)
}

async function keys(page: Page): Promise<number[]> {
  const field = page.getByRole('textbox', { name: 'Your question' })
  await field.focus()
  const times: number[] = []
  for (let i = 0; i < KEYS; i += 1) {
    await page.evaluate((length) => {
      const probe = window as unknown as Probe
      probe.result = probe.toPaint('keydown', () => document.querySelector<HTMLTextAreaElement>('[data-composer]')?.value.length === length)
    }, i + 1)
    await page.keyboard.press('abcdefgh '.charAt(i % 9) === ' ' ? 'Space' : 'abcdefgh '.charAt(i % 9))
    times.push(await page.evaluate(() => (window as unknown as Probe).result))
  }
  return times
}

async function append(page: Page): Promise<number> {
  await page.getByRole('textbox', { name: 'Your question' }).fill('And one more, what holds now?')
  await page.evaluate(() => {
    const probe = window as unknown as Probe
    probe.result = probe.toPaint('keydown', () => [...document.querySelectorAll('article')].some((turn) => turn.ariaLabel?.startsWith('And one more') && turn.getBoundingClientRect().top < innerHeight))
  })
  await page.keyboard.press('Enter')
  return await page.evaluate(() => (window as unknown as Probe).result)
}

const served = await servePage(await buildDemo())
// Without these a paint waits for the next tick of a 60 Hz screen, up to 16 ms that the app does not spend.
const browser = await openChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync'])
const opens: number[] = []
const openCpu: number[] = []
const keyCpu: number[] = []
const typed: number[] = []
const appends: number[] = []
for (let trial = 0; trial < TRIALS; trial += 1) {
  const page = await opened(browser, served.url)
  const cpu = await cpuOf(page)
  const before = await cpu()
  const shown = await open(page)
  const after = await cpu()
  await settle(page)
  if (trial > 0) {
    opens.push(shown)
    openCpu.push((after - before) * 1000)
  }
  if (trial % 2) {
    const idle = await cpu()
    typed.push(...(await keys(page)))
    keyCpu.push(((await cpu()) - idle) * 1000)
  }
  const appended = await append(page)
  if (trial > 0) appends.push(appended)
  await page.close()
}
await browser.close()
await served.close()

report(join(import.meta.dirname, '..', 'chat.json'), {
  messages: TURNS * 2,
  openToPaintMsMedian: round(quantile(opens, 0.5)),
  openMainThreadCpuMsMedian: round(quantile(openCpu, 0.5)),
  openToPaintMsWorst: round(Math.max(...opens)),
  keys: typed.length,
  keyMainThreadCpuMsMean: round(keyCpu.reduce((sum, one) => sum + one, 0) / typed.length, 2),
  keyToPaintMsMedian: round(quantile(typed, 0.5)),
  keyToPaintMsP95: round(quantile(typed, 0.95)),
  appendToPaintMsMedian: round(quantile(appends, 0.5)),
  appendToPaintMsWorst: round(Math.max(...appends)),
  bestPeerMs: { open: 257, keyP95: 32, append: 210 },
})
