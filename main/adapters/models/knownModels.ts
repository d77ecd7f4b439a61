/** What is generally known of families of models, for servers that do not tell it: by the beginning of their names, careful where a family differs. */
import type { ModelFacts } from '../../core/ports.ts'
import type { ModelServer } from '../../../shared/model/settings.ts'

/** Windows as their makers publish them; the smallest of a family. */
const WINDOWS: readonly [name: RegExp, window: number][] = [
  [/^gpt-4\.1/, 1_000_000],
  [/^gpt-5/, 272_000],
  [/^(?:gpt-4o|chatgpt-4o|gpt-4-turbo)/, 128_000],
  [/^gpt-4/, 8192],
  [/^gpt-3\.5/, 16_000],
  [/^o[134](?:-|$)/, 128_000],
  [/^claude-/, 200_000],
  [/^gemini-/, 1_000_000],
]

const SEES = /^(?:gpt-4o|gpt-4\.1|gpt-4-turbo|gpt-5|chatgpt-4o|o[134](?:-|$)|claude-|gemini-)|vision|llava|pixtral|[-_]vl\b|\d+vl\b|gemma-?3(?!.*(?:[-:]1b|270m))|minicpm-v|moondream|llama-?4/i
/** Of those families, the ones that only read. */
const BLIND = /^(?:o1-mini|o3-mini|claude-2|claude-instant)/

/** The name without the provider's that some servers put before it, `openai/gpt-4o`. */
export function knownModel(protocol: ModelServer['protocol'], model: string): ModelFacts {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase()
  const window = protocol === 'ollama' ? undefined : WINDOWS.find(([known]) => known.test(name))?.[1]
  return { ...(window === undefined ? {} : { window }), images: SEES.test(name) && !BLIND.test(name) }
}
