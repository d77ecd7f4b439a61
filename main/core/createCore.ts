/** The app without a shell: takes the world as ports, gives the router that every transport serves. */
import { answererHandlers } from './answerers/answererHandlers.ts'
import { answerFromLibrary } from './assistant/libraryAnswerer.ts'
import { turnHandlers } from './assistant/turnHandlers.ts'
import { createTurns } from './assistant/turns.ts'
import { backupHandlers } from './backups/backupHandlers.ts'
import { backupSchedule } from './backups/backupSchedule.ts'
import { createChanges } from './changes.ts'
import { conversationHandlers } from './conversations/conversationHandlers.ts'
import { indexMessages } from './conversations/indexMessages.ts'
import { implementer } from './edge.ts'
import { exportHandlers } from './export/exportHandlers.ts'
import { eraseDaily } from './eraseExpired.ts'
import { createInbox } from './notes/contradictions.ts'
import { keepPolicies } from './notes/keepPolicies.ts'
import { knowledgeHandlers } from './notes/knowledgeHandlers.ts'
import { createNoteDesk } from './notes/noteDesk.ts'
import { noteHandlers } from './notes/noteHandlers.ts'
import { createVerifyJobs } from './notes/verifyJobs.ts'
import { createBulkJobs } from './notes/bulkJobs.ts'
import { createTruth } from './notes/truth.ts'
import { withSampleModel } from './models/sampleModel.ts'
import type { Ports } from './ports.ts'
import { readingHandlers } from './rules/readingHandlers.ts'
import { ruleSetHandlers } from './rules/ruleSetHandlers.ts'
import { rulesHandlers } from './rules/rulesHandlers.ts'
import { createRuleSets } from './rules/ruleSets.ts'
import { settingsHandlers } from './settings/settingsHandlers.ts'
import { createImports } from './sources/imports.ts'
import { sourceHandlers } from './sources/sourceHandlers.ts'

/** Deleted things that are listed: more than anybody reads through. */
const DELETED = 500

/** The one core of a workspace. Turns that a crash left open are taken up at once and ended honestly. */
export function createCore(given: Ports) {
  const ports: Ports = { ...given, models: withSampleModel(given.models) }
  const { store, about } = ports
  const os = implementer(ports)
  const changes = createChanges()
  const ruleSets = createRuleSets(ports, changes)
  const asker = { ...ports, ruleSets }
  const desk = createNoteDesk(ports, ruleSets, changes)
  const inbox = createInbox(desk)
  const policies = keepPolicies(desk)
  const verifying = createVerifyJobs(desk)
  const bulk = createBulkJobs(desk)
  const turns = createTurns(ports, changes, ruleSets, answerFromLibrary, (turn) => {
    try {
      inbox.afterNotes(policies.afterTurn(turn))
      inbox.afterTurn(turn)
    } catch (error) {
      // The answer stands, whatever could not be kept of it.
      ports.log.write('error', 'knowledge.afterTurn', { turn, message: error instanceof Error ? error.message : String(error) })
    }
  })
  turns.takeUpBroken()
  ports.backups.sweep()
  const sources = createImports(ports, changes)
  const imports = {
    ...sources,
    // The sample is its documents and its rules.
    sample: async (install: boolean): Promise<void> => {
      await sources.sample(install)
      await ruleSets.sample(install)
    },
  }
  void imports.sweep()
  const truth = createTruth(ports, ruleSets, changes)
  const stopErasing = eraseDaily(ports)
  const stopIndexing = indexMessages(ports)
  const schedule = backupSchedule(ports, changes)
  const router = {
    core: {
      info: os.core.info.handler(() => ({
        version: about.version,
        workspace: about.workspace,
        ...(about.damage === undefined ? {} : { damage: about.damage }),
        counts: store.read.counts(),
        sampleInstalled: store.read.sources().some((source) => source.sample),
      })),
      deleted: os.core.deleted.handler(() => store.read.deleted(DELETED)),
      changes: os.core.changes.handler(({ signal }) => changes.listen(signal)),
    },
    conversation: conversationHandlers(os, ports, changes),
    ...turnHandlers(os, ports, turns, changes),
    ...sourceHandlers(os, ports, changes, imports),
    ruleSet: ruleSetHandlers(os, ports, ruleSets),
    ...backupHandlers(os, ports, changes, imports, schedule),
    answerer: answererHandlers(os, ports, changes),
    export: exportHandlers(os, ports),
    note: noteHandlers(os, desk, inbox, verifying, bulk),
    ...knowledgeHandlers(os, desk, inbox, policies),
    rules: rulesHandlers(os, asker),
    reading: readingHandlers(os, asker),
    ...settingsHandlers(os, ports, changes),
  }
  return {
    router,
    /** Ends what is running, each turn in the history, then lets every listener go. The ports are closed by whoever opened them. */
    close: async (): Promise<void> => {
      stopErasing()
      stopIndexing()
      schedule.stop()
      await Promise.all([turns.close(), imports.close(), ports.backups.close()])
      await Promise.all([verifying.close(), bulk.close(), inbox.close()])
      await truth.close()
      await ruleSets.close()
      changes.close()
    },
  }
}
