/** One round: start the victim, kill it at a seeded moment, and look for everything it had reported as saved. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import { realCore } from '../../fixtures/core/realCore.ts'
import { seeded } from '../../fixtures/demo/demoId.ts'
import type { ConversationId, NoteId, SourceId, TurnId } from '../../shared/model/ids.ts'
import { foldAll } from '../../shared/turn/foldTurn.ts'
import type { Backups } from '../../main/core/ports.ts'
import type { Report } from './report.ts'

/** Milliseconds from the first reported line to the kill, at most. */
const LATEST = 900

export interface Round {
  readonly reported: number
  /** What the kill hit. */
  readonly midTurn: boolean
  readonly midImport: boolean
  readonly midBackup: boolean
  /** One sentence for each thing that was reported as saved and is not there, and each fault of the workspace. */
  readonly missing: readonly string[]
}

/** Runs until the seeded moment; gives every line that had been written by then. */
async function killedRun(folder: string, seed: number, modelsUrl: string): Promise<Report[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), folder, String(seed), modelsUrl], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)))
  const reports: Report[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may cut the last line; what was not said whole was not said.
    try {
      reports.push(JSON.parse(line) as Report)
    } catch {
      break
    }
    timer ??= setTimeout(() => child.kill('SIGKILL'), seeded(seed * 7919)() * LATEST)
  }
  clearTimeout(timer)
  const signal = await ended
  if (signal !== 'SIGKILL') throw new Error(`the victim of seed ${seed} ended by itself: ${said}`)
  return reports
}

type Read = ReturnType<typeof realCore>['ports']['store']['read']

/** The sentence to say when it is not there; `undefined` when it is. */
function missingOf(report: Report, read: Read, folder: string): string | undefined {
  if (!('saved' in report)) return undefined
  switch (report.saved) {
    case 'open':
      return undefined
    case 'event': {
      const [found] = read.turnEvents(report.turn as TurnId, report.kept.seq - 1)
      return isDeepStrictEqual(found, report.kept) ? undefined : `event ${report.kept.seq} of turn ${report.turn}`
    }
    case 'backup':
      return undefined
    case 'conversation':
      return read.conversation(report.id as ConversationId) ? undefined : `conversation ${report.id}`
    case 'title': {
      const number = Number(/^title (\d+)$/.exec(read.conversation(report.id as ConversationId)?.title ?? '')?.[1] ?? 0)
      return number >= report.number ? undefined : `title ${report.number} of conversation ${report.id}`
    }
    case 'note':
      return read.note(report.id as NoteId)?.statement === report.statement ? undefined : `note ${report.id}`
    case 'deleted':
      return read.note(report.note as NoteId)?.deletedAt ? undefined : `the deletion of note ${report.note}`
    case 'source': {
      const source = read.source(report.id as SourceId)
      if (!source) return `source ${report.id}`
      if (!existsSync(join(folder, 'sources', source.sha256))) return `the original of source ${report.id}`
      const [hit] = read.searchPassages(report.word, 5)
      if (hit?.source !== source.id) return `the passages of source ${report.id}`
      return read.sourceText(source.id, hit.start, hit.end) === hit.text && hit.text.includes(report.word) ? undefined : `the text of source ${report.id}`
    }
  }
}

/** Every backup that was told to be good is there and good, and the newest can be restored; nothing half made is listed. */
async function missingBackups(backups: Backups, all: readonly Report[]): Promise<string[]> {
  const { backups: kept } = backups.state()
  const told = all.flatMap((report) => ('saved' in report && report.saved === 'backup' ? [report.name] : []))
  const good = new Set(kept.filter(({ proven, fault }) => proven !== undefined && fault === undefined).map(({ name }) => name))
  const missing = told.filter((name) => !good.has(name)).map((name) => `backup ${name}`)
  const newest = told.at(-1)
  if (newest === undefined || missing.length > 0) return missing
  try {
    backups.dropStaged((await backups.stage(newest, {})).staged)
  } catch (error) {
    missing.push(`the content of backup ${newest}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return missing
}

const unfinished = (reports: readonly Report[], what: 'turn' | 'import' | 'backup'): boolean =>
  reports.filter((report) => 'began' in report && report.began === what).length > reports.filter((report) => 'ended' in report && report.ended === what).length

/** `all`: everything that rounds before had reported; it must still be there too. */
export async function killRound(folder: string, seed: number, modelsUrl: string, all: Report[]): Promise<Round> {
  const reports = await killedRun(folder, seed, modelsUrl)
  for (const report of reports) if ('saved' in report) all.push(report)
  const missing: string[] = []
  const core = realCore(folder)
  const { read } = core.ports.store
  const verified = read.verifyHistory()
  if (!verified.whole) missing.push(`the history: ${verified.say}`)
  for (const report of all) {
    const sentence = missingOf(report, read, folder)
    if (sentence) missing.push(sentence)
  }
  missing.push(...(await missingBackups(core.ports.backups, all)))
  // The turns that the kill broke off are taken up by this core; each comes to an honest end.
  for (const turn of read.openTurns()) {
    for await (const update of await core.client.turn.follow({ turn })) void update
    if (foldAll(turn, read.turnEvents(turn, 0)).status === 'running') missing.push(`the end of turn ${turn}`)
  }
  const after = read.verifyHistory()
  if (!after.whole) missing.push(`the history after recovery: ${after.say}`)
  await core.close()
  return { reported: reports.filter((report) => 'saved' in report).length, midTurn: unfinished(reports, 'turn'), midImport: unfinished(reports, 'import'), midBackup: unfinished(reports, 'backup'), missing }
}
