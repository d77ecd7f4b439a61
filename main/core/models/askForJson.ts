/** Asks a model for one value of a given shape: held to it where its server can be, read from its text where that says it otherwise, put right once where it does not. */
import { z } from 'zod'
import { Problem } from '../../../shared/problem.ts'
import type { ModelMessage, ModelPiece, ModelRequest, Models } from '../ports.ts'
import { jsonIn } from './jsonIn.ts'

/** Characters of one answer that are read. */
const LONGEST = 200_000
/** Characters of a wrong answer that are shown to the model again. */
const SHOWN = 20_000

export interface JsonAnswer<T> {
  /** `undefined`: the model did not answer in this shape, twice. */
  readonly value: T | undefined
  /** What it wrote, the second time where it was asked again. */
  readonly text: string
  /** All requests together. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | undefined
  /** The messages of each request, one or two. */
  readonly asked: readonly (readonly ModelMessage[])[]
}

export interface JsonQuestion<T> extends Pick<ModelRequest, 'server' | 'model' | 'messages'> {
  /** Names the shape to the provider: letters, digits and `_`. */
  readonly name: string
  /** An object at its top, or providers cannot be held to it. */
  readonly schema: z.ZodType<T>
  /** Reads the value from a text that holds no such JSON: what was understood need not be asked again. */
  readonly plain?: (text: string) => T | undefined
  /** Hears every piece, also those of the second try. */
  readonly onPiece?: (piece: ModelPiece) => void
}

/** Rejects with a `model.*` Problem only when the first try fails; a second that fails leaves the text of the first. */
export async function askForJson<T>(models: Pick<Models, 'stream'>, { server, model, messages, name, schema, plain = () => undefined, onPiece }: JsonQuestion<T>, signal: AbortSignal): Promise<JsonAnswer<T>> {
  const json = { name, schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }
  const asked: (readonly ModelMessage[])[] = []
  let usage: JsonAnswer<T>['usage']
  const say = async (said: readonly ModelMessage[]): Promise<string> => {
    asked.push(said)
    let text = ''
    for await (const piece of models.stream({ server, model, messages: said, json }, signal)) {
      onPiece?.(piece)
      if (piece.kind === 'text') text += piece.text
      if (piece.kind === 'usage') usage = { inputTokens: (usage?.inputTokens ?? 0) + piece.inputTokens, outputTokens: (usage?.outputTokens ?? 0) + piece.outputTokens }
      if (text.length > LONGEST) break
    }
    signal.throwIfAborted()
    return text
  }
  const text = await say(messages)
  const first = jsonIn(text, schema)
  const read = first.value ?? plain(text)
  if (read !== undefined) return { value: read, text, usage, asked }
  try {
    const again = await say([
      ...messages,
      { role: 'assistant', text: text.trim() === '' ? '(nothing)' : text.slice(0, SHOWN) },
      { role: 'user', text: `That is not the JSON that was asked for: ${first.wrong}. Answer with the corrected JSON and nothing else. It must fit this JSON Schema: ${JSON.stringify(json.schema)}` },
    ])
    return { value: jsonIn(again, schema).value ?? plain(again), text: again, usage, asked }
  } catch (error) {
    if (signal.aborted || (error instanceof Problem && error.code === 'cancelled')) throw error
    return { value: undefined, text, usage, asked }
  }
}
