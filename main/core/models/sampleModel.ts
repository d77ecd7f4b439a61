/** The played model of the sample: it answers one question with two mistakes, and writes better sentences when it is told what refutes them. Only its words are played. */
import { SAMPLE_ANSWERER, SAMPLE_QUESTION } from '../../../shared/model/sampleTurn.ts'
import type { ModelServer } from '../../../shared/model/settings.ts'
import type { ModelPiece, ModelRequest, Models } from './modelPorts.ts'

/** What stands for its server; nothing is ever sent to this address. */
export const SAMPLE_SERVER: ModelServer = { name: SAMPLE_ANSWERER.server, protocol: 'ollama', baseUrl: 'http://localhost', place: 'here' }

/** Characters of a piece, and milliseconds between two: quick enough not to wait, slow enough to be seen. */
const PIECE = 9
const EVERY = 30

const ANSWER = `The North site drew 13.2 MW in total on average, of which 10.0 MW went to IT equipment. The PUE of the North site is 0.95.

The densest rack limits it: rack A12 draws 25 kW and is liquid-cooled by cold plates. Rack B7 draws 14 kW and is air-cooled.`

const OTHERWISE = `I am played for the sample and know one question only: “${SAMPLE_QUESTION}” Add a model in Settings to ask others.`

/** What a contradicted sentence says, and what stands in its place. */
const MENDED: readonly (readonly [says: RegExp, text: string])[] = [
  [/\b0\.95\b/, 'The PUE of the North site is 1.32.'],
  [/\b25 kW\b/, 'The densest rack limits it: rack A12 draws 52 kW and is liquid-cooled by cold plates.'],
]

/** The sentences that a repair names, each with the line that quotes it. */
function repaired(asked: string): string {
  const replacements = [...asked.matchAll(/ sentence (c\d+)\n\S+\| (.*)/g)].flatMap(([, claim, sentence]) => {
    const text = MENDED.find(([says]) => says.test(sentence!))?.[1]
    return text === undefined ? [] : [{ claim, text }]
  })
  return JSON.stringify({ replacements })
}

function answerTo({ messages }: ModelRequest): string {
  const asked = messages.at(-1)?.text ?? ''
  if (asked.includes('Give the replacements of')) return repaired(asked)
  return asked.trimEnd().endsWith(SAMPLE_QUESTION) ? ANSWER : OTHERWISE
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const stopped = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stopped)
      resolve()
    }, EVERY)
    signal.addEventListener('abort', stopped, { once: true })
  })

async function* played(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPiece> {
  const text = answerTo(request)
  for (let at = 0; at < text.length; at += PIECE) {
    await pause(signal)
    yield { kind: 'text', text: text.slice(at, at + PIECE) }
  }
}

/** The same models, and the played one beside them. */
export function withSampleModel(models: Models): Models {
  const { describe } = models
  return {
    ...models,
    stream: (request, signal) => (request.server === SAMPLE_SERVER ? played(request, signal) : models.stream(request, signal)),
    ...(describe ? { describe: (server, model, signal) => (server === SAMPLE_SERVER ? Promise.resolve({}) : describe(server, model, signal)) } : {}),
  }
}
