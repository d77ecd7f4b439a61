/** Configuration: flags, environment and `config.json` of the workspace become one validated value, read once at the start. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Problem } from '../shared/problem.ts'

/** Where the browser shell listens when nobody says otherwise. */
export const DEFAULT_PORT = 7358

const Port = z.coerce.number().int().min(0).max(65_535)
const LogLevel = z.enum(['debug', 'info', 'warn', 'error'])
const truth = z.union([z.boolean(), z.enum(['1', '0', 'true', 'false']).transform((word) => word === '1' || word === 'true')])

/** What `config.json` may hold. */
const FileConfig = z.strictObject({ port: Port.optional(), open: z.boolean().optional(), log: LogLevel.optional(), checker: z.string().min(1).optional() })

const EnvConfig = z.object({
  PLUMBLINE_WORKSPACE: z.string().min(1).optional(),
  PLUMBLINE_PORT: Port.optional(),
  PLUMBLINE_OPEN: truth.optional(),
  PLUMBLINE_LOG: LogLevel.optional(),
  PLUMBLINE_CHECKER: z.string().min(1).optional(),
})

export interface Flags {
  readonly workspace?: string
  readonly port?: string
  readonly open?: boolean
  readonly checker?: string
}

export interface Config {
  /** Absolute path of the data folder; `undefined` is `:memory:`, a private temporary folder. */
  readonly workspace: string | undefined
  /** The port that was asked for, and whether it was asked for: a default may give way to a free one. */
  readonly port: number
  readonly portChosen: boolean
  readonly open: boolean
  readonly log: z.infer<typeof LogLevel>
  readonly checker: string
}

type Env = Readonly<Record<string, string | undefined>>

/** The platform's folder for user data; every shell uses the same. */
export function defaultWorkspace(env: Env = process.env, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Plumbline')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Plumbline')
  const data = env['XDG_DATA_HOME']
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), 'plumbline')
}

function readConfigFile(workspace: string | undefined): unknown {
  if (workspace === undefined) return {}
  const path = join(workspace, 'config.json')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return {}
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('input.invalid', `${path} is not JSON`)
  }
}

/** Parses, or says which setting of which place is wrong. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, place: string, nameOf: (key: string) => string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.')
  throw new Problem('input.invalid', `${place}: ${nameOf(name ?? '')} is not right (${issue?.message ?? 'unknown'})`)
}

/** Flags win over the environment, the environment over the file, the file over the defaults. Throws `input.invalid`. */
export function readConfig(flags: Flags, env: Env = process.env): Config {
  const fromEnv = parsed(EnvConfig, env, 'environment', (key) => key)
  const fromFlags = parsed(z.object({ port: Port.optional() }), { port: flags.port }, 'command line', (key) => `--${key}`)
  const named = flags.workspace ?? fromEnv.PLUMBLINE_WORKSPACE
  if (named === '') throw new Problem('input.invalid', '--workspace needs a folder')
  const workspace = named === ':memory:' ? undefined : resolve(named ?? defaultWorkspace(env))
  const fromFile = parsed(FileConfig, readConfigFile(workspace), 'config.json', (key) => `"${key}"`)
  const port = fromFlags.port ?? fromEnv.PLUMBLINE_PORT ?? fromFile.port
  return {
    workspace,
    port: port ?? DEFAULT_PORT,
    portChosen: port !== undefined,
    open: flags.open ?? fromEnv.PLUMBLINE_OPEN ?? fromFile.open ?? true,
    log: fromEnv.PLUMBLINE_LOG ?? fromFile.log ?? 'info',
    checker: flags.checker ?? fromEnv.PLUMBLINE_CHECKER ?? fromFile.checker ?? 'embedded',
  }
}
