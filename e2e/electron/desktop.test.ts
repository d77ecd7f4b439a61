/** What the desktop adds around the page: menus, the quick question, the system's dialogs, files dragged onto the window, spelling. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask } from '../app.ts'
import { comes, type DesktopApp, startDesktop } from './desktop.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-desktop-test-'))
let app: DesktopApp
before(async () => {
  app = await startDesktop({ env: { PLUMBLINE_STAND_IN_DOWNLOADS: base, PLUMBLINE_STAND_IN_TAKEN: 'CommandOrControl+Alt+T' } })
  await app.page.getByRole('textbox', { name: 'Your question' }).waitFor()
})
after(async () => {
  deepEqual(app.wrong, [])
  await app.quit()
  rmSync(base, { recursive: true, force: true })
})
const settings = async (): Promise<void> => {
  await app.page.getByRole('link', { name: 'Settings' }).click()
  await app.page.getByText('Ask from anywhere').waitFor()
}

test('menu items do what their keys do', async () => {
  const { page } = app
  await app.control('clickMenu', 'Settings…')
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await app.control('clickMenu', 'New Chat')
  await page.getByRole('heading', { name: 'New chat', level: 1 }).waitFor()
  await app.control('clickMenu', 'Go Anywhere…')
  await page.getByRole('dialog', { name: 'Go anywhere' }).waitFor()
  await page.keyboard.press('Escape')
  await app.control('clickMenu', 'Shortcuts')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await app.control('clickMenu', 'Show or Hide the Sidebar')
  await page.getByRole('button', { name: 'Show the sidebar' }).waitFor()
  await app.control('clickMenu', 'Show or Hide the Sidebar')
  for (const [item, heading] of [['Rules', 'Rules'], ['Sources', 'Sources'], ['Notes', 'Notes'], ['Check a Text', 'Check a text']] as const) {
    await app.control('clickMenu', item)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }
  await app.control('clickMenu', 'Show the Data Folder')
  deepEqual(await app.did('openPath'), [app.workspace])
})

test('files chosen in the system’s dialog are imported from where they are, a refused one says why, and a closed dialog does nothing', async () => {
  const folder = join(base, 'chosen')
  mkdirSync(folder)
  writeFileSync(join(folder, 'heat.md'), '# Heat\n\nHeat from North warms 1,200 homes.\n')
  writeFileSync(join(folder, 'program.exe'), new Uint8Array([1, 2, 3, 0, 5]))
  await app.control('clickMenu', 'Import Files…')
  await comes(async () => (await app.did('dialog.open')).length, 1)
  await app.control('answerDialog', { canceled: false, filePaths: [join(folder, 'heat.md'), join(folder, 'program.exe'), join(folder, 'gone.md')] })
  await app.control('clickMenu', 'Import Files…')
  await app.page.getByRole('list', { name: 'Sources' }).getByRole('link', { name: /Heat/ }).waitFor()
  const refused = app.page.getByRole('alert', { name: 'Not imported' })
  await refused.waitFor()
  deepEqual((await refused.getByRole('listitem').allInnerTexts()).map((line) => line.split(/\s/)[0]!.split('/').at(-1)).sort(), ['gone.md', 'program.exe'])
  const dialogs = await app.did<{ properties: string[] }>('dialog.open')
  deepEqual(dialogs.map(({ properties }) => properties), [['openFile', 'multiSelections'], ['openFile', 'multiSelections']])
})

test('files dragged from the system onto the window are imported', async () => {
  const path = join(base, 'dragged.md')
  writeFileSync(path, '# Winter\n\nHall 7 drew 12 kW in the winter.\n')
  const line = await app.page.context().newCDPSession(app.page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await line.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  await app.page.getByRole('list', { name: 'Sources' }).getByRole('link', { name: /Winter/ }).waitFor()
  equal((await app.control<{ url: string }[]>('windows'))[0]!.url.split('#')[0], 'plumbline-app://app/')
})

test('notes are saved where the person says, under a name that is safe, and can be shown', async () => {
  const { page } = app
  await settings()
  await page.getByRole('button', { name: 'Put the sample library in' }).click()
  await page.getByRole('button', { name: 'Take the sample library out' }).waitFor()
  await ask(page, 'What is PUE?')
  await page.getByRole('button', { name: /^Keep/ }).first().click()
  await page.getByRole('navigation').getByRole('link', { name: /^Notes/ }).click()
  const target = join(base, 'my notes.md')
  await app.control('answerDialog', { canceled: false, filePath: target })
  await page.getByRole('button', { name: /^Export/ }).first().click()
  await page.getByRole('dialog', { name: 'Export notes' }).getByRole('button', { name: 'Export' }).click()
  await page.getByText('“my notes.md” was saved.').waitFor()
  match(readFileSync(target, 'utf8'), /PUE/)
  const [options] = await app.did<{ defaultPath: string }>('dialog.save')
  ok(options!.defaultPath.startsWith(base) && options!.defaultPath.endsWith('.md'))
  await page.getByRole('button', { name: 'Show it' }).click()
  await comes(() => app.did('showItemInFolder'), [target])
})

test('a download that our page did not make is not saved', async () => {
  const asked = (await app.did('dialog.save')).length
  for (const url of ['https://evil.example/setup.exe', 'blob:https://evil.example/1', 'file:///etc/passwd', 'data:text/plain,x']) await app.control('downloaded', { url, name: 'setup.exe', path: join(base, 'dragged.md') })
  equal((await app.did('dialog.save')).length, asked)
})

test('the quick question is off until it is turned on, takes other keys, and says when keys are taken', async () => {
  const { page } = app
  deepEqual([await app.control('tray'), await app.control('shortcuts')], [undefined, []])
  await settings()
  await page.getByLabel('Ask from anywhere').check()
  await page.getByText('Ctrl + Shift + Space').waitFor()
  await comes(() => app.control('shortcuts'), ['CommandOrControl+Shift+Space'])
  const tray = await app.control<{ menu: { label?: string }[]; picture: boolean }>('tray')
  deepEqual([tray.menu.map(({ label }) => label).filter(Boolean), tray.picture], [['Ask a Question', 'Open Plumbline', 'Quit'], true])
  const change = page.getByRole('button', { name: 'Change the keys' })
  await change.click()
  await page.keyboard.press('Control+Alt+KeyT')
  await page.getByText('belongs to another program').waitFor()
  deepEqual(await app.control('shortcuts'), [])
  await change.click()
  await page.keyboard.press('Control+Alt+KeyP')
  await page.getByText('Ctrl + Alt + P').waitFor()
  await page.getByText('belongs to another program').waitFor({ state: 'detached' })
  await comes(() => app.control('shortcuts'), ['CommandOrControl+Alt+P'])
})

test('its keys open a small field, whose question is asked in a new chat of the window; the window closed, the app stays in the tray', async () => {
  await app.control('closeWindow')
  equal((await app.control<{ shown: boolean }[]>('windows'))[0]!.shown, false)
  equal(await app.control('pressGlobal', 'CommandOrControl+Alt+P'), true)
  const quick = await app.otherPage('/quick.html')
  await quick.getByRole('textbox', { name: 'Ask Plumbline' }).fill('Which hall drew 12 kW?')
  // The field may be gone before the key is up again.
  await quick.keyboard.press('Enter').catch(() => undefined)
  await app.page.getByRole('article', { name: 'Which hall drew 12 kW?' }).waitFor()
  await comes(async () => (await app.control<{ title: string; shown: boolean }[]>('windows')).map(({ title, shown }) => [title, shown]), [['Plumbline', true]])
  await app.control('clickTray', 'Ask a Question')
  const again = await app.otherPage('/quick.html')
  await again.getByRole('textbox').press('Escape').catch(() => undefined)
  while ((await app.control<unknown[]>('windows')).length > 1) continue
})

test('turned off again, tray and keys are gone; the choice outlives the start', async () => {
  await settings()
  await app.page.getByLabel('Ask from anywhere').uncheck()
  await app.page.getByRole('button', { name: 'Change the keys' }).waitFor({ state: 'detached' })
  await comes(async () => [await app.control('tray'), await app.control('shortcuts')], [undefined, []])
  match(readFileSync(join(app.workspace, 'desktop', 'desktop.json'), 'utf8'), /"quickAskKeys": "CommandOrControl\+Alt\+P"/)
})

test('spelling is off until it is turned on where it would fetch a dictionary, and the menu of a wrong word offers others', async () => {
  await settings()
  if (process.platform !== 'darwin') {
    equal(await app.control('spelling'), false)
    await app.page.getByText('Turning this on fetches a dictionary').waitFor()
    await app.page.getByLabel('Underline spelling mistakes').check()
  }
  while (!(await app.control('spelling'))) continue
  await app.control('contentsEvent', { event: 'context-menu', details: { isEditable: true, selectionText: '', misspelledWord: 'teh', dictionarySuggestions: ['the', 'tea'], editFlags: { canCut: true, canCopy: true, canPaste: true } } })
  const [menu] = await app.did<{ label?: string; role?: string }[]>('popup')
  deepEqual(menu!.map(({ label, role }) => label ?? role).filter(Boolean), ['the', 'tea', 'Add to the Dictionary', 'cut', 'copy', 'paste', 'selectAll'])
  await app.control('clickPopup', 'the')
  deepEqual(await app.did('replaceMisspelling'), ['the'])
})

test('new versions are off until they are turned on', async () => {
  await settings()
  equal(await app.page.getByLabel('Look for new versions').isChecked(), false)
  equal(existsSync(join(app.workspace, 'desktop', 'desktop.json')) && /"updates": true/.test(readFileSync(join(app.workspace, 'desktop', 'desktop.json'), 'utf8')), false)
})
