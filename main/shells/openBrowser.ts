/** Opens a link in the person's browser where there is one to open. */
import { spawn } from 'node:child_process'

/** The command that opens a link, or `undefined` where nobody would see it. */
function opener(env: Readonly<Record<string, string | undefined>>): readonly [command: string, ...words: string[]] | undefined {
  if (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false') return undefined
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined
}

/** A browser that cannot be opened is no failure: the link has been printed. */
export function openBrowser(link: string, env: Readonly<Record<string, string | undefined>> = process.env): void {
  const found = opener(env)
  if (found === undefined) return
  const [command, ...words] = found
  spawn(command, [...words, link], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref()
}
