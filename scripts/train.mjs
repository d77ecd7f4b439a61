/** `npm run train -- --data DIR`: runs the training on the pinned Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { needNode, root } from './ground.mjs'

const { status } = spawnSync(needNode(), [join(root, 'scripts', 'train', 'train.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 3
