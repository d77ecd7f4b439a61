/** `npm start`: installs, builds and opens the app: its window where there is Electron and a display, else in the browser. Needs nothing but Node 20 and npm. */
const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  process.stderr.write(`plumbline: Node ${process.versions.node} is too old to start from: install Node 20 or newer from nodejs.org, and run npm start again.\n`)
  process.exit(2)
}
const { ensureBuilt, ensureInstalled, run, say } = await import('./ground.mjs')

/** Words that only the browser shell knows: who says one wants the browser. */
const BROWSER = /^--(browser|port|open|no-open)(=|$)/

await run(async () => {
  await ensureInstalled()
  const words = process.argv.slice(2)
  if (!words.some((word) => BROWSER.test(word))) {
    const { readyElectron } = await import('./electronBinary.mjs')
    const electron = await readyElectron()
    if ('program' in electron) {
      ensureBuilt()
      const { openDesktop } = await import('./openDesktop.mjs')
      const code = await openDesktop(electron.program, words)
      if (code !== undefined) return code
      say('The desktop window could not open: Plumbline opens in your browser instead.')
    } else say(`${electron.why}: Plumbline opens in your browser instead.`)
  }
  // The launcher takes it from here: it builds what is missing and serves.
  const { launch } = await import('./launch.mjs')
  return launch(['serve', ...words.filter((word) => word !== '--browser')])
})
