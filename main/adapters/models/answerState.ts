/** What the wire itself tells of an answer, beside its words: that it is finished and why, tokens, a tool that was asked for, an error in the middle. */
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { refusal } from './refusal.ts'

export interface AnswerState {
  /** The server said that it is done; without this the connection broke off. */
  finished: boolean
  /** It may write no more at once, though it had not ended. */
  tooLong: boolean
  /** A tool was asked for, which nobody had offered. */
  tool: boolean
  /** Why the provider held the answer back, in its own word. */
  withheld: string | undefined
  usage: { inputTokens: number; outputTokens: number } | undefined
}

export const newAnswerState = (): AnswerState => ({ finished: false, tooLong: false, tool: false, withheld: undefined, usage: undefined })

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])
const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : 0)
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const WITHHELD = /content_filter|refusal|SAFETY|RECITATION|PROHIBITED|BLOCKLIST|SPII|IMAGE_SAFETY|LANGUAGE|^OTHER$/
const TOO_LONG = /^(?:length|max_tokens|MAX_TOKENS|model_context_window_exceeded)$/

function stop(state: AnswerState, reason: string | undefined): void {
  if (reason === undefined || reason === 'FINISH_REASON_UNSPECIFIED') return
  state.finished = true
  if (TOO_LONG.test(reason)) state.tooLong = true
  if (WITHHELD.test(reason)) state.withheld = reason
}

const readers: Readonly<Record<ModelServer['protocol'], (state: AnswerState, event: Json) => void>> = {
  openai(state, event) {
    for (const choice of list(event['choices'])) {
      const { delta, finish_reason: reason } = object(choice)
      if (list(object(delta)['tool_calls']).length > 0 || object(delta)['function_call']) state.tool = true
      stop(state, word(reason))
    }
    const usage = object(event['usage'])
    if ('completion_tokens' in usage) state.usage = { inputTokens: count(usage['prompt_tokens']), outputTokens: count(usage['completion_tokens']) }
  },
  anthropic(state, event) {
    if (event['type'] === 'message_start') {
      const usage = object(object(event['message'])['usage'])
      const inputTokens = count(usage['input_tokens']) + count(usage['cache_creation_input_tokens']) + count(usage['cache_read_input_tokens'])
      state.usage = { inputTokens, outputTokens: count(usage['output_tokens']) }
    }
    if (event['type'] === 'content_block_start' && object(event['content_block'])['type'] === 'tool_use') state.tool = true
    if (event['type'] === 'message_delta') {
      stop(state, word(object(event['delta'])['stop_reason']))
      const outputTokens = object(event['usage'])['output_tokens']
      if (outputTokens !== undefined) state.usage = { inputTokens: state.usage?.inputTokens ?? 0, outputTokens: count(outputTokens) }
    }
    if (event['type'] === 'message_stop') state.finished = true
  },
  google(state, event) {
    stop(state, word(object(event['promptFeedback'])['blockReason']))
    if (word(object(event['promptFeedback'])['blockReason'])) state.withheld = word(object(event['promptFeedback'])['blockReason'])
    for (const candidate of list(event['candidates'])) {
      const { content, finishReason } = object(candidate)
      if (list(object(content)['parts']).some((part) => 'functionCall' in object(part))) state.tool = true
      stop(state, word(finishReason))
    }
    const usage = object(event['usageMetadata'])
    if ('promptTokenCount' in usage) state.usage = { inputTokens: count(usage['promptTokenCount']), outputTokens: count(usage['candidatesTokenCount']) + count(usage['thoughtsTokenCount']) }
  },
  ollama(state, event) {
    if (list(object(event['message'])['tool_calls']).length > 0) state.tool = true
    if (event['done'] !== true) return
    state.finished = true
    stop(state, word(event['done_reason']))
    if ('eval_count' in event) state.usage = { inputTokens: count(event['prompt_eval_count']), outputTokens: count(event['eval_count']) }
  },
}

/** Takes in one event. A Problem: the server reports an error in the middle of its answer. */
export function readEvent(protocol: ModelServer['protocol'], state: AnswerState, value: unknown): Problem | undefined {
  const event = object(value)
  if (event['error'] || event['type'] === 'error' || event['object'] === 'error') return refusal(200, new Headers(), JSON.stringify(value)).problem
  readers[protocol](state, event)
  return undefined
}

/** Why an answer is not what was asked for, once its stream has ended; nothing where it is whole. `written`: some of its text had arrived. */
export function shortfall(state: AnswerState, written: boolean): Problem | undefined {
  if (!state.finished) return new Problem(written ? 'model.cut-off' : 'model.malformed', written ? undefined : 'the answer ended before it began')
  if (state.withheld !== undefined) return new Problem(written ? 'model.cut-off' : 'model.empty', `the provider held it back: ${state.withheld}`)
  if (state.tooLong) return new Problem(written ? 'model.cut-off' : 'model.empty', written ? 'the model had reached its longest answer' : 'the model used up its longest answer before it wrote one')
  if (!written) return new Problem('model.empty', state.tool ? 'it asked for a tool that it was not offered' : undefined)
  return undefined
}
