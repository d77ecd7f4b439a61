/** `npm start`: installs, builds and opens the app. Needs nothing but Node 20 and npm. */
const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  process.stderr.write(`plumbline: Node ${process.versions.node} is too old to start from: install Node 20 or newer from nodejs.org, and run npm start again.\n`)
  process.exit(2)
}
const { ensureInstalled, run } = await import('./ground.mjs')

await run(async () => {
  await ensureInstalled()
  // The launcher takes it from here: it builds what is missing and serves.
  const { launch } = await import('./launch.mjs')
  return launch(['serve', '--from-start', ...process.argv.slice(2)])
})
