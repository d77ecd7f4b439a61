/** What is a call at the beginning of a question, and what is only text. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { callOf, mentionOf, sameName } from './mention.ts'

/** [question, name, sure, rest]; no name: nobody is called. */
const cases: readonly [question: string, name?: string, sure?: boolean, rest?: string][] = [
  ['@physicist What is entropy?', 'physicist', true, 'What is entropy?'],
  ['  @physicist, what is it?', 'physicist', true, 'what is it?'],
  ['@물리학자 엔트로피가 무엇인가요?', '물리학자', true, '엔트로피가 무엇인가요?'],
  ['＠物理学者、エントロピーとは？', '物理学者', true, 'エントロピーとは？'],
  ['\u200f@فيزيائي، ما هي الإنتروبيا؟', 'فيزيائي', true, 'ما هي الإنتروبيا؟'],
  ['@"llama3.2:3b" Why?', 'llama3.2:3b', true, 'Why?'],
  ['@“My server/big model” Why?', 'My server/big model', true, 'Why?'],
  ['@gpt-4.1-mini Why?', 'gpt-4.1-mini', false, 'Why?'],
  ['@angular/core is what?', 'angular/core', false, 'is what?'],
  ['@a\nWhy?', 'a', true, 'Why?'],
  ['@library', 'library', true, ''],
  ['@ noon we met'],
  ['me@example.org wrote'],
  ['What does @physicist say?'],
  ['@"no end'],
  ['@"" why?'],
  ['@name! why?'],
  ['@'],
  [''],
]
for (const [question, name, sure, rest] of cases) {
  test(`${JSON.stringify(question)} calls ${name ?? 'nobody'}`, () => deepEqual(mentionOf(question), name === undefined ? undefined : { name, sure, rest }))
}

test('a call is typed so that it is read back as the same name', () => {
  for (const name of ['physicist', '물리학자', 'gpt-4.1', 'My server/big model', 'Müller_2']) equal(mentionOf(`${callOf(name)} Why?`)?.name, name)
})

test('names are the same whatever their case, width or composition', () => {
  deepEqual([sameName('Ｍüller', 'mu\u0308LLER'), sameName('한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8'), sameName('a', 'b')], [true, true, false])
})
