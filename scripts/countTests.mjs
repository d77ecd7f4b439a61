/** A reporter for node:test that writes the final counts and the names of what failed or was left out and what stood on the screen then as one JSON value. */
export default async function* countTests(events) {
  const failed = []
  const skipped = []
  const screens = []
  let counts
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details?.type !== 'suite') failed.push(`${data.file ?? ''}: ${data.name}`)
    if (type === 'test:pass' && data.skip !== undefined) skipped.push(`${data.name}: ${data.skip}`)
    if (type === 'test:diagnostic' && data.message.startsWith('On the screen of ')) screens.push(data.message)
    if (type === 'test:summary' && data.file === undefined) counts = data.counts
  }
  yield JSON.stringify({ counts, failed, skipped, screens })
}
