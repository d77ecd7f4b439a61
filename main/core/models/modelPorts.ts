/** The models as the core sees them: what is asked of one, what comes back, and what is known of it. */
import type { ModelServer } from '../../../shared/model/settings.ts'

/** The bytes of an image as a model is shown it. */
export interface ModelImage {
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif`: what every protocol takes. */
  readonly mediaType: string
  readonly base64: string
}

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
  /** Only of `user` messages, and only for models that take them (`describe`). */
  readonly images?: readonly ModelImage[]
}

/** The shape that an answer in JSON must have: `schema` is JSON Schema, with an object at its top. */
export interface JsonShape {
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
}

export interface ModelRequest {
  readonly server: ModelServer
  readonly model: string
  readonly messages: readonly ModelMessage[]
  /** Holds the answer to this shape by the provider's own means; a server that has none gets the messages alone. The text may still be anything: use `askForJson`. */
  readonly json?: JsonShape
}

export type ModelPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** Reasoning is kept apart from the answer. */
  | { readonly kind: 'reasoning'; readonly text: string }
  /** At most once, at the end. */
  | { readonly kind: 'usage'; readonly inputTokens: number; readonly outputTokens: number }
  /** The server was busy or stumbled: it is asked again after so many milliseconds. `why` is a sentence's end in words, such as `the server asks to slow down`. */
  | { readonly kind: 'waiting'; readonly milliseconds: number; readonly why: string }

/** What is known of a model, and from where; what is not known is left out. */
export interface ModelFacts {
  /** Tokens that its context window takes, question and answer together. */
  readonly window?: number
  /** Whether it takes images. */
  readonly images?: boolean
}

/** What a try of a server came to, in one sentence that says what is wrong and what to do. `models`: those it offers, where it told. */
export interface ServerTrial {
  readonly ok: boolean
  readonly say: string
  readonly models?: readonly string[]
}

/** Chat models. Every failure is a `model.*` Problem; the stream ends or rejects within its time limits, always. */
export interface Models {
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece>
  list(server: ModelServer, signal: AbortSignal): Promise<string[]>
  /** What the server tells of a model, else what is generally known of it; `server.window` is not looked at. Never rejects but with `cancelled`; scripted models need not know. */
  describe?(server: ModelServer, model: string, signal: AbortSignal): Promise<ModelFacts>
  /** Whether the server can be used, and with `model` whether that answers. Never rejects but with `cancelled`; scripted models need not be tried. */
  tryOut?(server: ModelServer, model: string | undefined, signal: AbortSignal): Promise<ServerTrial>
}
