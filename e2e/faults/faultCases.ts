/** Every fault of a model server that is played, as data: how the server behaves, and how the turn must end. */
import { countEvents } from '../../fixtures/models/playAnswer.ts'
import type { Protocol } from '../../fixtures/models/protocols.ts'
import { Scenario } from '../../fixtures/models/scenario.ts'

/** What the played model says when nothing is wrong: two claims that the source supports, in letters of one, two and three bytes. */
export const WHOLE = 'The North hall drew 13.2 MW in total last year, of which 10.0 MW went to IT equipment. Its name is 北館, the café beside it is Süd.'
const REASONING = 'The person asks about North.'

/** `whole`: all of the answer; `part`: a beginning of it; `nothing`; `other`: something that is not a beginning of it. */
export type Kept = 'whole' | 'part' | 'nothing' | 'other'

/** How a turn must end: `done`, or the code of its problem; and what is kept of the answer. */
export type Ending = `${string}, ${Kept}`

export interface FaultCase {
  readonly fault: string
  /** The name of the played model. */
  readonly model: string
  readonly scenario: Scenario
  readonly ends: Ending
  /** Requests that reach the server. */
  readonly requests: number
}

const played = (fault?: object, more: object = {}): Scenario => Scenario.parse({ about: 'A fault.', pieceLength: 50, answers: [{ text: WHOLE, reasoning: REASONING }], ...(fault ? { fault } : {}), ...more })

const status = (code: number, ends: Ending, requests: number, more: object = {}): [Scenario, Ending, number] => [played({ kind: 'status', status: code, ...more }), ends, requests]

/** The same for every protocol. */
const everywhere: Readonly<Record<string, [scenario: Scenario, ends: Ending, requests: number]>> = {
  'Nothing wrong': [played(), 'done, whole', 1],
  'Status 401': status(401, 'model.unauthorized, nothing', 1),
  'Status 403': status(403, 'model.unauthorized, nothing', 1),
  'Status 404, the model': status(404, 'model.unknown, nothing', 1, { message: 'model not found' }),
  'Status 408': status(408, 'model.timeout, nothing', 3),
  'Status 409': status(409, 'model.failed, nothing', 3),
  'Status 413': status(413, 'input.too-large, nothing', 1),
  'Status 400, question and answer exceed the window': status(400, 'input.too-large, nothing', 1, { message: 'prompt is too long: 210000 tokens > 200000 maximum' }),
  'Status 429 without Retry-After': status(429, 'model.rate-limited, nothing', 3),
  'Status 429 with Retry-After of 2 seconds': status(429, 'model.rate-limited, nothing', 3, { retryAfter: '2' }),
  'Status 429 with Retry-After of an hour': status(429, 'model.rate-limited, nothing', 1, { retryAfter: '3600' }),
  'Status 429 once, then an answer': status(429, 'done, whole', 2, { retryAfter: '1', times: 1 }),
  'Status 429, the account is used up': status(429, 'model.rate-limited, nothing', 1, { message: 'You exceeded your current quota, please check your plan and billing details.' }),
  'Status 500': status(500, 'model.failed, nothing', 3),
  'Status 502 with a page of a proxy': status(502, 'model.failed, nothing', 3, { body: '<html><h1>502 Bad Gateway</h1></html>' }),
  'Status 503': status(503, 'model.failed, nothing', 3),
  'Status 503 once, then an answer': status(503, 'done, whole', 2, { times: 1 }),
  'Status 529': status(529, 'model.failed, nothing', 3),
  'A web page where an answer should be': [played({ kind: 'body', contentType: 'text/html', body: '<!doctype html><title>Log in</title>' }), 'model.malformed, nothing', 1],
  'An empty answer of the server': [played({ kind: 'body', contentType: 'text/event-stream', body: '' }), 'model.malformed, nothing', 1],
  'Silent before the first byte': [played({ kind: 'mute' }), 'model.timeout, nothing', 1],
  'A garbage line in the middle': [played({ kind: 'garbage', after: 2, line: '%%% garbage %%%\n\n' }), 'model.cut-off, part', 1],
  'Half a JSON in the middle': [played({ kind: 'garbage', after: 2, line: 'data: {"half": "a JS\n\n' }), 'model.cut-off, part', 1],
  'Words cut within their letters (UTF-8 over chunks of 3 bytes)': [played({ kind: 'bytes', length: 3 }), 'done, whole', 1],
  '1 byte a chunk': [played({ kind: 'bytes', length: 1 }, { answers: [{ text: WHOLE }], pieceLength: 200 }), 'done, whole', 1],
  'All of it in one chunk': [played({ kind: 'bytes', length: 0 }), 'done, whole', 1],
  '1 MB in one chunk': [played({ kind: 'bytes', length: 0 }, { answers: [{ text: `${WHOLE}\n\n\`\`\`\n${'and so on; '.repeat(90_000)}` }], pieceLength: 2_000_000 }), 'model.cut-off, other', 1],
  'An empty choice': [played({ kind: 'no-choice' }), 'model.empty, nothing', 1],
  'No text at all': [played({ kind: 'empty' }), 'model.empty, nothing', 1],
  'A tool that nobody offered': [played({ kind: 'tool' }), 'model.empty, nothing', 1],
  'The longest answer of the model is reached': [played({ kind: 'too-long' }), 'model.cut-off, whole', 1],
  'An answer without end, ended by its size': [played({ kind: 'endless' }), 'model.cut-off, other', 1],
}

