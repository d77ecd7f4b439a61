/** How many tokens a text takes, estimated on the careful side, and how much of a model's context window a request may fill. */
import type { ModelServer } from '../../../shared/model/settings.ts'
import type { Models } from '../ports.ts'

/** Tokens of a window that nobody told of: what small local servers are usually started with. */
export const DEFAULT_WINDOW = 8192
/** Share of the window that is kept free for the answer, and the most tokens that it needs. */
const ANSWER_SHARE = 0.25
const MOST_ANSWER = 16_384
/** Tokens that a message takes besides its text. */
export const PER_MESSAGE = 8
/** Tokens that an image is reckoned with, whatever its size. */
export const PER_IMAGE = 1600

/** Tokens a UTF-16 unit takes at most on average, by script; digits and signs are often tokens of their own. */
function weightOf(code: number): number {
  if (code < 0x80) return code === 32 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) ? 0.27 : 0.6
  if (code < 0x1100) return 0.6
  return 1.1
}

/** An estimate that is rarely too low: no tokeniser is loaded for it. */
export function tokensOf(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += weightOf(text.charCodeAt(at))
  return Math.ceil(sum)
}

/** Tokens that a request may take, so that the answer still has room. */
export const roomIn = (window: number): number => window - Math.min(MOST_ANSWER, Math.floor(window * ANSWER_SHARE))

/** What the person set, else what is known of the model, else a careful default. */
export async function knownOf(server: ModelServer, model: string, models: Models, signal: AbortSignal): Promise<{ window: number; images: boolean }> {
  const facts = (await models.describe?.(server, model, signal)) ?? {}
  return { window: server.window ?? facts.window ?? DEFAULT_WINDOW, images: facts.images ?? false }
}
