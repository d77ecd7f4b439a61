/** Every wall of .dependency-cruiser.mjs stands: a violation of each is planted in a temporary copy and seen caught, and the rules are named by no one else. */
import { deepEqual, ok } from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

/** [the rule, the file that breaks it, what it says]. */
const planted: [rule: string, file: string, text: string][] = [
  ['no-cycles', 'shared/cycleA.ts', "import { b } from './cycleB.ts'\nexport const a = () => b\n"],
  ['no-unresolvable', 'shared/lost.ts', "import './nowhere.ts'\n"],
  ['product-not-tools', 'main/core/tooled.ts', "import '../../scripts/tool.ts'\n"],
  ['shared-imports-shared', 'shared/reachesCore.ts', "import '../main/core/ports.ts'\n"],
  ['shared-no-node', 'shared/readsFiles.ts', "import 'node:fs'\n"],
  ['shared-few-libraries', 'shared/libraries.ts', "import 'ws'\n"],
  ['shared-logic-libraries', 'shared/logic/libraries.ts', "import 'ws'\n"],
  ['shared-contract-libraries', 'shared/contract/libraries.ts', "import '@orpc/server'\n"],
  ['core-imports-core', 'main/core/reachesAdapter.ts', "import '../adapters/log/log.ts'\n"],
  ['core-no-node', 'main/core/readsFiles.ts', "import 'node:fs'\n"],
  ['core-pure-libraries', 'main/core/socket.ts', "import 'ws'\n"],
  ['adapters-stay-apart', 'main/adapters/log/other.ts', "import '../secrets/secrets.ts'\n"],
  ['adapters-know-ports', 'main/adapters/log/core.ts', "import { x } from '../../core/createCore.ts'\nexport const y = x\n"],
  ['adapters-below-shells', 'main/adapters/log/shell.ts', "import '../../shells/cli/main.ts'\n"],
  ['shells-stay-apart', 'main/shells/browser/other.ts', "import '../cli/main.ts'\n"],
  ['main-not-renderer', 'main/shells/cli/screen.ts', "import '../../../renderer/ui/kit.ts'\n"],
  ['langchain-in-models', 'main/shells/cli/chain.ts', "const c = await import('@langchain/core/messages')\nexport { c }\n"],
  ['sqlite-in-store', 'main/shells/cli/sql.ts', "import D from 'better-sqlite3'\nexport const d = D\n"],
  ['electron-in-its-shell', 'main/shells/browser/electron.ts', "import 'electron'\n"],
  ['preload-stays-tiny', 'main/shells/electron/preload/preload.ts', "import 'node:fs'\n"],
  ['heavy-loads-lazily', 'main/shells/cli/heavy.ts', "import { getDocument } from 'pdfjs-dist'\nexport const g = getDocument\n"],
  ['renderer-imports-shared', 'renderer/app/core.ts', "import '../../main/core/ports.ts'\n"],
  ['renderer-no-node', 'renderer/app/files.ts', "import 'node:fs'\n"],
  ['features-stay-apart', 'renderer/features/chat/other.ts', "import '../notes/notes.ts'\n"],
  ['ui-knows-no-store', 'renderer/ui/store.ts', "import 'zustand'\n"],
  ['core-below-features', 'renderer/core/app.ts', "import '../app/app.ts'\n"],
]

/** What the violations point at; these break nothing themselves. */
const innocent: [file: string, text: string][] = [
  ['shared/cycleB.ts', "import { a } from './cycleA.ts'\nexport const b = () => a\n"],
  ['shared/fine.ts', "import { z } from 'zod'\nexport const t = z\n"],
  ['scripts/tool.ts', 'export {}\n'],
  ['main/core/ports.ts', 'export {}\n'],
  ['main/core/createCore.ts', 'export const x = 1\n'],
  ['main/adapters/log/log.ts', "import '../../core/ports.ts'\nimport type { x } from '../../core/createCore.ts'\nexport type y = typeof x\n"],
  ['main/adapters/secrets/secrets.ts', 'export {}\n'],
  ['main/shells/cli/main.ts', "import '../browser/fine.ts'\nimport '../../adapters/log/log.ts'\n"],
  ['main/shells/browser/fine.ts', 'export {}\n'],
  ['renderer/ui/kit.ts', 'export {}\n'],
  ['renderer/app/app.ts', "import '../features/chat/fine.ts'\n"],
  ['renderer/features/chat/fine.ts', "import '../../ui/kit.ts'\nimport '../../../shared/fine.ts'\n"],
  ['renderer/features/notes/notes.ts', 'export {}\n'],
]

interface Cruised {
  summary: { violations: { rule: { name: string }; from: string }[] }
}

test('a violation of each layering rule is caught, by that rule, and nothing innocent is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-layering-'))
  try {
    for (const [file, text] of [...planted.map(([, file, text]) => [file, text] as const), ...innocent]) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    for (const file of ['.dependency-cruiser.mjs', 'tsconfig.tools.json', 'tsconfig.base.json', 'package.json']) cpSync(join(root, file), join(folder, file))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'main', 'shared', 'renderer'], { cwd: folder, encoding: 'utf8' })
    ok(run.stdout.startsWith('{'), run.stderr)
    const { violations } = (JSON.parse(run.stdout) as Cruised).summary
    const caught = new Set(violations.map((v) => `${v.rule.name}: ${v.from}`))
    const missed = planted.filter(([rule, file]) => !caught.has(`${rule}: ${file}`)).map(([rule, file]) => `${rule}: ${file}`)
    deepEqual(missed, [])
    const guilty = new Set([...planted.map(([, file]) => file), 'shared/cycleB.ts'])
    deepEqual([...caught].filter((line) => !guilty.has(line.slice(line.indexOf(': ') + 2))), [])

    const config = (await import(join(root, '.dependency-cruiser.mjs'))) as { default: { forbidden: { name: string; comment: string }[] } }
    deepEqual(config.default.forbidden.map((r) => r.name).sort(), planted.map(([rule]) => rule).sort())
    deepEqual(config.default.forbidden.filter((r) => r.comment.length < 20), [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
