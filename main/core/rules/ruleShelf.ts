/** The rule sets as they stand: their texts, the base they make, and how a new version of one is kept. */
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { RuleSetAuthor, RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import { Problem } from '../../../shared/problem.ts'
import type { DescribedRules, NewEvent, Ports, RuleTexts } from '../ports.ts'
import { baseVersionOf, hashOfText } from './baseVersion.ts'
import { changeSummary } from './changeSummary.ts'

export interface NewText {
  /** Without one, a new set. */
  readonly set?: RuleSetInfo | undefined
  readonly file: string
  readonly text: string
  readonly by: RuleSetAuthor
  readonly reason?: string | undefined
}

export interface PreparedText extends NewText {
  readonly id: RuleSetId
  readonly described: DescribedRules
  /** Sealed rules that this text changes or leaves out. */
  readonly brokenSeals: readonly string[]
}

export interface RuleShelf {
  live(): RuleSetInfo[]
  /** Those that can still be brought back, the latest first. */
  deleted(): RuleSetInfo[]
  /** Throws `not-found` for one that is not there, or is deleted (or is not, when `deleted` is asked for). */
  found(id: RuleSetId, deleted?: boolean): RuleSetInfo
  textOf(set: RuleSetInfo): string
  /** The base of these sets, or of those that are switched on. */
  base(sets?: readonly RuleSetId[]): RuleTexts
  baseVersion(): string
  prepare(text: NewText): Promise<PreparedText>
  /** The event that keeps it; the file is written by the caller, before. */
  keep(text: PreparedText): RuleSetInfo
  append(...events: NewEvent['event'][]): void
}

/** Deleted things that are looked through. */
const LISTED = 1000

type Surroundings = Pick<Ports, 'store' | 'logic' | 'log' | 'newId'>

const textsKey = (texts: RuleTexts['texts'], versions: readonly string[]): string => hashOfText(JSON.stringify(texts.map(({ file, set, version }, index) => [file, set, version, versions[index]])))

const NOTHING_DESCRIBED: DescribedRules = { counts: { rules: 0, facts: 0, errors: 0, warnings: 0 }, added: [], removed: [], changed: [] }

export function createRuleShelf({ store, logic, log, newId }: Surroundings): RuleShelf {
  const texts = new Map<RuleSetId, { readonly number: number; readonly text: string }>()
  const live = (): RuleSetInfo[] => store.read.ruleSets()
  const textOf = ({ id, number }: RuleSetInfo): string => {
    const known = texts.get(id)
    if (known?.number === number) return known.text
    const text = store.read.ruleText(id, number) ?? ''
    texts.set(id, { number, text })
    return text
  }
  const made = (rows: readonly { readonly file: string; readonly text: string; readonly hash: string; readonly set?: RuleSetId; readonly version?: number }[]): RuleTexts => {
    const ordered = rows.toSorted((a, b) => (a.file < b.file ? -1 : 1))
    const shown = ordered.map(({ hash: _hash, ...text }) => text)
    const versions = ordered.map(({ hash }) => hash)
    return { key: textsKey(shown, versions), version: baseVersionOf(versions), texts: shown }
  }
  const rowOf = (set: RuleSetInfo) => ({ file: set.file, text: textOf(set), hash: set.version, set: set.id, version: set.number })
  const baseOf = (sets: readonly RuleSetInfo[]): RuleTexts => made(sets.map(rowOf))
  const chosen = (sets?: readonly RuleSetId[]): RuleSetInfo[] => live().filter(({ id, on }) => (sets === undefined ? on : sets.includes(id)))
  const found = (id: RuleSetId, deleted = false): RuleSetInfo => {
    const set = store.read.ruleSet(id)
    if (!set || (set.deletedAt !== undefined) !== deleted) throw new Problem('not-found')
    return set
  }
  return {
    live,
    deleted: () => store.read.deleted(LISTED).flatMap((one) => (one.noun === 'ruleSet' ? (store.read.ruleSet(one.id) ?? []) : [])),
    found,
    textOf,
    base: (sets) => baseOf(chosen(sets)),
    baseVersion: () => baseVersionOf(chosen().map(({ version }) => version)),
    prepare: async (given) => {
      const id = given.set?.id ?? (newId() as RuleSetId)
      const others = live().filter((set) => set.on && set.id !== id).map(rowOf)
      const base = made([...others, { file: given.file, text: given.text, hash: hashOfText(given.text), set: id, version: (given.set?.number ?? 0) + 1 }])
      const before = made(given.set ? [...others, { ...rowOf(given.set), file: given.file }] : others)
      const described = await logic.describe(base, given.file, before).catch((error: unknown) => {
        // A text that the engine cannot take must not be lost: it is kept, and what is wrong with it is said when it is asked.
        log.write('warn', 'rules.undescribed', { file: given.file, message: error instanceof Error ? error.message : String(error) })
        return NOTHING_DESCRIBED
      })
      const touched = new Set([...described.changed, ...described.removed])
      return { ...given, id, described, brokenSeals: (given.set?.sealed ?? []).filter((rule) => touched.has(rule)) }
    },
    keep: ({ id, set, file, text, by, reason, described, brokenSeals }) => {
      const number = (set?.number ?? 0) + 1
      const why = reason?.trim()
      store.write.append([
        {
          stream: `ruleSet:${id}`,
          event: {
            kind: 'ruleSet.saved', id, file, text, by, number,
            title: described.title ?? file.replace(/\.rules$/, ''),
            version: hashOfText(text),
            summary: changeSummary(described),
            counts: described.counts,
            ...(why ? { reason: why } : {}),
            ...(brokenSeals.length > 0 && !why ? { brokenSeals: [...brokenSeals] } : {}),
          },
        },
      ])
      texts.set(id, { number, text })
      return found(id)
    },
    append: (...events) => {
      store.write.append(events.map((event) => ({ stream: 'id' in event ? `ruleSet:${event.id}` : 'ruleSet', event })))
    },
  }
}
