/** `plumbline doctor`: looks at the machine and the workspace, and says in words what is wrong and what to do. */
import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { systemClock } from '../../adapters/system.ts'
import { withReader } from '../openReader.ts'
import { workspaceRules } from '../workspaceRules.ts'
import { sampleFolder, screenFolder } from '../places.ts'
import { askForLink, readRuntime } from '../runtimeFile.ts'
import { checkBackups, checkDeleted, checkKeys, type Finding, restoreOffer } from './safetyChecks.ts'
import { badInput, type Call, type Command, jsonLine } from './command.ts'

/** Bytes that a workspace should have left to grow. */
const ROOM = 500_000_000
const NAPI = 10

/** The nearest folder on the way to `path` that is there. */
function standing(path: string): string {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function checkNode(): Finding {
  const ok = Number(process.versions.napi) >= NAPI
  return { check: 'node', ok, say: ok ? `Node ${process.versions.node}.` : problemSentence({ code: 'node.too-old' }) }
}

function checkFolder(path: string): Finding {
  try {
    accessSync(standing(path), constants.R_OK | constants.W_OK)
    return { check: 'folder', ok: true, say: existsSync(path) ? `${path} can be read and written.` : `${path} is not there yet and will be made.` }
  } catch {
    return { check: 'folder', ok: false, say: problemSentence({ code: 'disk.read-only', detail: path }) }
  }
}

function checkRoom(path: string): Finding {
  const { bavail, bsize } = statfsSync(standing(path))
  const free = bavail * bsize
  const say = `${Math.round(free / 1e6)} MB are free.`
  return { check: 'disk', ok: free >= ROOM, say: free >= ROOM ? say : `${say} Free some space: Plumbline wants at least 500 MB.` }
}

function checkScreen(): Finding {
  const ok = existsSync(join(screenFolder, 'index.html'))
  return { check: 'screen', ok, say: ok ? 'The screen is built.' : 'The screen is not built: run npm start.' }
}

function checkSample(): Finding {
  const files = existsSync(sampleFolder) ? readdirSync(sampleFolder) : []
  return { check: 'sample', ok: files.length > 0, say: files.length > 0 ? 'The sample workspace is here.' : 'The sample workspace is missing: install Plumbline again.' }
}

/** What needs the database: it is opened once, read-only, and only looked at quickly. */
async function checkHistory({ config }: Call, folder: string): Promise<Finding[]> {
  try {
    return await withReader(config, (read) => {
      const { whole, count, firstBroken, say } = read.verifyHistory()
      const history = whole ? `The history is whole: ${count} events.` : firstBroken === null ? `The history cannot be vouched for: ${say ?? 'its head is missing'}.` : `The history is broken at event ${firstBroken}: ${say ?? 'a row does not fit its hash'}.`
      return [{ check: 'database', ok: true, say: 'The database opens and passes the quick check.' }, { check: 'history', ok: whole, say: history }, ...checkBackups(folder, count > 0, systemClock.now()), checkDeleted(read)]
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const offer = restoreOffer(folder)
    return [{ check: 'database', ok: false, say: `${problemSentence(error.toShape())}${offer === undefined ? '' : ` ${offer}`}` }, ...checkBackups(folder, true, systemClock.now())]
  }
}

/** Only parsed: what contradicts what takes longer, and `rules check` says it. */
async function checkRules({ config }: Call): Promise<Finding[]> {
  const texts = await workspaceRules(config).catch((error: unknown) => {
    if (error instanceof Problem) return problemSentence(error.toShape())
    throw error
  })
  if (typeof texts === 'string') return [{ check: 'rules', ok: false, say: texts }]
  if (texts.length === 0) return []
  const { parseRules } = await import('../../../shared/logic/parseRules.ts')
  const mistakes = parseRules(texts).diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = mistakes
  const sets = `${texts.length} ${texts.length === 1 ? 'rule set holds' : 'rule sets hold'}`
  if (first === undefined) return [{ check: 'rules', ok: true, say: `${sets}, without a mistake.` }]
  return [{ check: 'rules', ok: false, say: `${sets}, with ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'} that ${mistakes.length === 1 ? 'is' : 'are'} left out of what holds. The first: ${first.file}:${first.line}: ${first.message} ${first.mend}` }]
}

async function checkRunning(folder: string): Promise<Finding> {
  const runtime = readRuntime(folder)
  const link = runtime === undefined ? undefined : await askForLink(runtime)
  if (runtime === undefined) return { check: 'running', ok: true, say: 'Plumbline is not running on this workspace.' }
  return { check: 'running', ok: true, say: link === undefined ? 'Plumbline was ended without goodbye last time; that does no harm.' : `Plumbline is running on port ${runtime.port}.` }
}

export const doctorCommand: Command = {
  run: async (call) => {
    const { words, values, config, io } = call
    if (words.length > 0) throw badInput('doctor takes no words')
    const findings = [checkNode(), checkScreen(), checkSample()]
    const folder = config.workspace
    if (folder !== undefined) findings.push(checkFolder(folder), checkRoom(folder), ...(await checkKeys(folder)), await checkRunning(folder), ...(await checkHistory(call, folder)), ...(await checkRules(call)))
    if (values['json'] === true) await io.out(jsonLine(findings))
    else for (const { ok, check, say } of findings) await io.out(`${ok ? '✓' : '✕'} ${check.padEnd(8)}  ${say}\n`)
    return 0
  },
}
