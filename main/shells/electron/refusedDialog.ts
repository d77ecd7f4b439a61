/** What the person is told when the workspace cannot be opened, and what they choose. */
import { type BrowserWindow, dialog, shell } from 'electron'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { askForLink, readRuntime } from '../runtimeFile.ts'

/** A workspace that is open in the browser can be gone to there. Resolves when the person has chosen. */
export async function refusedDialog(window: BrowserWindow | undefined, problem: ProblemShape, folder: string): Promise<'again' | 'quit'> {
  const runtime = problem.code === 'workspace.locked' ? readRuntime(folder) : undefined
  const link = runtime === undefined ? undefined : await askForLink(runtime)
  const buttons = ['Try Again', ...(link === undefined ? [] : ['Open It in the Browser']), 'Quit']
  const options = { type: 'warning' as const, title: 'Plumbline', message: problemSentence(problem), detail: folder, buttons, defaultId: 0, cancelId: buttons.length - 1, noLink: true }
  const { response } = window === undefined || window.isDestroyed() ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  if (buttons[response] === 'Open It in the Browser' && link !== undefined) {
    await shell.openExternal(link).catch(() => undefined)
    return 'quit'
  }
  return response === 0 ? 'again' : 'quit'
}
