/** True sentences to twist: taken from documents themselves, and from what people called supported by them. */
import { readFileSync, readdirSync } from 'node:fs'
import { statements } from '../../../main/core/checking/statements.ts'
import { labelledRows } from '../../../scripts/train/labelledRows.ts'
import { seededRandom } from '../../../scripts/train/seededRandom.ts'
import { type Elsewhere, nameOf } from './twists.ts'

export interface TrueSentence {
  readonly text: string
  readonly source: string
  /** `sample`: the documents that ship with the app; `source`: a sentence of a labelled row's source; `people`: a claim that people called supported. */
  readonly pool: 'sample' | 'source' | 'people'
  readonly elsewhere: Elsewhere
  /** Kept apart, by its source: not looked at while the checker is built. */
  readonly frozen: boolean
}

const longestSource = 20_000
const fromOneSource = 4

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length && i < 500; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

const isSentence = (text: string): boolean => /^\p{Lu}[^"“”\n|?!:*]*\.$/u.test(text) && text.split(/\s+/u).length >= 5 && text.split(/\s+/u).length <= 35

function elsewhereOf(source: string): Elsewhere {
  return { numbers: [...new Set(source.match(/(?<![\p{L}\p{N}.,:/-])\d+(?:\.\d+)?(?![\p{L}\p{N}:/]|[.,]\d)/gu) ?? [])].slice(0, 40), names: [...new Set(source.match(nameOf) ?? [])].slice(0, 60) }
}

/** @param folder of the labelled data; only its train rows are read */
export function trueSentences(folder: string, seed: number): TrueSentence[] {
  const random = seededRandom(seed)
  const out: TrueSentence[] = []
  const take = (source: string, pool: TrueSentence['pool'], texts: readonly string[], count: number): void => {
    const elsewhere = elsewhereOf(source)
    const left = [...texts]
    for (let i = 0; i < count && left.length > 0; i++) out.push({ text: left.splice(Math.floor(random() * left.length), 1)[0]!, source, pool, elsewhere, frozen: pool !== 'sample' && hash(`${source}frozen`) % 3 === 0 })
  }
  const samples = new URL('../../../assets/sample/sources/', import.meta.url)
  for (const name of readdirSync(samples).filter((file) => file.endsWith('.md')).sort()) {
    const source = readFileSync(new URL(name, samples), 'utf8')
    take(source, 'sample', sentencesOf(source), 40)
  }
  const rows = labelledRows(folder).filter(({ split, format, source }) => split === 'train' && format === 'text' && source.length < longestSource)
  const seen = new Set<string>()
  for (const { source } of rows) {
    if (seen.has(source)) continue
    seen.add(source)
    take(source, 'source', sentencesOf(source), fromOneSource)
  }
  for (const { source, answer, unsupported } of rows) if (!unsupported && isSentence(answer)) take(source, 'people', [answer], 1)
  return out
}

function sentencesOf(source: string): string[] {
  return statements({ id: 's', text: source }).map(({ start, end }) => source.slice(start, end)).filter(isSentence)
}
