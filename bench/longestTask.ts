/** The longest task of a page's main thread while something is done, in milliseconds of CPU, from a trace: a busy machine stretches the clock, not this. */
import type { Browser, Page } from 'playwright-core'

interface Trace {
  readonly traceEvents: readonly { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[]
}

export async function longestTask(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await act()
  const trace = JSON.parse((await browser.stopTracing()).toString()) as Trace
  const mains = new Set(trace.traceEvents.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}:${tid}`))
  const tasks = trace.traceEvents.filter((event) => event.tdur !== undefined && mains.has(`${event.pid}:${event.tid}`) && event.name.includes('RunTask'))
  return Math.max(...tasks.map(({ tdur }) => (tdur ?? 0) / 1000))
}
