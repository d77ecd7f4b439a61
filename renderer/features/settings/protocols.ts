/** What the four protocols are called on the screen, and what is usual for each. */
import type { ModelServer } from '../../../shared/model/settings.ts'

type Protocol = ModelServer['protocol']

export const protocols: readonly { readonly value: Protocol; readonly label: string }[] = [
  { value: 'openai', label: 'OpenAI-compatible' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'google', label: 'Google' },
  { value: 'ollama', label: 'Ollama' },
]

export const labelOf = (protocol: Protocol): string => protocols.find(({ value }) => value === protocol)?.label ?? protocol

interface Usual {
  readonly name: string
  readonly address: string
  readonly key: string
}

/** Taken where the person enters nothing. `key`: what stands in the empty field. */
export const usual: Readonly<Record<Protocol, Usual>> = {
  openai: { name: 'Local server', address: 'http://127.0.0.1:1234/v1', key: 'None' },
  anthropic: { name: 'Anthropic', address: 'https://api.anthropic.com', key: 'sk-ant-…' },
  google: { name: 'Google', address: 'https://generativelanguage.googleapis.com', key: 'AIza…' },
  ollama: { name: 'Ollama', address: 'http://127.0.0.1:11434', key: 'None' },
}

export const addressHints: Readonly<Record<Protocol, string>> = {
  openai: 'LM Studio, llama.cpp, vLLM, OpenRouter, OpenAI and others; the address mostly ends in /v1.',
  anthropic: 'Anthropic itself, or a proxy that speaks its protocol.',
  google: 'The Gemini API, or a proxy that speaks its protocol.',
  ollama: 'Ollama on this machine or another.',
}
