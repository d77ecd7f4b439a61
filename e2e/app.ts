/** One running app for the tests of a screen: the sample library in it where asked, and a played model among its servers. */
import { deepEqual } from 'node:assert/strict'
import { afterEach, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import type { ModelServerHandle } from '../fixtures/models/modelServer.ts'
import { closeBrowser, openScreen, playModels, type Screen, type ScreenOptions, serve, type Served } from './harness.ts'

export interface App {
  readonly served: Served
  readonly models: ModelServerHandle
  readonly page: Page
  /** Ends everything; fails when the page reported an error or a refusal of its policy. */
  end(): Promise<void>
}

/** Characters of a screen that are told when a test fails. */
const TOLD = 4000
const shown = new Set<Page>()
// What stood on the screen is most of why a test failed, and a machine that runs them alone keeps nothing else.
afterEach(async (context) => {
  if ((context as TestContext).passed) return
  for (const page of shown) {
    const text = await page.locator('body').innerText({ timeout: 5000 }).catch((error: unknown) => String(error))
    ;(context as TestContext).diagnostic(`On the screen of “${(context as TestContext).name}”, #${page.url().split('#')[1] ?? ''}: ${text.replace(/\s+/g, ' ').slice(0, TOLD)}`)
  }
})

export async function startApp(options: ScreenOptions & { readonly sample?: boolean } = {}): Promise<App> {
  const [served, models] = await Promise.all([serve(), playModels()])
  let screen: Screen | undefined
  const end = async (): Promise<void> => {
    const wrong = [...(screen?.wrong ?? [])]
    if (screen) shown.delete(screen.page)
    await closeBrowser()
    await models.close()
    await served.stop()
    deepEqual(wrong, [])
  }
  try {
    screen = await openScreen(served.link, options)
    shown.add(screen.page)
    if (options.sample) {
      await screen.page.getByRole('button', { name: 'Try the sample library' }).click()
      await screen.page.getByText('Questions to try on the sample library').waitFor()
    }
    return { served, models, page: screen.page, end }
  } catch (error) {
    await end().catch(() => undefined)
    throw error
  }
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Your question' })

/** Asks in a new chat and, unless told not to, waits until the turn has ended. */
export async function ask(page: Page, question: string, { wait = true } = {}): Promise<void> {
  await page.getByRole('link', { name: 'New chat' }).click()
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await composer(page).fill(question)
  await composer(page).press('Enter')
  await page.getByRole('article', { name: question }).waitFor()
  if (wait) await page.getByRole('button', { name: 'Answer again' }).waitFor()
}

/** Adds the played server in Settings and lets one of its models answer from now on. */
export async function answerBy(page: Page, models: ModelServerHandle, model: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  if ((await page.getByRole('region', { name: 'Played' }).count()) === 0) {
    await page.getByRole('button', { name: 'Add a model server' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Played')
    await page.getByLabel('Address').fill(models.openaiUrl)
    await page.getByRole('button', { name: 'Save and try it' }).click()
  } else if ((await page.getByRole('radio', { name: model, exact: true }).count()) === 0) {
    await page.getByRole('button', { name: /^Try it/ }).click()
  }
  await page.getByRole('radio', { name: model, exact: true }).check()
}
