/** States of conversations: branches with their overview, folders, several chosen, a search in all messages, files of a question. */
import { type App, ask, composer } from './app.ts'
import type { State } from './states.ts'

const list = ({ page }: App) => page.getByRole('navigation', { name: 'Plumbline' })

async function menu(app: App, title: string, item: string): Promise<void> {
  await list(app).getByRole('link', { name: title }).first().hover()
  await list(app).getByRole('button', { name: `More for “${title}”` }).first().click()
  await app.page.getByRole('menuitem', { name: item }).click()
}

export const conversationStates: readonly State[] = [
  {
    name: 'a question with a file and a refused one',
    show: async ({ page }) => {
      await ask(page, 'Which tower cools the South hall?')
      await page.keyboard.press('ArrowUp')
      await composer(page).fill('ما هي كفاءة مركز البيانات؟')
      const choosing = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Attach files' }).click()
      await (await choosing).setFiles([
        { name: '남쪽 전산실.md', mimeType: 'text/markdown', buffer: Buffer.from('# 남쪽\n\n남쪽 전산실의 PUE는 1.41이다.') },
        { name: `${'long-name-'.repeat(12)}.zip`, mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') },
      ])
      await page.getByRole('button', { name: 'Remove 남쪽 전산실.md' }).waitFor()
      await page.getByRole('button', { name: /^Put long-name/ }).waitFor()
    },
  },
  {
    name: 'two branches, the second with a file',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Put long-name/ }).click()
      await composer(page).press('Enter')
      await page.getByRole('article', { name: 'ما هي كفاءة مركز البيانات؟' }).getByRole('button', { name: 'Answer again' }).waitFor()
      await page.getByText('2 of 2').first().waitFor()
    },
  },
  {
    name: 'the overview of branches',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Branches of this conversation' }).click()
      await page.getByRole('dialog', { name: 'Branches of this conversation' }).getByRole('listitem').first().waitFor()
    },
    leave: async ({ page }) => void (await page.keyboard.press('Escape')),
  },
  {
    name: 'moving to a folder',
    show: async (app) => {
      await menu(app, 'Which tower cools the South hall?', 'Move to a folder')
      await app.page.getByLabel('New folder').fill('냉각')
    },
  },
  {
    name: 'a folder, an archive, and several chosen',
    show: async (app) => {
      await app.page.keyboard.press('Enter')
      await list(app).getByRole('region', { name: '냉각' }).waitFor()
      await ask(app.page, 'What is to be archived?')
      await menu(app, 'What is to be archived?', 'Archive')
      await list(app).getByRole('region', { name: 'Archive' }).waitFor()
      await menu(app, 'Which tower cools the South hall?', 'Select several')
    },
    leave: async ({ page }) => page.getByRole('button', { name: 'Done choosing' }).click(),
  },
  {
    name: 'messages that were found',
    show: async (app) => {
      await app.page.getByRole('searchbox', { name: 'Search all messages' }).fill('co')
      await list(app).getByRole('list', { name: 'Messages' }).getByRole('listitem').first().waitFor()
    },
    leave: async ({ page }) => page.getByRole('searchbox', { name: 'Search all messages' }).fill(''),
  },
]
