/** Electron's program: where it is, and how it is fetched on a first start. A closed network is noticed within seconds and said in words. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needNode, root, say } from './ground.mjs'

const RELEASES = 'https://github.com/electron/electron/releases/download/'
/** Milliseconds for the server to answer at all, and for the whole program to arrive. */
const PATIENCE = { answer: 4000, program: 300_000 }

/** The path of the program, or undefined when it has not been fetched. */
export function electronProgram(folder = join(root, 'node_modules', 'electron')) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  let program
  try {
    program = readFileSync(join(folder, 'path.txt'), 'utf8').trim()
  } catch {
    program = process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
  }
  const path = join(named ?? join(folder, 'dist'), program)
  return existsSync(path) ? path : undefined
}

/** Whether a server for Electron's program answers; a proxy is taken at its word. */
export async function canReach(mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? RELEASES, patience = PATIENCE.answer) {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(patience) })
    return true
  } catch {
    return false
  }
}

/** Runs Electron's own installer, which checks what arrives against its hashes. Returns whether the program is there. */
async function fetchProgram() {
  if (!existsSync(join(root, 'node_modules', 'electron', 'install.js')) || !(await canReach())) return false
  say('Fetching the desktop window (Electron, once; about 110 MB) …')
  await new Promise((resolve) => {
    const child = spawn(needNode(), [join(root, 'node_modules', 'electron', 'install.js')], { cwd: root, stdio: 'ignore' })
    const late = setTimeout(() => child.kill(), PATIENCE.program)
    child.on('error', resolve)
    child.on('close', resolve)
    child.on('close', () => clearTimeout(late))
  })
  return electronProgram() !== undefined
}

/**
 * The program to open the window with, or why there is none, as the beginning of a sentence.
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ program: string } | { why: string }>}
 */
export async function readyElectron(env = process.env, { uid = process.getuid?.(), platform = process.platform, fetchIt = fetchProgram } = {}) {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return { why: 'There is no display for a window here' }
  if (platform === 'linux' && uid === 0) return { why: 'The desktop window does not open for the root user' }
  const found = electronProgram() ?? ((await fetchIt()) ? electronProgram() : undefined)
  return found === undefined ? { why: 'The desktop window needs Electron, which could not be fetched from here' } : { program: found }
}
