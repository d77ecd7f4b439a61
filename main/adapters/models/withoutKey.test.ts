/** A key that a server says back is taken out of texts, problems and streams, wherever the stream is cut. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ModelPiece } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { withoutKey } from './withoutKey.ts'

const KEY = 'sk-proj/abc+123=='
async function said(pieces: readonly string[]): Promise<string> {
  async function* stream(): AsyncGenerator<ModelPiece> {
    await Promise.resolve()
    for (const text of pieces) yield { kind: 'text', text }
  }
  let text = ''
  for await (const piece of withoutKey(KEY).pieces(stream())) if (piece.kind === 'text') text += piece.text
  return text
}

test('in a text, an address and base64', () => {
  const { text } = withoutKey(KEY)
  equal(text(`a ${KEY} b ${encodeURIComponent(KEY)} c ${Buffer.from(KEY).toString('base64').replace(/=+$/, '')}`), 'a [key] b [key] c [key]')
  equal(withoutKey('none').text('none of it'), 'none of it')
  equal(withoutKey(undefined).text('x'), 'x')
})

test('in a problem, which is otherwise handed on as it is', () => {
  const problem = new Problem('model.unauthorized', `Incorrect key ${KEY}`)
  equal(withoutKey(KEY).problem(problem).detail, 'Incorrect key [key]')
  const other = new Problem('model.failed', 'no')
  equal(withoutKey(KEY).problem(other), other)
})

test('in a stream, however it is cut, and nothing else is changed or lost', async () => {
  const text = `I was given ${KEY}, that is sk-proj and sk-proj/ab, and again ${KEY}${KEY} sk-p`
  const clean = text.replaceAll(KEY, '[key]')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 12 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      deepEqual(await said(at.slice(1).map((end, i) => text.slice(at[i], end))), clean)
    }),
  )
})
