/** Which model servers are on this machine: nothing that is marked to stay may go to one wrongly taken for local. */
import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf } from './settings.ts'

const cases: readonly [baseUrl: string, place: 'here' | 'cloud'][] = [
  ['http://127.0.0.1:11434', 'here'],
  ['http://127.1:11434/', 'here'],
  ['http://127.255.0.3', 'here'],
  ['http://localhost:1234/v1', 'here'],
  ['HTTP://LOCALHOST/v1', 'here'],
  ['http://localhost.:1234', 'here'],
  ['http://models.localhost:1234', 'here'],
  ['http://[::1]:8080/v1', 'here'],
  ['http://[0:0:0:0:0:0:0:1]', 'here'],
  ['http://[::ffff:127.0.0.1]:80', 'here'],
  ['http://0.0.0.0:8000/v1', 'here'],
  ['https://api.anthropic.com', 'cloud'],
  ['https://generativelanguage.googleapis.com', 'cloud'],
  ['http://192.168.1.20:11434', 'cloud'],
  ['http://10.0.0.2', 'cloud'],
  ['http://127.0.0.1.example.org/v1', 'cloud'],
  ['http://127.0.0.1@example.org/v1', 'cloud'],
  ['http://example.org\\@127.0.0.1/v1', 'cloud'],
  ['http://localhost.example.org', 'cloud'],
  ['http://example.org/localhost', 'cloud'],
  ['http://example.org?localhost', 'cloud'],
  ['http://example.org#@localhost', 'cloud'],
  ['http://notlocalhost', 'cloud'],
  ['http://[::2]', 'cloud'],
  ['http://[2001:db8::1]:8080', 'cloud'],
  ['http://2130706433', 'cloud'],
  ['', 'cloud'],
]
for (const [baseUrl, place] of cases) test(`${baseUrl || 'nothing'} is ${place}`, () => equal(placeOf({ protocol: 'openai', baseUrl }), place))

test('what the person says holds', () => {
  equal(placeOf({ protocol: 'openai', baseUrl: 'http://192.168.1.20:1234/v1', place: 'here' }), 'here')
  equal(placeOf({ protocol: 'openai', baseUrl: 'http://127.0.0.1:4000/v1', place: 'cloud' }), 'cloud')
})

test('a model that Ollama hands on to its cloud is not here, though Ollama is', () => {
  const ollama = { protocol: 'ollama', baseUrl: 'http://127.0.0.1:11434' } as const
  equal(placeOf(ollama, 'gpt-oss:120b-cloud'), 'cloud')
  equal(placeOf(ollama, 'glm-4.6:cloud'), 'cloud')
  equal(placeOf(ollama, 'llama3.2:3b'), 'here')
  equal(placeOf({ ...ollama, place: 'here' }, 'gpt-oss:120b-cloud'), 'here')
})
