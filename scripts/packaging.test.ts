/** What is settled about packages holds: every system has its package, and the icons are what their names say. That the configuration is well-formed is seen when e2e/package.test.ts packs by it. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { toIcns, toIco } from './iconFiles.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): Buffer => readFileSync(join(root, file))
const icons = join('assets', 'icons')

interface Packaging {
  readonly linux: { readonly target: unknown }
  readonly mac: { readonly target: unknown }
  readonly win: { readonly target: unknown }
  readonly publish: { readonly provider: string }
  readonly protocols: readonly { readonly schemes: readonly string[] }[]
  readonly fileAssociations: readonly { readonly ext: string }[]
}
const config = parse(read('electron-builder.yml').toString()) as Packaging

test('each system has its package for both processors; the app answers to plumbline:// and to .rules files', () => {
  const both = ['x64', 'arm64']
  deepEqual([config.linux.target, config.mac.target, config.win.target], [[{ target: 'AppImage', arch: both }, { target: 'deb', arch: both }], [{ target: 'dmg', arch: both }], [{ target: 'nsis', arch: both }]])
  deepEqual([config.publish.provider, config.protocols[0]?.schemes, config.fileAssociations[0]?.ext], ['generic', ['plumbline'], 'rules'])
})

/** Width of a PNG in pixels; 8 bytes of signature and the head of IHDR stand before it. */
const widthOf = (png: Buffer): number => {
  equal(png.subarray(1, 4).toString('latin1'), 'PNG')
  return png.readUInt32BE(16)
}

test('the icons are the pictures their names say, alone and in their containers', () => {
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
  const pictures = new Map(sizes.map((size) => [size, read(join(icons, `${size}x${size}.png`))]))
  deepEqual([...pictures.values()].map(widthOf), sizes)
  ok(toIco(new Map([...pictures].filter(([size]) => size <= 256))).equals(read(join(icons, 'icon.ico'))), 'icon.ico is not of these pictures: run scripts/icons.ts')
  ok(toIcns(pictures).equals(read(join(icons, 'icon.icns'))), 'icon.icns is not of these pictures: run scripts/icons.ts')
})

test('the containers can be read back picture by picture', () => {
  const ico = read(join(icons, 'icon.ico'))
  const inIco = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = ico.readUInt32LE(at + 12)
    return [ico.readUInt8(at) || 256, widthOf(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)))]
  })
  deepEqual(inIco, [16, 24, 32, 48, 64, 128, 256].map((size) => [size, size]))
  const icns = read(join(icons, 'icon.icns'))
  equal(icns.readUInt32BE(4), icns.length)
  const inIcns: [string, number][] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) inIcns.push([icns.subarray(at, at + 4).toString('latin1'), widthOf(icns.subarray(at + 8))])
  deepEqual(inIcns, [['icp4', 16], ['icp5', 32], ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic08', 256], ['ic13', 256], ['ic09', 512], ['ic14', 512], ['ic10', 1024]])
})
