/** Keys in the desktop app: behind the system's protection, in main alone, announced where there is none, and nowhere else on the disk, on the screen or in the log. */
import { deepEqual, equal } from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { playModels } from '../harness.ts'
import { startDesktop } from './desktop.ts'

const PLANTED = 'sk-planted-9f3c1d'
const base = mkdtempSync(join(tmpdir(), 'plumbline-desktop-keys-'))
const models = await playModels()
after(async () => {
  await models.close()
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})

async function addServer(page: Page, key: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Add a model server' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Played')
  await page.getByLabel('Address').fill(models.openaiUrl)
  await page.getByLabel(/^Key/).fill(key)
  await page.getByRole('button', { name: 'Save and try it' }).click()
  await page.getByRole('region', { name: 'Played' }).getByRole('radio').first().waitFor()
}

/** Every file of the workspace that holds the key in plain text. The pages' own storage is Chromium's, and is looked through as well. */
function* holding(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* holding(path)
    else if (entry.isFile() && readFileSync(path).includes(PLANTED)) yield path
  }
}

test('a key is kept encrypted, used for its server, and is in no file, no page, no log and not with the core', async () => {
  const workspace = join(base, 'kept')
  const app = await startDesktop({ workspace })
  await addServer(app.page, PLANTED)
  equal((await app.page.content()).includes(PLANTED), false)
  deepEqual(await app.page.evaluate((planted) => Object.values({ ...localStorage }).filter((kept) => String(kept).includes(planted)), PLANTED), [])
  const [core] = await app.control<{ env: Record<string, string> }[]>('core')
  equal(JSON.stringify(core!.env).includes(PLANTED), false)
  equal(await app.quit(), 0)
  deepEqual([...holding(workspace)], [])
  equal(statSync(join(workspace, 'desktop', 'keys.json')).mode & 0o077, 0)

  const again = await startDesktop({ workspace })
  await again.page.getByRole('link', { name: 'Settings' }).click()
  await again.page.getByRole('region', { name: 'Played' }).getByText(/protected storage of this system/).waitFor()
  equal(await again.quit(), 0)

  // Another keyring: what was kept cannot be read, is told of, and stays.
  const sealed = readFileSync(join(workspace, 'desktop', 'keys.json'), 'utf8')
  const lost = await startDesktop({ workspace, env: { PLUMBLINE_STAND_IN_SECRET: 'another keyring' } })
  await lost.page.getByRole('link', { name: 'Settings' }).click()
  await lost.page.getByRole('region', { name: 'Played' }).getByText(/cannot read it any more/).waitFor()
  equal(await lost.quit(), 0)
  equal(readFileSync(join(workspace, 'desktop', 'keys.json'), 'utf8'), sealed)
})

test('where the desktop has no keyring it is said', async () => {
  const app = await startDesktop({ env: { PLUMBLINE_STAND_IN_KEYRING: 'basic_text' } })
  await app.page.getByRole('link', { name: 'Settings' }).click()
  await addServer(app.page, PLANTED)
  await app.page.getByText(/no keyring that could protect the key/).waitFor()
  equal(await app.quit(), 0)
})

test('keys of the environment stay with main: the core starts without them', async () => {
  const app = await startDesktop({ env: { PLUMBLINE_KEY_PLAYED: PLANTED, OPENAI_API_KEY: PLANTED } })
  const [core] = await app.control<{ env: Record<string, string> }[]>('core')
  deepEqual(Object.keys(core!.env).filter((name) => /KEY/.test(name)), [])
  equal(await app.quit(), 0)
})
