/** Starts the command line on the pinned Node: builds what is missing, hands over the terminal, passes signals on and ends as it ends. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, needNode, root } from './ground.mjs'

/** @param {string[]} words The arguments. @returns {Promise<number>} The exit code. */
export async function launch(words) {
  const node = needNode()
  ensureBuilt()
  const command = [join(root, 'out', 'main', 'cli.js'), ...words]
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve(node, [node, ...command], env)
  }
  // The pipe ends when this process does, however it does: what it started then ends as well.
  const child = spawn(node, command, { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], env: { ...env, PLUMBLINE_LEASH: '3' } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`plumbline: ${error.message}\n`)
      resolve(3)
    })
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
