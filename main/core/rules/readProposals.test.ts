/** What models write when they are asked for JSON, and what is made of it. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { readProposals } from './readProposals.ts'

const type = '{"text": "type Rack", "means": "There are racks.", "tests": []}'

/** [what, answer, texts]. */
const CASES: readonly (readonly [what: string, answer: string, texts: readonly string[]])[] = [
  ['an array', `[${type}]`, ['type Rack']],
  ['an object around it', `{"proposals": [${type}, {"text": "entity a : Rack"}]}`, ['type Rack', 'entity a : Rack']],
  ['talk and a fence around it', `Sure!\n\`\`\`json\n[${type}]\n\`\`\`\nAnything else?`, ['type Rack']],
  ['a comma too many', `[{"text": "type Rack", "tests": [],},]`, ['type Rack']],
  ['cut off in the middle', `[${type}, {"text": "entity a : Rack", "tests": [{"sentence": "A is`, ['type Rack']],
  ['the same twice', `[${type}, ${type}]`, ['type Rack']],
  ['braces in strings', '[{"text": "relation r(Thing) says \\"{1} is {warm}\\""}]', ['relation r(Thing) says "{1} is {warm}"']],
  ['fields of the wrong kind', '[{"text": "type Rack", "means": 3, "from": null, "tests": "none"}, {"text": 5}, {"nothing": true}]', ['type Rack']],
  ['declarations and no JSON', 'Here:\n```\ntype Rack\nentity a : Rack\n```', ['type Rack', 'entity a : Rack']],
  ['nothing', 'I cannot do that.', []],
  ['an endless brace', '{'.repeat(50_000), []],
  ['a declaration far too long', JSON.stringify([{ text: `entity ${'a'.repeat(5000)}` }]), []],
]

test('whatever a model wrote, its declarations are found', () => {
  deepEqual(CASES.map(([what, answer]) => [what, answer, readProposals(answer).map(({ text }) => text)]), CASES)
})

test('tests keep what is expected of them; an unknown expectation is open', () => {
  deepEqual(readProposals('[{"text": "type T", "from": "the text", "means": "m", "tests": [{"sentence": "a", "expected": "proved"}, {"sentence": "b", "expected": "true"}, {"expected": "proved"}]}]'), [
    { text: 'type T', says: 'm', from: 'the text', tests: [{ sentence: 'a', expected: 'proved' }, { sentence: 'b', expected: 'possible' }] },
  ])
  deepEqual(readProposals('fact hot(a)\ntest: "A is hot" is proved\ntest: hot(a) is proved'), [{ text: 'fact hot(a)', tests: [{ sentence: 'A is hot', expected: 'proved' }] }])
})

test('at most sixty', () => equal(readProposals(JSON.stringify(Array.from({ length: 500 }, (_, at) => ({ text: `type T${at}` })))).length, 60))
