/** The Chromium in which every window is a page. */
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { findChromium, NO_CHROMIUM } from '../../../scripts/findChromium.mjs'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--test-type', '--remote-debugging-port=0']

export interface Opened {
  readonly context: BrowserContext
  /** Where the test can reach the same browser. */
  readonly endpoint: string
}

let opened: Promise<Opened> | undefined

/** Opens it on the app's own folder, so that what a page remembers outlives the app. */
export function openBrowser(userData: string): Promise<Opened> {
  return (opened ??= (async () => {
    const executablePath = findChromium()
    if (executablePath === undefined) throw new Error(NO_CHROMIUM)
    const folder = join(userData, 'chromium')
    const context = await chromium.launchPersistentContext(folder, { executablePath, headless: process.env['PLUMBLINE_STAND_IN_HEADED'] !== '1', args: ARGS, viewport: null, reducedMotion: 'reduce', handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false })
    const port = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')[0]
    return { context, endpoint: `http://127.0.0.1:${port}` }
  })())
}

export const closeBrowser = async (): Promise<void> => {
  await opened?.then(({ context }) => context.close()).catch(() => undefined)
}
