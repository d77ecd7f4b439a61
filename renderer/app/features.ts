/** The features of the app, made once over one core. */
import type { Core } from '../core/core.ts'
import { createExperts, type Experts } from '../features/answerers/actions.ts'
import { type BackupDesk, createBackupDesk } from '../features/backups/actions.ts'
import { type Chat, createChat } from '../features/chat/actions.ts'
import { type Check, createCheck } from '../features/check/actions.ts'
import { type Comparison, createComparison } from '../features/compare/actions.ts'
import { createGrowthDesk, type GrowthDesk } from '../features/growth/actions.ts'
import { createHistoryLog, type HistoryLog } from '../features/history/actions.ts'
import { createNoteList, type NoteList } from '../features/notes/actions.ts'
import { createRules, type Rules } from '../features/rules/actions.ts'
import { createPreferences, type Preferences } from '../features/settings/actions.ts'
import { createLibrary, type Library } from '../features/sources/actions.ts'

export interface Features {
  readonly core: Core
  readonly chat: Chat
  readonly check: Check
  readonly library: Library
  readonly notes: NoteList
  readonly growth: GrowthDesk
  readonly history: HistoryLog
  readonly rules: Rules
  readonly preferences: Preferences
  readonly backups: BackupDesk
  readonly experts: Experts
  readonly comparison: Comparison
}

export function createFeatures(core: Core): Features {
  return {
    core,
    chat: createChat(core),
    check: createCheck(core),
    library: createLibrary(core),
    notes: createNoteList(core),
    growth: createGrowthDesk(core),
    history: createHistoryLog(core),
    rules: createRules(core),
    preferences: createPreferences(core),
    backups: createBackupDesk(core),
    experts: createExperts(core),
    comparison: createComparison(core),
  }
}
