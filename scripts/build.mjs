/** Builds out/main (command line, desktop shell, core and workers, one bundle with lazy pieces; and the preload) and out/renderer (the screen). Run on the pinned Node. */
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { root } from './ground.mjs'

/** Native or WASM packages that stay in node_modules. */
const EXTERNAL = ['better-sqlite3', '@napi-rs/keyring', 'sqlite-vec', 'z3-solver', 'electron']

/** Folders of the packages that something in a bundle comes from: their licences travel with the app. */
const packages = new Set()
const notesPackages = {
  name: 'plumbline-notes-packages',
  generateBundle(_options, bundle) {
    for (const piece of Object.values(bundle)) {
      const ids = piece.type === 'chunk' ? Object.entries(piece.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])) : piece.originalFileNames
      for (const id of ids) {
        const found = /node_modules[\\/]((?:.*node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]
        if (found !== undefined) packages.add(found.replaceAll('\\', '/'))
      }
    }
  },
}

/** Chromium reads WOFF2: the same font twice more in older formats would only weigh. */
const oneFontFormat = {
  name: 'plumbline-one-font-format',
  enforce: 'pre',
  transform(code, id) {
    return /\.css(\?|$)/.test(id) ? { code: code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, ''), map: null } : null
  },
}

/** In the sources a worker is named by its `.ts` file; beside the bundle it is a `.js` one in the same folder. */
const workerNames = {
  name: 'plumbline-worker-names',
  transform(code) {
    if (!code.includes('Worker.ts')) return null
    return { code: code.replace(/new URL\(\s*(['"])(?:[\w./-]*\/)?(\w+Worker)\.ts\1\s*,\s*import\.meta\.url\s*,?\s*\)/g, "new URL('./$2.js', import.meta.url)"), map: null }
  },
}

/** A layout that Mermaid would load on request: half again as large as Mermaid, and under a licence that this app does not carry. */
const noElk = {
  name: 'plumbline-no-elk',
  enforce: 'pre',
  resolveId: (id) => (/^elkjs(\/|$)/.test(id) ? '\0no-elk' : null),
  load: (id) => (id === '\0no-elk' ? "export default class { layout() { return Promise.reject(new Error('the ELK layout is not part of this app')) } }" : null),
}

const workers = globSync(['main/**/*Worker.ts', 'main/adapters/*/worker.ts'], { cwd: root }).map((file) => [basename(file, '.ts'), join(root, file)])
const mainInputs = {
  cli: join(root, 'main/shells/cli/main.ts'),
  electron: join(root, 'main/shells/electron/electron.ts'),
  coreProcess: join(root, 'main/shells/electron/coreProcess.ts'),
  ...Object.fromEntries(workers),
}
const common = { root, configFile: false, logLevel: 'error', clearScreen: false }

async function buildMain() {
  await build({
    ...common,
    plugins: [workerNames, notesPackages],
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      outDir: 'out/main',
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: mainInputs,
        external: [...EXTERNAL, /^node:/],
        // Flat, so that a worker stands beside whatever starts it.
        // Small, with the names of functions: a fault's trace is read by people.
        output: { minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } }, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
      },
    },
  })
}

/** A sandboxed preload is one CommonJS file that may ask for `electron` and nothing else. */
async function buildPreload() {
  await build({
    ...common,
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: 'out/main',
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { preload: join(root, 'main/shells/electron/preload/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  })
}

async function buildRenderer() {
  const [{ default: react }, { default: tailwind }] = await Promise.all([import('@vitejs/plugin-react'), import('@tailwindcss/vite')])
  await build({
    ...common,
    root: join(root, 'renderer'),
    base: '/',
    plugins: [react(), tailwind(), oneFontFormat, noElk, notesPackages],
    // Mermaid brings a KaTeX of its own; one is enough.
    resolve: { dedupe: ['katex'] },
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'es2023',
      // Content Security Policy: no data: fonts or scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: ['index.html', 'quick.html', 'diagram.html'].map((page) => join(root, 'renderer', page)) },
    },
  })
}

rmSync(join(root, 'out', '.stamp.json'), { force: true })
await buildMain()
await buildPreload()
// The character maps and standard fonts that pdfjs reads beside its code.
for (const folder of ['cmaps', 'standard_fonts']) cpSync(join(root, 'node_modules/pdfjs-dist', folder), join(root, 'out/pdf', folder), { recursive: true })
await buildRenderer()
writeFileSync(join(root, 'out', 'packages.json'), JSON.stringify([...packages].sort(), null, 1))