export const ENDLESS = 'An answer without end, ended by its size'
export const SILENT_FAULT = 'Silent before the first byte'

export const faultCases = (): FaultCase[] => Object.entries(everywhere).map(([fault, [scenario, ends, requests]], index) => ({ fault, model: `fault-${index}`, scenario, ends, requests }))

export const modelOf = (fault: string): string | undefined => faultCases().find((one) => one.fault === fault)?.model

/** What happens at one event of the wire. */
export const atEvents = {
  cut: 'The connection is destroyed before event n',
  end: 'The stream ends before event n',
  stall: 'Silent from event n on',
  error: 'An error of the provider instead of event n',
  drop: 'Event n is missing',
  twice: 'Event n comes twice',
} as const
export type AtEvent = keyof typeof atEvents

/** One case for each event of a whole answer; how each must end is told by `mustEnd`. */
export function eventCases(protocol: Protocol, how: AtEvent): { at: number; model: string; scenario: Scenario }[] {
  return Array.from({ length: countEvents(protocol, played()) }, (_, at) => ({ at, model: `${how}-${at}`, scenario: played({ kind: 'event', at, how }) }))
}

/** Where the events of a whole answer stand: those before `text`, those of the text, and from `finish` on it is finished. */
const PLACES: Readonly<Record<Protocol, { text: number; finish: number }>> = { openai: { text: 2, finish: 5 }, anthropic: { text: 7, finish: 11 }, google: { text: 1, finish: 4 }, ollama: { text: 1, finish: 4 } }

/** What must be kept, and whether the answer counts as whole, when event `at` of the wire is hit. */
export function mustEnd(protocol: Protocol, how: AtEvent, at: number): RegExp {
  const { text, finish } = PLACES[protocol]
  if (how === 'twice') return at >= text && at < finish ? /^done, (?:other|whole)$/ : /^done, whole$/
  if (how === 'drop') {
    if (at >= text && at < finish) return /^done, (?:other|part|whole)$/
    // OpenAI and Anthropic say twice that they are done; where the only word of it is lost, nobody can know that the answer is whole.
    return at === finish && (protocol === 'google' || protocol === 'ollama') ? /^model\.cut-off, whole$/ : /^done, whole$/
  }
  if (at > finish) return /^done, whole$/
  const kept = at <= text ? 'nothing' : at < finish ? '(?:part|whole)' : 'whole'
  const code = how === 'stall' ? 'model\\.timeout' : at <= text ? 'model\\.(?:malformed|cut-off|failed)' : 'model\\.cut-off'
  return new RegExp(`^${code}, ${kept}$`)
}
