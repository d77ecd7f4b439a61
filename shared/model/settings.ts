/** What the person may set. Keys are not here: they live behind the secrets port and never cross to the screen. */
import { z } from 'zod'

export const modelProtocols = ['openai', 'anthropic', 'google', 'ollama'] as const

export const ModelServer = z.object({
  /** The person's name for it; also names its key. */
  name: z.string().min(1).max(80),
  protocol: z.enum(modelProtocols),
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Whether what it is sent leaves the person's hands. Left out: `here` for this machine itself, `cloud` for every other address. */
  place: z.enum(['here', 'cloud']).optional(),
  /** Tokens that its models take, where the person says so; else what the server tells, else a careful default. */
  window: z.int().min(512).max(10_000_000).optional(),
  /** Requests that it is sent at once, where the person says so; the others wait. */
  atOnce: z.int().min(1).max(64).optional(),
})
export type ModelServer = z.infer<typeof ModelServer>

/** Whether an address carries what belongs into the key: a password, or a query such as `?api_key=`. It would be kept with the settings, in the history and in backups. */
export const holdsSecret = (baseUrl: string): boolean => /^\w+:\/\/[^/?#]*@|\?/.test(baseUrl)

/** The host of an http address in lower case, without port; empty where there is none. */
function hostOf(baseUrl: string): string {
  const authority = /^https?:[\\/]{2}([^\\/?#]*)/i.exec(baseUrl)?.[1] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  return (host.startsWith('[') ? host.replace(/\].*$/, ']') : host.replace(/:.*$/, '')).toLowerCase()
}

/** This machine by one of its usual names. A spelling that is not known here is somebody else's: the safe side. */
const LOOPBACK = /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){1,3}|0\.0\.0\.0|\[::1\]|\[(0{1,4}:){7}0{0,3}1\]|\[::ffff:127(\.\d{1,3}){3}\])\.?$/

/** Ollama's own names for models that it only hands on to its cloud. */
const HANDED_ON = /[:-]cloud$/

/**
 * Whether what this server is sent stays on this machine (`here`) or leaves the person's hands (`cloud`). What the person says holds;
 * else loopback addresses are here and all others, those of the local network too, are not. `model`: some that Ollama offers run elsewhere.
 */
export function placeOf(server: Pick<ModelServer, 'baseUrl' | 'place' | 'protocol'>, model?: string): 'here' | 'cloud' {
  if (server.place) return server.place
  if (server.protocol === 'ollama' && model !== undefined && HANDED_ON.test(model)) return 'cloud'
  return LOOPBACK.test(hostOf(server.baseUrl)) ? 'here' : 'cloud'
}

/** Requests that a server is sent at once: what the person says, else few for a machine of their own, which would only slow each of them down. */
export const atOnceOf = (server: Pick<ModelServer, 'baseUrl' | 'place' | 'protocol' | 'atOnce'>, model?: string): number => server.atOnce ?? (placeOf(server, model) === 'here' ? 2 : 4)

/** Who answers: the person's own library, or a model of one of the servers. */
export const Answerer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('library') }),
  z.object({ kind: z.literal('model'), server: z.string(), model: z.string() }),
])
export type Answerer = z.infer<typeof Answerer>

const fields = {
  appearance: z.enum(['system', 'light', 'dark']),
  answerer: Answerer,
  servers: z.array(ModelServer).max(50),
  /** A backup each hour while the app runs; absent means yes. */
  hourlyBackups: z.boolean(),
  /** Rounds of repair in which a contradicted claim goes back to the model. */
  repairs: z.int().min(0).max(5),
}

export const Settings = z.object({
  appearance: fields.appearance.default('system'),
  answerer: fields.answerer.default({ kind: 'library' }),
  servers: fields.servers.default([]),
  hourlyBackups: fields.hourlyBackups.optional(),
  /** Absent means 2. */
  repairs: fields.repairs.optional(),
})
export type Settings = z.infer<typeof Settings>

/** What is not named stays as it is: these fields have no defaults, which would otherwise reset the rest. */
export const SettingsChange = z.object(fields).partial()
