/** A folder laid out as an unpacked Electron for Linux, with no Electron in it: enough to pack on, to turn fuses in and to read them back. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How Electron marks where its fuses are; after it a version, a count, and a character for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As Electron 45 leaves the factory: RunAsNode, NodeOptions, inspection, file privileges and WASM traps on, the rest off. */
const FUSES = '101100011'

export function writePlaceholderElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(4096), Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(FUSES), Buffer.alloc(4096)]))
  chmodSync(join(folder, 'electron'), 0o755)
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox', 'chrome_crashpad_handler', 'locales/en-US.pak', 'locales/ko.pak']) writeFileSync(join(folder, file), 'A placeholder.\n')
}
