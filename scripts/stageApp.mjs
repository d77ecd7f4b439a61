/** Lays out what is packaged, and nothing else: the app's files, and beside them the few packages that cannot be bundled. */
import { gzipSync } from 'node:zlib'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ground.mjs'
import { noticesText } from './notices.mjs'

/**
 * What each package that stays outside the bundle needs at run time, as paths inside it. Everything else of it (sources of SQLite, readmes,
 * types) stays at home. Other platforms' binaries are left out by electron-builder.yml, which knows for whom it packs.
 */
const NATIVE = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib', 'prebuilds'],
  'z3-solver': ['package.json', 'LICENSE.txt', 'build/z3-built.js', 'build/z3-built.wasm', 'build/low-level'],
  '@napi-rs/keyring': ['package.json', 'LICENSE', 'index.js', 'keytar.js'],
}

/** Types and maps are for whoever builds. */
const wanted = (path) => !/\.(d\.[cm]?ts|map|md)$/.test(path)

function copyPackage(name, parts, to) {
  const from = join(root, 'node_modules', name)
  for (const part of parts.filter((path) => existsSync(join(from, path)))) cpSync(join(from, part), join(to, name, part), { recursive: true, dereference: true, filter: wanted })
}

/** The parts of the screen lie in the archive as gzip, a third of their size: most of them (diagrams, formulas, the editor) are read seldom. */
function packScreen(assets) {
  for (const name of existsSync(assets) ? readdirSync(assets) : []) {
    if (!/\.(?:js|css)$/.test(name)) continue
    const path = join(assets, name)
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
    rmSync(path)
  }
}

/**
 * @param {string} folder Is emptied. Gets `app/`, which is packed, and the notices that stand beside the app.
 * Needs a build in `out/`.
 */
export function stageApp(folder) {
  rmSync(folder, { recursive: true, force: true })
  const app = join(folder, 'app')
  // Called so because electron-builder passes over a node_modules; in the package it is one.
  const native = join(app, 'modules')
  mkdirSync(native, { recursive: true })
  for (const part of ['out/main', 'out/preload', 'out/renderer', 'out/pdf', 'assets/sample', 'assets/rules', 'assets/icons/256x256.png', 'assets/tray']) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(app, part), { recursive: true, ...(part.startsWith('out') ? { filter: wanted } : {}) })
  }
  packScreen(join(app, 'out/renderer/assets'))
  const { name, productName, version, description, author, homepage, license, type, main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name, productName, version, description, author, homepage, license, private: true, type, main, desktopName: 'plumbline.desktop' }, null, 2))
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesText())

  for (const [name, parts] of Object.entries(NATIVE)) copyPackage(name, parts, native)
  // One package a platform; npm has installed those that this machine can run.
  const keyrings = join(root, 'node_modules', '@napi-rs')
  for (const name of existsSync(keyrings) ? readdirSync(keyrings) : []) {
    if (name.startsWith('keyring-')) copyPackage(`@napi-rs/${name}`, readdirSync(join(keyrings, name)), native)
  }
}
