/** Every migration in order: the position in this list is the database's `user_version`. Landed ones are never edited. */
import { sql as history } from './0001-history.ts'
import { sql as passages } from './0002-passages.ts'
import { sql as rules } from './0003-rules.ts'
import { sql as safety } from './0004-safety.ts'
import { sql as turns } from './0005-turns.ts'
import { sql as knowledge } from './0006-knowledge.ts'
import { sql as messages } from './0007-messages.ts'
import { sql as attachments } from './0008-attachments.ts'
import { sql as noteLists } from './0009-note-lists.ts'
import { sql as apart } from './0010-apart.ts'

export const migrations: readonly string[] = [history, passages, rules, safety, turns, knowledge, messages, attachments, noteLists, apart]
