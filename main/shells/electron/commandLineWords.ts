/** Which words of the app's start are for the command line. */

/**
 * The words after `--cli`, or `mcp` and those after `--mcp`; `undefined` when a window is wanted. Only the first word
 * counts: a link that the system hands to the app must never become a command, whatever it holds.
 * `packaged`: the program is the app, and not a runtime that was given the app's path.
 */
export function commandLineWords(argv: readonly string[], packaged: boolean): string[] | undefined {
  const app = packaged ? 0 : argv.findIndex((word, index) => index > 0 && !word.startsWith('-'))
  if (app < 0) return undefined
  const [first, ...rest] = argv.slice(app + 1)
  if (first === '--cli') return rest
  return first === '--mcp' ? ['mcp', ...rest] : undefined
}
