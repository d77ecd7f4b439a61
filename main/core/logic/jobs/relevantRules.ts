/** The rules and facts that bear on a question, in the person's own words, for a model to be told of. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { sayDeclaration } from '../../../../shared/logic/plainWords.ts'
import { tokenize } from '../../../../shared/logic/read/tokens.ts'
import type { RuleInWords, RuleText } from '../../ports.ts'

/** Rules and facts that a model is told of at most, and characters of each. */
const MOST = 24
const LONGEST = 400

/** Words that every question has, and that say nothing of what it is about. */
const EMPTY = new Set('a an the of in on at to by for from with as is are was were be been do does did has have had can could may might must shall should will would not no any some all every each and or if then than that this these those it its there what which who whom whose when where why how much many'.split(' '))

interface Row {
  readonly id: string
  readonly kind: RuleInWords['kind']
  readonly title: string
  readonly place: { readonly file: string; readonly start: number; readonly end: number }
  readonly words: ReadonlySet<string>
}
interface Index {
  readonly rows: readonly Row[]
  /** In how many rows a word stands. */
  readonly frequency: ReadonlyMap<string, number>
}

const wordsOf = (text: string): string[] => tokenize(text.replaceAll('_', ' ').replace(/\{\w+\}/g, ' ')).map(({ canon }) => canon).filter((word) => /[\p{L}\p{N}]/u.test(word) && !EMPTY.has(word))

const kinds = { rules: 'rule', defaults: 'default', definitions: 'define', facts: 'fact' } as const

/** A row knows the words of its title and those by which its names are said. */
function indexOf(base: RuleBase, texts: readonly RuleText[]): Index {
  const said = new Map<string, string[]>()
  const say = (name: string, ways: readonly string[]): void => void said.set(name, [name, ...ways].flatMap(wordsOf))
  for (const { name, also } of base.entities.values()) say(name, also)
  for (const { name, also, says } of [...base.relations.values(), ...base.quantities.values()]) say(name, [...also, ...says])
  const textOf = new Map(texts.map(({ file, text }) => [file, text]))
  const rows: Row[] = []
  for (const [group, kind] of Object.entries(kinds) as [keyof typeof kinds, RuleInWords['kind']][]) {
    for (const { id, title, place } of base[group]) {
      const text = textOf.get(place.file)?.slice(place.start, place.end) ?? ''
      const names = text.match(/[\p{L}\p{N}_]+/gu) ?? []
      rows.push({ id, kind, title, place, words: new Set([...wordsOf(title), ...names.flatMap((name) => said.get(name.normalize('NFC')) ?? [])]) })
    }
  }
  const frequency = new Map<string, number>()
  for (const { words } of rows) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  return { rows, frequency }
}

const indexes = new WeakMap<RuleBase, Index>()

/** Its title where it was given one, and what it says in words. */
function inWords(row: Row, base: RuleBase, texts: readonly RuleText[]): string {
  const text = texts.find(({ file }) => file === row.place.file)?.text.slice(row.place.start, row.place.end) ?? ''
  const [declaration] = parseSurface(row.place.file, text).declarations
  const plain = declaration === undefined ? '' : sayDeclaration(declaration, base)
  const titled = declaration !== undefined && 'title' in declaration && declaration.title !== undefined
  return (titled && plain !== '' ? `${row.title}: ${plain}` : plain === '' ? row.title : plain).replace(/\s+/gu, ' ').slice(0, LONGEST)
}

/** The nearest first; empty when no word of the question is one of the base's. */
export function relevantRules(base: RuleBase, texts: readonly RuleText[], question: string): RuleInWords[] {
  let index = indexes.get(base)
  if (!index) indexes.set(base, (index = indexOf(base, texts)))
  const { rows, frequency } = index
  const asked = new Set(wordsOf(question))
  const scored = rows.flatMap((row) => {
    let score = 0
    for (const word of asked) if (row.words.has(word)) score += Math.log(1 + rows.length / (frequency.get(word) ?? 1)) * Math.min(1, word.length / 3)
    return score > 0 ? [{ row, score }] : []
  })
  const best = scored.sort((a, b) => b.score - a.score).slice(0, MOST)
  const floor = (best[0]?.score ?? 0) / 3
  return best.filter(({ score }) => score >= floor).map(({ row }) => ({ id: row.id, kind: row.kind, says: inWords(row, base, texts) }))
}
