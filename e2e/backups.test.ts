/** Backups as a person meets them: made, proven, saved sealed, looked at and restored; and a damaged database with a way back. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { closeBrowser, openScreen, plumbline, serve } from './harness.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-backups-'))
after(async () => {
  await closeBrowser()
  rmSync(base, { recursive: true, force: true })
})
const shots = process.env['PLUMBLINE_SHOTS']
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) })
}
const settings = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('region', { name: 'Backups' }).scrollIntoViewIfNeeded()
}
const noViolations = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [])
}

test('a backup is made and proven, saved sealed, and a restore brings back what was deleted since', async () => {
  const workspace = join(base, 'workspace')
  mkdirSync(base, { recursive: true })
  writeFileSync(join(base, 'hall.md'), '# Hall\n\nThe hall has 12 racks.\n')
  await plumbline(['import', join(base, 'hall.md'), '--workspace', workspace])
  await plumbline(['ask', 'How many racks?', '--workspace', workspace])
  const app = await serve({ workspace })
  const { page, wrong, close } = await openScreen(app.link)
  await settings(page)
  await page.getByText('There is no backup yet.').waitFor()
  await shot(page, 'backups-none')
  await page.getByRole('button', { name: 'Make a backup now' }).click()
  await page.getByText('The backup was made, and proven by a restore.').waitFor()
  await page.getByText('Last proven by a restore:').waitFor()
  await page.getByText('1 conversation, 1 source, 0 notes, 0 rule sets').waitFor()
  await page.getByRole('button', { name: 'Check everything' }).click()
  await page.getByText(/are whole\. Full check/).waitFor()
  await shot(page, 'backups')
  await noViolations(page)

  await page.getByRole('button', { name: /^More for the backup/ }).click()
  await page.getByRole('menuitem', { name: 'Save as a file …' }).click()
  await page.getByLabel('Passphrase').fill('correct horse')
  await page.getByLabel('The same again').fill('correct house')
  await page.getByRole('button', { name: 'Save it sealed' }).click()
  await page.getByText('The two passphrases differ.').waitFor()
  await shot(page, 'backups-save')
  await page.getByLabel('The same again').fill('correct horse')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save it sealed' }).click()])
  const file = join(base, download.suggestedFilename())
  await download.saveAs(file)
  match(file, /\.tar\.gz\.age$/)
  ok(readFileSync(file, 'latin1').startsWith('age-encryption.org/v1') && !readFileSync(file, 'latin1').includes('racks'))

  await plumbline(['ask', 'What is new?', '--workspace', workspace])
  await page.getByRole('navigation').getByRole('link', { name: 'What is new?' }).waitFor()
  await page.locator('input[accept=".gz,.age,.tar"]').setInputFiles(file)
  await page.getByLabel('Passphrase').fill('wrong')
  await page.getByRole('button', { name: 'Open it' }).click()
  await page.getByText('This passphrase does not open it.').waitFor()
  await page.getByLabel('Passphrase').fill('correct horse')
  await page.getByRole('button', { name: 'Open it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup?' })
  await dialog.getByText('What is new?').waitFor()
  await shot(page, 'backups-preview')
  await noViolations(page)
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'What is new?' }).waitFor({ state: 'detached' })
  await page.getByRole('navigation').getByRole('link', { name: 'How many racks?' }).waitFor()
  await settings(page)
  await page.getByText(', before a restore').waitFor()
  await shot(page, 'backups-restored')
  equal((await plumbline(['log', 'verify', '--workspace', workspace])).code, 0)
  deepEqual(wrong.filter((line) => !/WebSocket/.test(line)), [])
  await close()
  await app.stop()
})

test('a damaged database is told on the screen, with the newest good backup and the way back', async () => {
  const workspace = join(base, 'damaged')
  await plumbline(['ask', 'What was asked before?', '--workspace', workspace])
  await plumbline(['backup', '--workspace', workspace])
  const database = join(workspace, 'data.sqlite')
  const damaged = readFileSync(database).fill(0x55, 4096, 16_384)
  writeFileSync(database, damaged)
  const said = await plumbline(['notes', '--workspace', workspace])
  match(said.err, /damaged and was left untouched.*The newest good backup is from .* UTC: plumbline restore \d{4}-/)
  const app = await serve({ workspace })
  const { page, close } = await openScreen(app.link, { dark: true })
  await page.getByRole('heading', { name: 'The database is damaged' }).waitFor()
  await shot(page, 'backups-rescue')
  deepEqual(readFileSync(database), damaged)
  await page.getByRole('button', { name: 'Look at it and restore' }).click()
  await page.getByRole('dialog').getByText('cannot be read: the database is damaged').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'What was asked before?' }).waitFor()
  equal((await plumbline(['log', 'verify', '--workspace', workspace])).code, 0)
  await close()
  await app.stop()
})

test('backup and restore on the command line go to the core that is running, and the screen follows', async () => {
  const workspace = join(base, 'running')
  const file = join(base, 'running.tar.gz')
  await plumbline(['ask', 'What was asked before?', '--workspace', workspace])
  const app = await serve({ workspace })
  const { page, close } = await openScreen(app.link)
  const made = await plumbline(['backup', '--out', file, '--workspace', workspace])
  deepEqual([made.code, made.err], [0, ''])
  await plumbline(['ask', 'What was asked later?', '--workspace', workspace])
  const navigation = page.getByRole('navigation')
  await navigation.getByRole('link', { name: 'What was asked later?' }).waitFor()
  const restored = await plumbline(['restore', file, '--workspace', workspace])
  deepEqual([restored.code, restored.err], [0, ''])
  match(restored.out, /The workspace is as it was at .*: 1 conversation,/)
  await navigation.getByRole('link', { name: 'What was asked later?' }).waitFor({ state: 'detached' })
  await navigation.getByRole('link', { name: 'What was asked before?' }).waitFor()
  equal(app.process.exitCode, null)
  const doctor = await plumbline(['doctor', '--workspace', workspace])
  match(doctor.out, /✓ backups {3}2 backups/)
  match(doctor.out, /✓ history {3}The history is whole/)
  await close()
  await app.stop()
})
