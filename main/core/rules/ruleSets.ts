/** Rule sets: kept in the history, alive as files, one thing at a time, so that an edit from outside and a save never cross. */
import type { RuleSetId } from '../../../shared/model/ids.ts'
import { MAX_RULES_TEXT, type RuleCounts, type RuleSetAuthor, type RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Ports, RuleTexts } from '../ports.ts'
import { folderFollower, type FolderChange } from './followFolder.ts'
import { freeFileName, ruleFileName, sameFile } from './ruleFileName.ts'
import { createRuleShelf, type PreparedText } from './ruleShelf.ts'

export interface SaveRules {
  readonly id?: RuleSetId | undefined
  readonly file?: string | undefined
  readonly text: string
  readonly basedOn?: string | undefined
  readonly reason?: string | undefined
}

export interface RuleSets {
  list(): Promise<{ sets: RuleSetInfo[]; baseVersion: string; unread: { file: string; why: string }[] }>
  open(id: RuleSetId): Promise<{ info: RuleSetInfo; text: string }>
  save(asked: SaveRules): Promise<RuleSetInfo>
  create(file: string, text: string, by: RuleSetAuthor): Promise<RuleSetInfo>
  rename(id: RuleSetId, file: string): Promise<RuleSetInfo>
  remove(id: RuleSetId): Promise<void>
  restore(id: RuleSetId): Promise<RuleSetInfo>
  switch(id: RuleSetId, on: boolean): Promise<RuleSetInfo>
  seal(id: RuleSetId, rule: string, sealed: boolean, reason: string | undefined): Promise<RuleSetInfo>
  /** The base that decides from now on: of these sets, or of those that are switched on. The folder is looked at first. */
  base(sets?: readonly RuleSetId[]): Promise<RuleTexts>
  /** The sample's rule sets come and go with its sources. */
  sample(install: boolean): Promise<void>
  /** Waits for what is being written. */
  close(): Promise<void>
}

type Surroundings = Pick<Ports, 'store' | 'logic' | 'log' | 'newId' | 'clock' | 'ruleFiles'>

