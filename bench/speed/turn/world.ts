/** The world of the bench: a library of 100,000 passages, 1,000 rules over 10,000 facts, the real engine and checker, and answers of 20 claims. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCore } from '../../../fixtures/core/testCore.ts'
import { createRuleFiles } from '../../../main/adapters/files/ruleFiles.ts'
import type { Models } from '../../../main/core/ports.ts'
import { rulesThread } from '../../../main/shells/rules/rulesThread.ts'
import { threadLogic } from '../../../main/shells/rules/threadLogic.ts'
import { seededRandom } from '../../../scripts/train/seededRandom.ts'
import type { Source } from '../../../shared/model/source.ts'
import { syntheticBase } from '../rules/syntheticBase.ts'

export const PASSAGES = 100_000
export const RULES = 1000
const FACTS = 10_000
const PER_SOURCE = 2000

const random = seededRandom(4)
const syllables = 'ka to mi re lu san dor vel pin tra go ne sho ber ium ack'.split(' ')
/** Words come as often as in English: the n-th with a chance of about 1/n. */
const words = Array.from({ length: 30_000 }, (_, i) => `${syllables[i % 16]!}${syllables[(i >> 4) % 16]!}${syllables[(i >> 8) % 16]!}${i > 4095 ? syllables[(i >> 12) % 16]! : ''}`)
const word = (): string => words[Math.floor(Math.exp(random() * Math.log(words.length))) - 1] ?? 'the'
const sentence = (): string => `The ${Array.from({ length: 14 }, word).join(' ')} was ${Math.floor(random() * 1000)} in ${1950 + Math.floor(random() * 75)}.`

export type World = Awaited<ReturnType<typeof openWorld>>

function fillLibrary(core: ReturnType<typeof testCore>, kept: string[]): void {
  const { write } = core.ports.store
  for (let s = 0; s * PER_SOURCE < PASSAGES; s++) {
    const id = `01J${String(s).padStart(23, '0')}` as Source['id']
    const paragraphs = Array.from({ length: PER_SOURCE }, () => `${sentence()} ${sentence()} ${sentence()}`)
    kept.push(...paragraphs.slice(0, 40))
    const text = paragraphs.join('\n\n')
    write.addSourceText(id, text, [])
    let start = 0
    for (let from = 0; from < paragraphs.length; from += 200) {
      write.addPassages(
        id,
        paragraphs.slice(from, from + 200).map((paragraph) => {
          const passage = { start, end: start + paragraph.length, text: paragraph }
          start += paragraph.length + 2
          return passage
        }),
      )
    }
    const hash = '0'.repeat(64) as Source['sha256']
    write.append([
      { stream: `source:${id}`, event: { kind: 'source.imported', source: { id, title: id, path: `${id}.txt`, format: 'text', sha256: hash, textSha256: hash, bytes: text.length, length: text.length, passages: PER_SOURCE, tier: 'unknown', importedAt: '2026-11-23T12:00:00.000Z', version: 1, sample: false } } },
    ])
  }
}

/** Claims about the racks of the rule base, as a person would say them. */
const ruled = (): string => {
  const rack = `r${Math.floor(random() * 2000)}`
  return random() < 0.5 ? `${rack} has a density of ${1 + Math.floor(random() * 100)} kW.` : `${rack} is risky.`
}

/** 20 claims: half of them of the library, some of nothing, some that the rules speak of. */
export const answerOf = (kept: readonly string[]): string =>
  Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? `${kept[Math.floor(random() * kept.length)]!.split('. ')[0]!}.` : k % 4 === 1 ? sentence() : ruled())).join(' ')

export async function openWorld(models: Models) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-turn-'))
  const thread = rulesThread()
  const commits = { count: 0, ms: 0 }
  const counted = <A extends unknown[], R>(append: (...args: A) => R) => (...args: A): R => {
    const began = performance.now()
    try {
      return append(...args)
    } finally {
      commits.count++
      commits.ms += performance.now() - began
    }
  }
  const core = testCore(folder, {}, (usual) => ({
    models,
    store: { ...usual.store, write: { ...usual.store.write, append: counted(usual.store.write.append) } },
    logic: threadLogic(thread, usual.log),
    ruleFiles: createRuleFiles({ workspace: folder, sampleFolder: folder, settleMs: 20, lookAgainMs: 60_000 }),
  }))
  const kept: string[] = []
  fillLibrary(core, kept)
  await core.client.ruleSet.create({ file: 'bench.rules', text: syntheticBase(RULES, FACTS, 0).text })
  await core.client.settings.set({ servers: [{ name: 'played', protocol: 'ollama', baseUrl: 'http://127.0.0.1:9' }], answerer: { kind: 'model', server: 'played', model: 'played' } })
  return {
    ...core,
    kept,
    /** Transactions of the history so far, and how long they held up the core's thread. */
    commits,
    close: async (): Promise<void> => {
      await core.close()
      await thread.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
