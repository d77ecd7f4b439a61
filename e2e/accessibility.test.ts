/** Every screen, light and dark, wide and narrow, is looked over by axe: no violation of WCAG 2.2 A and AA. */
import { AxeBuilder } from '@axe-core/playwright'
import { deepEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, ask, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp({ sample: true })
  await ask(app.page, 'How efficient is the North site?')
  await app.page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
})
after(() => app.end())

const screens: readonly { name: string; show: (page: App['page']) => Promise<void> }[] = [
  { name: 'new chat', show: async (page) => void (await page.keyboard.press('Alt+n')) },
  {
    name: 'chat with evidence',
    show: async (page) => {
      await page.goto(`${page.url().split('#')[0]}#/chat`)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('How efficient')
      await page.getByRole('option', { name: 'How efficient is the North site?' }).click()
      await page.locator('.claim-mark').first().click()
      await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
    },
  },
  { name: 'check', show: async (page) => void (await page.goto(`${page.url().split('#')[0]}#/check`)) },
  {
    name: 'checked text',
    show: async (page) => {
      await page.getByRole('textbox', { name: 'The text to check' }).fill('PUE is a ratio and has no unit. The moon is made of cheese.')
      await page.getByRole('button', { name: 'Check this text' }).click()
      await page.locator('.claim[data-verdict=unverified]').waitFor()
    },
  },
  { name: 'sources', show: async (page) => void (await page.goto(`${page.url().split('#')[0]}#/sources`)) },
  {
    name: 'reader',
    show: async (page) => {
      await page.getByRole('link', { name: /North site survey/ }).click()
      await page.locator('[role=document]').waitFor()
    },
  },
  {
    name: 'notes',
    show: async (page) => {
      await page.goto(`${page.url().split('#')[0]}#/notes`)
      await page.getByRole('list', { name: 'Notes' }).getByRole('link').first().click()
      await page.getByRole('complementary', { name: 'Note' }).waitFor()
    },
  },
  {
    name: 'settings',
    show: async (page) => {
      await page.goto(`${page.url().split('#')[0]}#/settings`)
      await page.getByRole('button', { name: 'Add a model server' }).click()
    },
  },
  { name: 'palette', show: async (page) => void (await page.keyboard.press('Control+k')) },
  {
    name: 'shortcuts',
    show: async (page) => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+/')
    },
  },
]

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1280, 800]) {
    test(`no violation on any screen, ${theme}, ${width} px wide`, async () => {
      const { page } = app
      await page.setViewportSize({ width, height: width === 800 ? 600 : 800 })
      await page.emulateMedia({ colorScheme: theme })
      const found: string[] = []
      for (const { name, show } of screens) {
        await show(page)
        await page.waitForFunction(() => document.getAnimations().length === 0)
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
        for (const { id, nodes } of violations) found.push(...nodes.slice(0, 3).map((node) => `${name}: ${id}: ${node.html.slice(0, 160)}`))
      }
      await page.keyboard.press('Escape')
      deepEqual(found, [])
    })
  }
}
