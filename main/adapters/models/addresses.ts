/** Where a server's protocol has its doors, and how its key is carried. */
import type { ModelServer } from '../../../shared/model/settings.ts'

const trimmed = (url: string): string => url.replace(/\/+$/, '')

/** The address that requests begin with. A version that people write, or leave out, makes no difference where the protocol has only one. */
export function baseOf({ protocol, baseUrl }: Pick<ModelServer, 'protocol' | 'baseUrl'>): string {
  const base = trimmed(baseUrl)
  if (protocol === 'anthropic') return base.replace(/\/v1$/, '')
  if (protocol === 'google') return /\/v\d\w*$/.test(base) ? base : `${base}/v1beta`
  return protocol === 'ollama' ? base.replace(/\/api$/, '') : base
}

/** The headers that carry the key; each protocol has its own. */
export function keyHeaders(protocol: ModelServer['protocol'], key: string | undefined): Record<string, string> {
  if (protocol === 'anthropic') return { 'anthropic-version': '2023-06-01', ...(key ? { 'x-api-key': key } : {}) }
  if (key === undefined || key === '') return {}
  return protocol === 'google' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` }
}
