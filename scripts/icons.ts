/**
 * Draws the app's icons from `assets/icons/plumbline.svg` and `plumbline-small.svg`, in the system's Chromium: a PNG for each size that
 * Linux wants, one .ico for Windows and one .icns for macOS. Run after changing a drawing: node scripts/icons.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium, NO_CHROMIUM } from './findChromium.mjs'
import { root } from './ground.mjs'
import { toIcns, toIco } from './iconFiles.ts'

const folder = join(root, 'assets', 'icons')
/** Pixels. Up to 32 the simpler drawing is used: the fine one would blur. */
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const SMALL = 32

const executablePath = findChromium()
if (executablePath === undefined) throw new Error(NO_CHROMIUM)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
const drawn = new Map<number, Buffer>()
for (const size of SIZES) {
  const drawing = readFileSync(join(folder, size <= SMALL ? 'plumbline-small.svg' : 'plumbline.svg'), 'utf8')
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0">${drawing.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)}</body>`)
  drawn.set(size, await page.screenshot({ omitBackground: true, type: 'png' }))
}
await browser.close()
for (const [size, png] of drawn) writeFileSync(join(folder, `${size}x${size}.png`), png)
writeFileSync(join(folder, 'icon.ico'), toIco(new Map([...drawn].filter(([size]) => size <= 256))))
writeFileSync(join(folder, 'icon.icns'), toIcns(drawn))