export function createRuleSets(ports: Surroundings, changes: Changes): RuleSets {
  const { store, log, clock, ruleFiles: files } = ports
  const shelf = createRuleShelf(ports)
  const follower = folderFollower({ shelf, files, clock, log })
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  let looking: ReturnType<typeof setTimeout> | undefined

  /** One after the other; what fails fails alone. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  const lookLater = (afterMs: number): void => {
    clearTimeout(looking)
    looking = setTimeout(look, afterMs)
  }
  const follow = async (): Promise<void> => {
    const found: FolderChange[] = await follower.follow(lookLater)
    for (const { set, what } of found) {
      log.write('info', 'rules.outside', { set, what })
      changes.tell('rules')
    }
  }
  /** A folder that cannot be read must not stop what is known from being used. */
  const followOrSay = (): Promise<void> =>
    follow().catch((error: unknown) => log.write('warn', 'rules.folder', { message: error instanceof Error ? error.message : String(error) }))
  const look = (): void => {
    if (!closed) void inTurn(followOrSay)
  }
  const stopWatching = files.watch(look)

  const keep = async (prepared: PreparedText): Promise<RuleSetInfo> => {
    await files.write(prepared.file, prepared.text)
    const info = shelf.keep(prepared)
    changes.tell('rules')
    return info
  }
  const added = async (wanted: string, text: string, by: RuleSetAuthor): Promise<RuleSetInfo> => {
    if (text.length > MAX_RULES_TEXT) throw new Problem('rules.too-large', wanted)
    return keep(await shelf.prepare({ file: wanted, text, by }))
  }
  const mustBeFree = (file: string, but?: RuleSetId): void => {
    if (shelf.live().some((set) => set.id !== but && sameFile(set.file, file))) throw new Problem('rules.name-taken', file)
  }
  const free = (file: string): string => freeFileName(file, shelf.live().map((set) => set.file))

  const removeNow = async (set: RuleSetInfo): Promise<void> => {
    await files.remove(set.file)
    shelf.append({ kind: 'ruleSet.deleted', id: set.id })
    changes.tell('rules')
  }
  const restoreNow = async (set: RuleSetInfo): Promise<RuleSetInfo> => {
    const file = free(set.file)
    await files.write(file, shelf.textOf(set))
    shelf.append({ kind: 'ruleSet.restored', id: set.id }, ...(file === set.file ? [] : [{ kind: 'ruleSet.renamed' as const, id: set.id, file }]))
    changes.tell('rules')
    return shelf.found(set.id)
  }
  const saveNow = async ({ id, file, text, basedOn, reason }: SaveRules): Promise<RuleSetInfo> => {
    if (text.length > MAX_RULES_TEXT) throw new Problem('rules.too-large', `${text.length} characters, at most ${MAX_RULES_TEXT}`)
    if (id === undefined) {
      if (file === undefined) throw new Problem('input.invalid', 'a new rule set needs a file name')
      const name = ruleFileName(file)
      mustBeFree(name)
      return added(name, text, 'person')
    }
    const set = shelf.found(id)
    if (basedOn !== undefined && basedOn !== set.version) throw new Problem('rules.changed-outside', set.file)
    if (shelf.textOf(set) === text) return set
    const prepared = await shelf.prepare({ set, file: set.file, text, by: 'person', reason })
    if (prepared.brokenSeals.length > 0 && !reason?.trim()) throw new Problem('rules.sealed', prepared.brokenSeals.join(', '))
    return keep(prepared)
  }
  const sampleNow = async (install: boolean): Promise<void> => {
    const ours = store.read.sampleRuleSets()
    if (!install) {
      for (const set of ours) if (set.deletedAt === undefined) await removeNow(set)
      return
    }
    if (ours.length > 0) {
      for (const set of ours) if (set.deletedAt !== undefined) await restoreNow(set)
      return
    }
    for (const { file, text } of await files.samples()) await added(free(file), text, 'sample')
  }
  const sampleIsThere = (): boolean => store.read.sources().some((source) => source.sample)
  /** A sample that was put in before rule sets were kept has none yet. */
  const begin = async (): Promise<void> => {
    await followOrSay()
    if (sampleIsThere() && store.read.sampleRuleSets().length === 0) await sampleNow(true)
  }
  void inTurn(begin).catch((error: unknown) => log.write('warn', 'rules.begin', { message: error instanceof Error ? error.message : String(error) }))

  let counted: { key: string; counts: Readonly<Record<string, RuleCounts>> } | undefined
  /** What a set is counted to hold changes with the others: they share one vocabulary. */
  const recounted = async (sets: readonly RuleSetInfo[]): Promise<RuleSetInfo[]> => {
    const base = shelf.base()
    if (counted?.key !== base.key) counted = { key: base.key, counts: await ports.logic.counts(base).catch(() => ({})) }
    const { counts } = counted
    return sets.map((set) => (set.on ? { ...set, ...counts[set.file] } : set))
  }
  return {
    list: async () => {
      await inTurn(followOrSay)
      const unread = [...follower.unread].map(([file, why]) => ({ file, why }))
      return { sets: await recounted(shelf.live()), baseVersion: shelf.baseVersion(), unread }
    },
    open: (id) => inTurn(async () => {
      await followOrSay()
      const info = shelf.found(id)
      return { info, text: shelf.textOf(info) }
    }),
    save: (asked) => inTurn(async () => {
      await follow()
      return saveNow(asked)
    }),
    create: (file, text, by) => inTurn(async () => {
      await follow()
      const name = ruleFileName(file)
      if (by !== 'import') mustBeFree(name)
      return added(free(name), text, by)
    }),
    rename: (id, file) => inTurn(async () => {
      await follow()
      const set = shelf.found(id)
      const name = ruleFileName(file)
      if (name === set.file) return set
      mustBeFree(name, id)
      await files.rename(set.file, name)
      shelf.append({ kind: 'ruleSet.renamed', id, file: name })
      changes.tell('rules')
      return shelf.found(id)
    }),
    remove: (id) => inTurn(async () => {
      await follow()
      await removeNow(shelf.found(id))
    }),
    restore: (id) => inTurn(async () => restoreNow(shelf.found(id, true))),
    switch: (id, on) => inTurn(async () => {
      if (shelf.found(id).on !== on) shelf.append({ kind: 'ruleSet.switched', id, on })
      changes.tell('rules')
      return shelf.found(id)
    }),
    seal: (id, rule, sealed, reason) => inTurn(async () => {
      const set = shelf.found(id)
      if (set.sealed.includes(rule) === sealed) return set
      const why = reason?.trim()
      if (!sealed && !why) throw new Problem('rules.sealed', rule)
      shelf.append({ kind: 'ruleSet.sealed', id, rule, sealed, ...(why ? { reason: why } : {}) })
      changes.tell('rules')
      return shelf.found(id)
    }),
    base: (sets) => inTurn(async () => {
      await followOrSay()
      return shelf.base(sets)
    }),
    sample: (install) => inTurn(() => sampleNow(install)),
    close: async () => {
      closed = true
      clearTimeout(looking)
      stopWatching()
      await last
    },
  }
}
