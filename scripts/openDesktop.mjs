/** Runs the desktop app and waits for its end. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root, say } from './ground.mjs'

/** Milliseconds that a first window may take on a slow machine. */
const PATIENCE = 90_000

/**
 * @param {string} program Electron, or what stands for it.
 * @param {readonly string[]} words
 * @returns {Promise<number | undefined>} The exit code; undefined when it ended in failure, or was ended, before its window was there.
 */
export function openDesktop(program, words, { app = root, patience = PATIENCE } = {}) {
  const child = spawn(program, [app, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let ready = false
  let heard = ''
  const hear = (piece) => {
    if (ready) return
    heard = (heard + piece).slice(-4000)
    if (!/^ready /m.test(heard)) return
    ready = true
    say('Plumbline is open in its window; closing it ends this.')
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  // What a browser engine says of the machine's drivers is no news to the person.
  child.stderr.resume()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      if (!ready) child.kill('SIGKILL')
    }, patience)
    child.on('error', () => resolve(undefined))
    child.on('close', (code, signal) => {
      clearTimeout(late)
      resolve(ready || code === 0 ? (code ?? 128 + (constants.signals[signal] ?? 0)) : undefined)
    })
  })
}
