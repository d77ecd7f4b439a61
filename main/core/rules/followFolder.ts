/** Brings the rule sets in step with the files in the folder: edits, new files, renames and removals from outside. */
import { MAX_RULES_TEXT, type RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { Clock, Log, RuleFiles } from '../ports.ts'
import { hashOfText } from './baseVersion.ts'
import { sameFile } from './ruleFileName.ts'
import type { RuleShelf } from './ruleShelf.ts'

/** Milliseconds that a file must be away before its set counts as deleted: editors replace a file by removing it first. */
const GONE_AFTER = 1500
/** Bytes of a file that is read at all. */
const MOST_BYTES = MAX_RULES_TEXT * 4

export interface FolderChange {
  readonly set: RuleSetId
  readonly what: 'saved' | 'renamed' | 'deleted' | 'restored'
}

export interface FolderFollower {
  /** What was changed in the history to follow the files; `look again` is called when a file that is away may only be being replaced. */
  follow(lookAgain: (afterMs: number) => void): Promise<FolderChange[]>
  /** Files that cannot be taken, and why. */
  readonly unread: ReadonlyMap<string, string>
}

interface Surroundings {
  readonly shelf: RuleShelf
  readonly files: RuleFiles
  readonly clock: Pick<Clock, 'elapsed'>
  readonly log: Log
}

interface Found {
  readonly file: string
  readonly text: string
  readonly hash: string
}

export function folderFollower({ shelf, files, clock, log }: Surroundings): FolderFollower {
  /** Files as they were when they were last in step. */
  const stamps = new Map<string, string>()
  const away = new Map<RuleSetId, number>()
  const unread = new Map<string, string>()
  let first = true

  /** The folder itself is gone: nobody deletes all sets that way on purpose, so the files are written again. */
  const writeAll = async (): Promise<void> => {
    const sets = shelf.live()
    for (const set of sets) await files.write(set.file, shelf.textOf(set))
    if (sets.length > 0) log.write('warn', 'rules.written', { files: sets.length })
  }
  const edited = async (set: RuleSetInfo | undefined, { file, text }: Found): Promise<FolderChange> => {
    const prepared = await shelf.prepare({ set, file, text, by: 'outside' })
    return { set: shelf.keep(prepared).id, what: 'saved' }
  }
  const readChanged = async (listed: readonly { file: string; stamp: string; bytes: number }[]): Promise<{ found: Found[]; read: ReadonlySet<string> }> => {
    const found: Found[] = []
    for (const { file, stamp, bytes } of listed) {
      if (stamps.get(file) === stamp) continue
      const text = bytes > MOST_BYTES ? undefined : await files.read(file)
      if (text === undefined || text.length > MAX_RULES_TEXT) {
        if (text !== undefined || bytes > MOST_BYTES) unread.set(file, 'it is larger than Plumbline accepts; split it into several files')
        continue
      }
      unread.delete(file)
      found.push({ file, text, hash: hashOfText(text) })
    }
    return { found, read: new Set(found.map(({ file }) => file)) }
  }
  const deleted = (gone: readonly RuleSetInfo[], lookAgain: (afterMs: number) => void): FolderChange[] => {
    const changes: FolderChange[] = []
    for (const { id } of gone) {
      const since = away.get(id) ?? clock.elapsed()
      away.set(id, since)
      if (!first && clock.elapsed() - since < GONE_AFTER) {
        lookAgain(GONE_AFTER)
        continue
      }
      shelf.append({ kind: 'ruleSet.deleted', id })
      changes.push({ set: id, what: 'deleted' })
    }
    return changes
  }
  return {
    unread,
    follow: async (lookAgain) => {
      const listed = await files.list()
      if (listed === undefined) {
        await writeAll()
        first = false
        return []
      }
      const { found } = await readChanged(listed)
      const there = (set: RuleSetInfo): boolean => listed.some(({ file }) => sameFile(file, set.file))
      const gone = shelf.live().filter((set) => !there(set))
      for (const set of shelf.live()) if (there(set)) away.delete(set.id)
      const changes: FolderChange[] = []
      for (const one of found) {
        const set = shelf.live().find(({ file }) => sameFile(file, one.file))
        const moved = set ? undefined : gone.find(({ version }) => version === one.hash)
        if (moved) {
          gone.splice(gone.indexOf(moved), 1)
          shelf.append({ kind: 'ruleSet.renamed', id: moved.id, file: one.file })
          changes.push({ set: moved.id, what: 'renamed' })
        } else {
          // A folder that was away for a while, another branch checked out and back: the set goes on where it was.
          const back = set ? undefined : shelf.deleted().find(({ file }) => sameFile(file, one.file))
          if (back) {
            shelf.append({ kind: 'ruleSet.restored', id: back.id })
            changes.push({ set: back.id, what: 'restored' })
          }
          const known = set ?? back
          if (known?.version !== one.hash) changes.push(await edited(known && shelf.found(known.id), one))
        }
      }
      changes.push(...deleted(gone, lookAgain))
      stamps.clear()
      for (const { file, stamp } of listed) stamps.set(file, stamp)
      first = false
      return changes
    },
  }
}
