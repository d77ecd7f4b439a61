/** Takes a picture of every screen over the demo core, in three sizes, light and dark, into `screenshots/`. Usage: screenshots.ts [screen …] [--size 1280x800] [--theme light] */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { buildDemo } from '../fixtures/demo/buildDemo.ts'
import { openChromium } from '../fixtures/demo/openChromium.ts'
import { servePage } from '../fixtures/demo/servePage.ts'

interface Shot {
  readonly name: string
  /** After the page's address. */
  readonly at: string
  readonly then?: (page: Page) => Promise<void>
}

const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'PUE of the North site' }).click()
  await page.getByText('You should talk to').waitFor()
}

/** Opens the first conversation, whatever the width hides. */
const openNorth = async (page: Page): Promise<void> => {
  const shown = await page.getByRole('navigation').isVisible()
  if (!shown) await page.keyboard.press('Control+b')
  await openFirst(page)
  if (!shown) await page.keyboard.press('Control+b')
}

const shots: readonly Shot[] = [
  { name: 'welcome-empty', at: '?empty' },
  { name: 'welcome', at: '' },
  { name: 'chat', at: '', then: openNorth },
  {
    name: 'chat-evidence',
    at: '',
    then: async (page) => {
      await openNorth(page)
      await page.locator('[data-mark="2"]').click()
      await page.getByText('A source says otherwise').waitFor()
    },
  },
  {
    name: 'chat-streaming',
    at: '?pace=90',
    then: async (page) => {
      await page.getByRole('textbox', { name: 'Your question' }).fill('Is the North site efficient?')
      await page.keyboard.press('Enter')
      await page.locator('.claim[data-verdict=contradicted]').waitFor()
    },
  },
  {
    name: 'chat-math',
    at: '?pace=0',
    then: async (page) => {
      await page.getByRole('textbox', { name: 'Your question' }).fill('What is PUE, and what does it leave out?')
      await page.keyboard.press('Enter')
      await page.locator('.katex').first().waitFor()
      await page.getByRole('button', { name: 'Answer again' }).waitFor()
    },
  },
  { name: 'check', at: '#/check' },
  {
    name: 'checked',
    at: '#/check',
    then: async (page) => {
      await page.getByRole('list').getByRole('link').filter({ hasText: 'Hall 1' }).click()
      await page.getByText('not checkable').or(page.getByText('30 verified')).or(page.getByText('verified ·')).first().waitFor()
    },
  },
  { name: 'sources', at: '#/sources' },
  { name: 'sources-empty', at: '?empty#/sources' },
  {
    name: 'reader',
    at: '#/sources',
    then: async (page) => {
      await page.getByRole('link', { name: /Efficiency survey/ }).click()
      await page.getByText('What was measured').first().waitFor()
    },
  },
  {
    name: 'reader-quote',
    at: '',
    then: async (page) => {
      await openNorth(page)
      await page.locator('[data-mark="2"]').click()
      await page.getByRole('link', { name: /Efficiency survey/ }).click()
      await page.locator('mark[data-kind=quote]').waitFor()
    },
  },
  { name: 'notes', at: '?notes#/notes', then: async (page) => void (await page.getByRole('link', { name: /North drew/ }).click()) },
  { name: 'notes-empty', at: '#/notes' },
  { name: 'settings', at: '#/settings' },
  {
    name: 'settings-server',
    at: '#/settings',
    then: async (page) => {
      await page.getByRole('button', { name: 'Try it and list models' }).click()
      await page.getByText('It answers').waitFor()
      await page.getByRole('button', { name: 'Add a model server' }).click()
    },
  },
  { name: 'palette', at: '', then: async (page) => void (await page.keyboard.press('Control+k')) },
  { name: 'shortcuts', at: '', then: async (page) => void (await page.keyboard.press('Control+/')) },
]

const given = process.argv.slice(2)
const option = (name: string): string[] => given.flatMap((word, i) => (word === `--${name}` ? [given[i + 1] ?? ''] : []))
const wanted = given.filter((word, i) => !word.startsWith('--') && !given[i - 1]?.startsWith('--'))
const sizes = option('size').length ? option('size') : ['800x600', '1280x800', '2560x1440']
const themes = option('theme').length ? option('theme') : ['light', 'dark']

const folder = resolve(import.meta.dirname, '../screenshots')
mkdirSync(folder, { recursive: true })
const served = await servePage(await buildDemo())
const browser = await openChromium()
for (const size of sizes) {
  const [width = 1280, height = 800] = size.split('x').map(Number)
  for (const theme of themes) {
    for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' })
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(`${shot.name}: ${message.text()}`)
      })
      page.on('pageerror', (error) => console.error(`${shot.name}: ${error.message}`))
      page.setDefaultTimeout(5000)
      try {
        await page.goto(served.url + shot.at)
        await page.locator('main').waitFor()
        await shot.then?.(page)
        await page.evaluate(() => document.fonts.ready)
        await page.waitForTimeout(150)
      } catch (error) {
        console.error(`${shot.name} ${size} ${theme}: ${(error as Error).message.split('\n')[0]}`)
        process.exitCode = 1
      }
      await page.screenshot({ path: join(folder, `${shot.name}-${size}-${theme}.png`) })
      await context.close()
    }
  }
}
await browser.close()
await served.close()
