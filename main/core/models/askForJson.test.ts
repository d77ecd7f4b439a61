/** A model that is asked for JSON: in any wrapping, put right once, or not at all. */
import { deepEqual, equal, match, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { Problem } from '../../../shared/problem.ts'
import type { ModelPiece, ModelRequest, Models } from '../ports.ts'
import { askForJson } from './askForJson.ts'

const schema = z.object({ holds: z.boolean(), reason: z.string() })
const server = { name: 'played', protocol: 'openai' as const, baseUrl: 'http://127.0.0.1:9/v1' }
const messages = [{ role: 'user' as const, text: 'Does it hold?' }]

function saying(...answers: (string | Problem)[]): { models: Models; asked: ModelRequest[] } {
  const asked: ModelRequest[] = []
  return {
    asked,
    models: {
      list: () => Promise.resolve([]),
      async *stream(request): AsyncGenerator<ModelPiece> {
        asked.push(request)
        await Promise.resolve()
        const answer = answers[asked.length - 1]
        if (answer instanceof Problem) throw answer
        yield { kind: 'text', text: answer ?? '' }
        yield { kind: 'usage', inputTokens: 3, outputTokens: 4 }
      },
    },
  }
}
const ask = (models: Models, signal = new AbortController().signal) => askForJson(models, { server, model: 'm', messages, name: 'opinion', schema }, signal)

const wrappings: readonly [what: string, text: string][] = [
  ['bare', '{"holds": true, "reason": "yes"}'],
  ['fenced', 'Certainly.\n```json\n{"holds": true, "reason": "yes"}\n```\nAnything else?'],
  ['with a comma too many', '{"holds": true, "reason": "yes",}'],
  ['behind braces that never close', 'I thought {about it. {"holds": true, "reason": "yes"}'],
  ['inside a list', '[{"holds": true, "reason": "yes"}]'],
  ['inside another object', '{"answer": {"holds": true, "reason": "yes"}}'],
  ['after a smaller one that does not fit', '{"a": 1} {"holds": true, "reason": "yes"}'],
]
for (const [what, text] of wrappings) {
  test(`JSON ${what}`, async () => {
    const { models, asked } = saying(text)
    const answer = await ask(models)
    deepEqual([answer.value, asked.length, answer.usage], [{ holds: true, reason: 'yes' }, 1, { inputTokens: 3, outputTokens: 4 }])
    deepEqual(asked[0]?.json?.schema['required'], ['holds', 'reason'])
  })
}

test('braces within strings are no braces', async () => {
  const { models } = saying('So: {"holds": false, "reason": "it says } and \\" and {"}')
  deepEqual((await ask(models)).value, { holds: false, reason: 'it says } and " and {' })
})

test('a wrong shape is put right once, and the model is told what is wrong', async () => {
  const { models, asked } = saying('{"holds": "perhaps", "reason": "x"}', '{"holds": false, "reason": "x"}')
  const answer = await ask(models)
  deepEqual([answer.value, asked.length, answer.usage], [{ holds: false, reason: 'x' }, 2, { inputTokens: 6, outputTokens: 8 }])
  match(asked[1]?.messages.at(-1)?.text ?? '', /holds: .*boolean/)
  equal(asked[1]?.messages.at(-2)?.text, '{"holds": "perhaps", "reason": "x"}')
})

test('one that cannot is left with its text', async () => {
  const { models, asked } = saying('I would rather not.', 'No.')
  deepEqual([await ask(models).then(({ value, text }) => [value, text]), asked.length], [[undefined, 'No.'], 2])
})

test('a second try that fails leaves the first text; a first one that fails is a problem', async () => {
  const answer = await ask(saying('Hm.', new Problem('model.failed')).models)
  deepEqual([answer.value, answer.text], [undefined, 'Hm.'])
  await rejects(ask(saying(new Problem('model.failed')).models), (error: Problem) => error.code === 'model.failed')
})

test('cancelling ends it', async () => {
  await rejects(ask(saying('Hm.', new Problem('cancelled')).models), (error: Problem) => error.code === 'cancelled')
})
