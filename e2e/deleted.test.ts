/** What was deleted stands in Settings and can be brought back, also after a restart. */
import { deepEqual } from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, openScreen, plumbline, serve } from './harness.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-deleted-'))
after(async () => {
  await closeBrowser()
  rmSync(base, { recursive: true, force: true })
})

test('a deleted conversation is brought back from the settings, after a restart', async () => {
  const workspace = join(base, 'workspace')
  await plumbline(['ask', 'What is PUE?', '--workspace', workspace])
  const first = await serve({ workspace })
  const screen = await openScreen(first.link)
  const row = screen.page.getByRole('link', { name: 'What is PUE?' })
  await row.waitFor()
  await row.hover()
  await screen.page.getByRole('button', { name: /What is PUE\?/ }).first().click()
  await screen.page.getByRole('menuitem', { name: 'Delete' }).click()
  await row.waitFor({ state: 'detached' })
  await screen.close()
  await first.stop()

  const second = await serve({ workspace })
  const again = await openScreen(second.link)
  await again.page.getByRole('link', { name: 'Settings' }).click()
  await again.page.getByRole('button', { name: 'Bring back What is PUE?' }).click()
  await again.page.getByRole('navigation').getByRole('link', { name: 'What is PUE?' }).waitFor()
  await again.page.getByText('Nothing was deleted lately.').waitFor()
  deepEqual(again.wrong, [])
  await again.close()
  await second.stop()
})

test('a checked text is deleted with its undo at hand, and brought back from the settings', async () => {
  const app = await serve({ workspace: join(base, 'checks') })
  const { page, wrong, close } = await openScreen(app.link)
  await page.getByRole('link', { name: 'Check a text' }).click()
  await page.getByRole('textbox', { name: 'The text to check' }).fill('The hall has 12 racks.')
  await page.getByRole('button', { name: 'Check this text' }).click()
  await page.waitForURL(/#\/check\/./)
  await page.getByRole('link', { name: 'Check a text' }).click()
  const remove = page.getByRole('button', { name: 'Delete the checked text The hall has 12 racks.' })
  await remove.click()
  await remove.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await remove.click()
  await remove.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Bring back The hall has 12 racks.' }).click()
  await page.getByText('Nothing was deleted lately.').waitFor()
  await page.getByRole('link', { name: 'Check a text' }).click()
  await remove.waitFor()
  deepEqual(wrong, [])
  await close()
  await app.stop()
})
