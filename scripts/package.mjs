/**
 * `npm run package`: builds, lays out and packs the desktop app; without words an unpacked one for this machine.
 * npm run package -- [--target dir|AppImage|deb|dmg|nsis]... [--electron FOLDER] [--out FOLDER]
 * FOLDER of --electron is an unpacked Electron; without it, the one in node_modules or, through the network, the release.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, needNode, root, run, say, Stop } from './ground.mjs'

const TARGETS = { dir: undefined, AppImage: 'linux', deb: 'linux', dmg: 'mac', nsis: 'win' }
const HERE = { linux: 'linux', darwin: 'mac', win32: 'win' }

function readWords() {
  try {
    return parseArgs({ options: { target: { type: 'string', multiple: true, default: ['dir'] }, electron: { type: 'string' }, out: { type: 'string' }, arch: { type: 'string' } } }).values
  } catch (error) {
    throw new Stop(`${error.message.split('. ')[0]}; npm run package -- --target dir|AppImage|deb|dmg|nsis --electron FOLDER --out FOLDER.`)
  }
}

function wantedSystem(targets) {
  const unknown = targets.filter((target) => !(target in TARGETS))
  if (unknown.length > 0) throw new Stop(`There is no package ${unknown.join(', ')}; there are ${Object.keys(TARGETS).join(', ')}.`)
  const systems = new Set(targets.map((target) => TARGETS[target] ?? HERE[process.platform]))
  if (systems.size > 1) throw new Stop('Packages of one system at a time: run this once for each.')
  return [...systems][0]
}

await run(async () => {
  const { target: targets, electron, out, arch } = readWords()
  const system = wantedSystem(targets)
  const given = electron === undefined ? join(root, 'node_modules', 'electron', 'dist') : resolve(electron)
  if (electron !== undefined && !existsSync(given)) throw new Stop(`There is no folder ${given}: name an unpacked Electron after --electron.`)
  await ensureInstalled()
  needNode()
  ensureBuilt()
  const stage = join(root, 'dist', 'stage')
  const { stageApp } = await import('./stageApp.mjs')
  stageApp(stage)
  const { Arch, archFromString, build, Platform } = await import('electron-builder')
  const platform = { linux: Platform.LINUX, mac: Platform.MAC, win: Platform.WINDOWS }[system]
  try {
    const made = await build({
      projectDir: root,
      publish: 'never',
      targets: platform.createTarget(targets, archFromString(arch ?? process.arch)),
      config: {
        extends: join(root, 'electron-builder.yml'),
        // Nothing is rebuilt, because better-sqlite3 brings one N-API binary for Node and Electron alike; and of node_modules only what the stage holds is packed.
        beforeBuild: () => false,
        ...(existsSync(given) ? { electronDist: given } : {}),
        ...(out === undefined ? {} : { directories: { output: resolve(out) } }),
      },
    })
    for (const file of made) say(`Packed ${file}`)
    say(`Packed for ${system} ${Arch[archFromString(arch ?? process.arch)]} into ${out === undefined ? join('dist', 'packages') : resolve(out)}`)
    return 0
  } catch (error) {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|fetch failed|getaddrinfo|status code 4\d\d/i.test(String(error?.stack ?? error))) {
      throw new Stop('Electron, or a tool that makes this package, is fetched from the network, and there is no way to it: connect, or name an unpacked Electron after --electron.')
    }
    if (/corrupted Electron dist/.test(String(error?.message))) throw new Stop(`${given} is no unpacked Electron for ${system}: name one after --electron.`)
    throw error
  }
})
