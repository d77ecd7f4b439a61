/** What a person can do with rule sets as a whole: make, start from a sample, bring in, switch, rename, remove with undo, hand out. */
import type { Impact } from '../../../shared/contract/ruleContract.ts'
import { MAX_RULES_TEXT, type RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import type { Core } from '../../core/core.ts'
import { download } from '../../core/download.ts'

export interface Rules {
  readonly core: Core
  /** Makes a set and opens it; `undefined` where it failed, which was said. */
  create(file: string, text: string, imported?: boolean): Promise<RuleSetInfo | undefined>
  startFrom(sample: string): Promise<void>
  importFiles(files: readonly File[]): Promise<void>
  exportSet(set: RuleSetInfo): Promise<void>
  switchSet(set: RuleSetInfo, on: boolean): Promise<void>
  rename(set: RuleSetInfo, file: string): Promise<void>
  /** What would lose its proof without the set; `undefined` when nothing would. */
  leansOn(set: RuleSetInfo): Promise<Impact | undefined>
  remove(set: RuleSetInfo): Promise<void>
}

/** A file name that no set has yet: `rules`, `rules 2`, … */
export function freeName(wanted: string, sets: readonly RuleSetInfo[]): string {
  const stem = wanted.replace(/\.rules$/i, '').replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ').trim().slice(0, 80) || 'rules'
  const taken = new Set(sets.map((set) => set.file.toLowerCase()))
  for (let count = 1; ; count += 1) {
    const name = `${count === 1 ? stem : `${stem} ${count}`}.rules`
    if (!taken.has(name.toLowerCase())) return name
  }
}

export function createRules(core: Core): Rules {
  const { client } = core.connection
  const sets = (): readonly RuleSetInfo[] => core.ruleSets.store.getState().sets ?? []
  const trying = async <T,>(run: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await run()
      await core.ruleSets.read()
      return result
    } catch (error) {
      core.notices.fail(error)
      return undefined
    }
  }
  const create: Rules['create'] = async (file, text, imported = false) => {
    const goOn = core.from()
    const made = await trying(() => client.ruleSet.create({ file: freeName(file, sets()), text, imported }))
    if (made) goOn(`#/rules/${made.id}`)
    return made
  }
  return {
    core,
    create,
    async startFrom(name) {
      const sample = await trying(() => client.rules.sample({ name }))
      if (sample) await create(sample.file, sample.text)
    },
    async importFiles(files) {
      for (const file of files) {
        if (file.size > MAX_RULES_TEXT * 2) {
          core.notices.say(`“${file.name}” is larger than a rule set can be. Split it into several files.`)
          continue
        }
        const text = await file.text()
        if (text.includes('\u0000')) core.notices.say(`“${file.name}” is not a text. Rule sets are plain text files that end in .rules.`)
        else await create(file.name.replace(/\.\w+$/, ''), text.replace(/\r\n?/g, '\n'), true)
      }
    },
    async exportSet(set) {
      const opened = await trying(() => client.ruleSet.open({ id: set.id }))
      if (!opened) return
      download(set.file, opened.text, 'text/plain')
      core.notices.say(`Exported as ${set.file}.`)
    },
    async switchSet(set, on) {
      core.ruleSets.store.setState(({ sets }) => ({ sets: sets?.map((one) => (one.id === set.id ? { ...one, on } : one)) }))
      await trying(() => client.ruleSet.switch({ id: set.id, on }))
    },
    async rename(set, file) {
      await trying(() => client.ruleSet.rename({ id: set.id, file }))
    },
    async leansOn(set) {
      if (!set.on) return undefined
      try {
        for await (const update of await client.rules.impact({ set: set.id, text: '' })) {
          if (update.kind === 'result') return update.impact.notes.length + update.impact.claims.length > 0 ? update.impact : undefined
        }
      } catch (error) {
        // Removing can be undone; it must not hang on what it would change.
        core.notices.fail(error)
      }
      return undefined
    },
    async remove(set) {
      const goOn = core.from()
      const gone = await trying(() => client.ruleSet.remove({ id: set.id }))
      if (!gone) return
      goOn('#/rules')
      const undo = async (): Promise<void> => {
        const back = await trying(() => client.ruleSet.restore({ id: set.id }))
        if (back) core.go(`#/rules/${back.id}`)
      }
      core.notices.say(`“${set.title}” was removed.`, { label: 'Undo', run: () => void undo() })
    },
  }
}
