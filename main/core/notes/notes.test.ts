/** Notes from keeping to Markdown. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { exportedNote } from '../export/exportedNote.ts'
import { fileName, noteFileText } from '../export/markdown.ts'
import { plainStatement } from './keepClaims.ts'
import { notesJson } from './notesJson.ts'

const texts = { '01ARYZ6S41000000000000000A': 'The annual PUE of the North site was 1.32 in 2024.' }

async function withNotes<T>(work: (core: ReturnType<typeof testCore>, notes: Awaited<ReturnType<ReturnType<typeof testCore>['client']['note']['keep']>>) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const core = testCore(folder, texts)
    const { turn } = await core.client.check.start({ text: 'The annual PUE of the North site was 1.32 in 2024 [1]. 서울의 전력 사용량은 5 MW이다.' })
    for await (const _ of await core.client.turn.follow({ turn }));
    const notes = await core.client.note.keep({ turn, claims: ['c0', 'c1'] as ClaimId[], topic: ' energy ' })
    const result = await work(core, notes)
    await core.close()
    return result
  })
}

test('a kept claim carries its verdict, its quotes and where it came from', () =>
  withNotes(async (_core, notes) => {
    const note = notes[0]!
    deepEqual([note.statement, note.topic, note.status, note.claim.verdict, note.claim.sources.evidence[0]?.quote], ['The annual PUE of the North site was 1.32 in 2024.', 'energy', 'current', 'verified', 'The annual PUE of the North site was 1.32 in 2024.'])
    deepEqual([note.provenance.by, note.provenance.checker, note.provenance.claim], ['text', 'embedded', 'c0'])
    deepEqual(Object.keys(notesJson(notes)[0]!), ['id', 'statement', 'verdict', 'status', 'topic', 'tags', 'created', 'evidence', 'because'])
  }))

test('a claim is kept once, however often it is asked', () =>
  withNotes(async ({ client }, notes) => {
    deepEqual(await client.note.keep({ turn: notes[0]!.provenance.turn, claims: ['c1', 'c1'] as ClaimId[] }), [notes[1]])
    equal((await client.note.list({})).length, 2)
  }))

test('notes are found by words, also two syllables of Korean, and wildcards are literal', () =>
  withNotes(async ({ client }) => {
    const count = async (query: string) => (await client.note.list({ query })).length
    deepEqual([await count('north'), await count('서울'), await count('energy'), await count('%'), await count('nothing')], [1, 1, 2, 0, 0])
    equal((await client.note.list({ topic: 'energy' })).length, 2)
  }))

test('notes are edited, deleted and brought back', () =>
  withNotes(async ({ client }, [note]) => {
    const edited = await client.note.edit({ id: note!.id, tags: [' pue ', 'pue', ''], topic: 'sites' })
    deepEqual([edited.tags, edited.topic, edited.claim], [['pue'], 'sites', note!.claim])
    await client.note.remove({ id: note!.id })
    equal((await client.note.list({})).length, 1)
    deepEqual({ ...(await client.note.restore({ id: note!.id })) }, edited)
  }))

test('the Markdown of a note has flat front matter in which dates are text, and nothing in it is taken for markup', () =>
  withNotes(async (_core, notes) => {
    const hostile = { ...notes[0]!, statement: '<script>alert(1)</script> *is* # 1', topic: 'no', created: '2026-11-23T12:00:00.000Z' }
    const text = noteFileText(exportedNote(hostile, () => undefined))
    const [, head, body] = text.split('---\n')
    const fields = parse(head!) as Record<string, unknown>
    deepEqual([fields['topic'], fields['created'], fields['verdict'], fields['sources']], ['no', '2026-11-23T12:00:00.000Z', 'verified', ['Source A']])
    match(head!, /created: "2026/)
    match(body!, /# \\<script\\>alert\(1\)\\<\/script\\> \\\*is\\\* \\# 1\n/)
    match(body!, /> The annual PUE of the North site was 1\.32 in 2024\./)
    match(fileName(hostile), /^script-alert-1-script-is-1-[0-9a-z]{6}\.md$/)
  }))

test('file names are short, safe and told apart', () =>
  withNotes(async (_core, [note]) => {
    const names = ['../../etc/passwd', '', '서울의 전력', 'a'.repeat(300), 'CON'].map((statement) => fileName({ ...note!, statement }).replace(/-[0-9a-z]{6}\.md$/, ''))
    deepEqual(names, ['etc-passwd', 'note', '서울의-전력', 'a'.repeat(60), 'CON-'])
  }))

test('citation marks and emphasis are not part of a statement', () => {
  const cases = [['It is **1.2** [1].', 'It is 1.2.'], ['It is `x` [1, 2] now [3]', 'It is x now'], ['2 * 3 = 6', '2 * 3 = 6'], ['a_b_c', 'a_b_c']]
  deepEqual(cases.map(([text]) => plainStatement(text!)), cases.map(([, plain]) => plain))
})
