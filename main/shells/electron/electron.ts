/** Entry of the desktop app: the window, or with `--cli` (and `--mcp`) as its first word the command line, for which Electron is not even loaded. */
import { commandLineWords } from './commandLineWords.ts'

const words = commandLineWords(process.argv, process.versions['electron'] !== undefined && !(process as { defaultApp?: boolean }).defaultApp)
if (words === undefined) {
  const { startDesktop } = await import('./startDesktop.ts')
  startDesktop()
} else {
  const { runCommandLine } = await import('../cli/runCommandLine.ts')
  await runCommandLine(words)
}
