/** Tests of an export into a vault: nothing twice, nothing of the person overwritten. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { KEPT } from '../../../fixtures/notes/keptNotes.ts'
import type { Note } from '../../../shared/model/note.ts'
import { planVault, type VaultEntry } from './planVault.ts'
import { vaultId } from './vaultFile.ts'

const statementOf = (id: string) => KEPT.find((note) => note.id === id)?.statement
const plan = (notes: readonly Note[], existing: readonly VaultEntry[] = []) => planVault(notes, existing, statementOf)
/** The vault after the plan was carried out. */
function written(existing: readonly VaultEntry[], { write }: ReturnType<typeof plan>): VaultEntry[] {
  const files = new Map(existing.map((file) => [file.path, file]))
  for (const file of write) files.set(file.path, file)
  return [...files.values()]
}
const front = (text: string): Record<string, unknown> => parse(/^---\n([\s\S]*?)\n---\n/u.exec(text)![1]!) as Record<string, unknown>
const vault = written([], plan(KEPT))
const first = vault.find(({ text }) => vaultId(text) === KEPT[0]!.id)!

test('one file a note: flat front matter, quote callouts with block names, links to the other note’s file', () => {
  equal(vault.length, KEPT.length)
  const { sources, tags, aliases, ...rest } = front(first.text)
  deepEqual([sources, tags, aliases], [['Survey: “A/B” <2026>'], ['PUE', 'data-centre', 'n2026'], ['The annual PUE of North was 1.32.']])
  ok(Object.values(rest).every((value) => typeof value === 'string'), 'every date and word is a text')
  match(first.text, /^> \[!quote\] Supports: .*\n> Its annual PUE was 1\.32 & its racks are \\<cool\\>\.\n\n\^q1$/mu)
  const second = vault.find(({ text }) => vaultId(text) === KEPT[1]!.id)!
  ok(first.text.includes(`[[${second.path.replace(/\.md$/u, '')}|`))
})

test('no name holds a sign that Windows forbids, and none is taken twice', () => {
  for (const { path } of vault) ok(!/[<>:"/\\|?*]|[. ]$|^(?:con|aux|nul|prn)\./iu.test(path), path)
  equal(new Set(vault.map(({ path }) => path.toLowerCase())).size, vault.length)
})

test('exported again, nothing is written', () => {
  const again = plan(KEPT, vault)
  deepEqual([again.write, again.kept, again.unchanged], [[], [], KEPT.length])
})

test('a file that was renamed and moved is found again; text around the marked lines and fields of one’s own stay', () => {
  const mine = first.text.replace('---\n\n', 'rating: 5\n---\nMy own words before.\n\n') + '\nMy own words after.\n'
  const moved = [...vault.filter((file) => file !== first), { path: 'Energy/North.md', text: mine }]
  const changed = KEPT.map((note) => (note === KEPT[0] ? { ...note, topic: 'Power', status: 'stale' as const, staleBecause: 'survey.md was changed.' } : note))
  const { write, kept } = plan(changed, moved)
  deepEqual([write.map(({ path }) => path), kept], [['Energy/North.md'], []])
  const text = write[0]!.text
  deepEqual([front(text)['topic'], front(text)['status'], front(text)['rating']], ['Power', 'stale', 5])
  ok(text.includes('My own words before.') && text.endsWith('My own words after.\n'))
  match(text, /\[!warning\] Stale: survey\.md was changed\\?\./u)
  deepEqual(plan(changed, written(moved, { write, kept, unchanged: 0 })).write, [])
})

test('text and fields that the person changed are theirs for good; the rest is renewed', () => {
  const edited = first.text.replace('# The annual PUE', '# What I call the PUE').replace(/^topic: .*$/mu, 'topic: "Mine"')
  const files = vault.map((file) => (file === first ? { ...file, text: edited } : file))
  const changed = KEPT.map((note) => (note === KEPT[0] ? { ...note, topic: 'Power', status: 'disputed' as const } : note))
  const once = plan(changed, files)
  deepEqual(once.kept, [{ path: first.path, what: 'topic' }, { path: first.path, what: 'the text' }])
  const text = once.write[0]!.text
  deepEqual([front(text)['topic'], front(text)['status'], text.includes('# What I call the PUE')], ['Mine', 'disputed', true])
  const twice = plan(changed, written(files, once))
  deepEqual([twice.write, twice.kept], [[], once.kept])
})

test('a field that was taken out stays out, and a file without its marks is left alone', () => {
  const without = first.text.replace(/^topic: .*\n/mu, '')
  const bare = first.text.replace(/^%% plumbline.*$/gmu, '')
  const changed = KEPT.map((note) => (note === KEPT[0] ? { ...note, topic: 'Power' } : note))
  deepEqual(plan(changed, vault.map((file) => (file === first ? { ...file, text: without } : file))).write, [])
  const { write, kept } = plan(changed, vault.map((file) => (file === first ? { ...file, text: bare } : file)))
  deepEqual([write, kept.length], [[], 1])
})

test('what a quote or a statement holds forges no mark, link, comment or block name', () => {
  for (const note of KEPT) {
    const { text } = vault.find((file) => vaultId(file.text) === note.id)!
    equal(text.match(/^%% plumbline/gmu)?.length, 2)
    ok(!text.slice(text.indexOf('%% plumbline')).includes('<script>'))
  }
})

test('a file of the person’s that has the wanted name is not overwritten', () => {
  const { write } = plan(KEPT.slice(0, 1), [{ path: first.path.toUpperCase(), text: 'Mine.' }])
  deepEqual(write.map(({ path }) => path), [first.path.replace('.md', ' 2.md')])
})
