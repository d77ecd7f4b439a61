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
