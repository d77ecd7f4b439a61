/** Finds a Chromium that is already on this machine; nothing is downloaded. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'brave-browser']
const runs = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @returns {string | undefined} Path of the program; PLUMBLINE_CHROMIUM comes first. */
export function findChromium() {
  const { env, platform } = process
  const named = env.PLUMBLINE_CHROMIUM ?? env.CHROME_PATH
  if (named) return runs(named) ? named : undefined
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  const windows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) => join(folder, path)))
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const places = platform === 'darwin' ? mac : platform === 'win32' ? windows : ['/usr/bin/chromium', ...onPath]
  return places.find(runs)
}

/** What to tell someone who has none. */
export const NO_CHROMIUM = 'no Chromium was found: install Chromium or Chrome (on Debian: apt-get install chromium), or name one in PLUMBLINE_CHROMIUM'
