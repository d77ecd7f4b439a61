/** What the person may set. Keys are not here: they live behind the secrets port and never cross to the screen. */
import { z } from 'zod'

export const modelProtocols = ['openai', 'ollama'] as const

export const ModelServer = z.object({
  /** The person's name for it; also names its key. */
  name: z.string().min(1).max(80),
  protocol: z.enum(modelProtocols),
  baseUrl: z.url({ protocol: /^https?$/ }),
})
export type ModelServer = z.infer<typeof ModelServer>

/** Whether an address carries what belongs into the key: a password, or a query such as `?api_key=`. It would be kept with the settings, in the history and in backups. */
export const holdsSecret = (baseUrl: string): boolean => /^\w+:\/\/[^/?#]*@|\?/.test(baseUrl)

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
}

export const Settings = z.object({
  appearance: fields.appearance.default('system'),
  answerer: fields.answerer.default({ kind: 'library' }),
  servers: fields.servers.default([]),
  hourlyBackups: fields.hourlyBackups.optional(),
})
export type Settings = z.infer<typeof Settings>

/** What is not named stays as it is: these fields have no defaults, which would otherwise reset the rest. */
export const SettingsChange = z.object(fields).partial()
