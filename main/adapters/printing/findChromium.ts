/** Finds a Chromium that is already on the person's machine; nothing is downloaded. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'brave-browser']

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function placesOf({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): string[] {
  if (platform === 'darwin') return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter((folder) => folder !== undefined)
    return folders.flatMap((folder) => ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) => join(folder, path)))
  }
  return (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '').flatMap((folder) => NAMES.map((name) => join(folder, name)))
}

/** Path of the program. PLUMBLINE_CHROMIUM names one, and then no other is taken. */
export function findChromium(surroundings: Pick<NodeJS.Process, 'platform' | 'env'> = process): string | undefined {
  const named = surroundings.env['PLUMBLINE_CHROMIUM']
  if (named) return runs(named) ? named : undefined
  return placesOf(surroundings).find(runs)
}
