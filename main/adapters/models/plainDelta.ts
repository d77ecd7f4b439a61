/** OpenAI-compatible servers send reasoning and parts in forms that the client library drops: here they get the one form that it knows. */

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join('')
  return textOf(object(value)['text'] ?? '')
}

/** Mistral sends content as parts, `{type: 'thinking', thinking: […]}` and `{type: 'text', text}`. */
function plainContent(parts: readonly unknown[]): { content: string; reasoning: string } {
  const plain = { content: '', reasoning: '' }
  for (const part of parts) {
    if (object(part)['type'] === 'thinking') plain.reasoning += textOf(object(part)['thinking'])
    else plain.content += textOf(part)
  }
  return plain
}

/**
 * The event with `reasoning_content` and a text as `content`; `undefined` where it is so already. `first`: of an answer; where a server
 * does not say there that the assistant speaks, the client would take the whole for somebody else's words, without reasoning.
 */
export function plainDelta(event: unknown, first: boolean): unknown {
  const choices = object(event)['choices']
  if (!Array.isArray(choices)) return undefined
  let changed = false
  const plain = choices.map((choice: unknown) => {
    const delta = object(object(choice)['delta'])
    const parts = Array.isArray(delta['content']) ? plainContent(delta['content']) : undefined
    // OpenRouter, vLLM and Ollama call it `reasoning`.
    const reasoning = typeof delta['reasoning'] === 'string' && typeof delta['reasoning_content'] !== 'string' ? delta['reasoning'] : ''
    const role = first && delta['role'] === undefined ? { role: 'assistant' } : {}
    if (parts === undefined && reasoning === '' && !('role' in role)) return choice
    changed = true
    if (parts === undefined && reasoning === '') return { ...object(choice), delta: { ...role, ...delta } }
    return { ...object(choice), delta: { ...role, ...delta, ...(parts === undefined ? {} : { content: parts.content }), reasoning_content: textOf(delta['reasoning_content']) + reasoning + (parts?.reasoning ?? '') } }
  })
  return changed ? { ...object(event), choices: plain } : undefined
}
