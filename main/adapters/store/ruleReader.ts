/** What is read of rule sets and their versions, and of the readings a person chose. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { RuleSetInfo, RuleSetVersion } from '../../../shared/model/ruleSet.ts'
import type { ReadingChoice } from '../../../shared/model/turn.ts'
import type { RuleReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { readPayload } from './upcast.ts'

type Row = Record<string, unknown>

function toInfo(row: Row): RuleSetInfo {
  const { switched_on, sealed, changed_at, origin: _origin, deleted_at, ...same } = row
  const seals = JSON.parse(String(sealed)) as string[]
  return { ...same, on: switched_on === 1, sealed: seals, sealedRules: seals.length, changedAt: changed_at, ...(deleted_at === null ? {} : { deletedAt: deleted_at }) } as RuleSetInfo
}

function toVersion(row: Row): RuleSetVersion {
  const { reason, broken_seals, ...same } = row
  return { ...same, ...(reason === null ? {} : { reason }), ...(broken_seals === null ? {} : { brokenSeals: JSON.parse(String(broken_seals)) as string[] }) } as RuleSetVersion
}

export function ruleReader(db: ReadConnection): RuleReader {
  const all = db.prepare('SELECT * FROM rule_set WHERE deleted_at IS NULL ORDER BY file, id')
  const one = db.prepare('SELECT * FROM rule_set WHERE id = ?')
  const sample = db.prepare("SELECT * FROM rule_set WHERE origin = 'sample' ORDER BY id")
  const versions = db.prepare('SELECT number, version, at, by, reason, summary, broken_seals FROM rule_version WHERE rule_set = ? ORDER BY number DESC')
  const saved = db.prepare('SELECT kind, v, payload FROM history WHERE seq = (SELECT seq FROM rule_version WHERE rule_set = ? AND number = ?)')
  const choices = db.prepare('SELECT sentence, choice FROM reading_choice ORDER BY sentence')
  return {
    ruleSets: () => (all.all() as Row[]).map(toInfo),
    ruleSet: (id) => {
      const row = one.get(id)
      return row ? toInfo(row as Row) : undefined
    },
    sampleRuleSets: () => (sample.all() as Row[]).map(toInfo),
    ruleVersions: (id) => (versions.all(id) as Row[]).map(toVersion),
    ruleText: (id, number) => {
      const row = saved.get(id, number) as { kind: string; v: number; payload: string | null } | undefined
      const event = row && readPayload(row.kind, row.v, row.payload)
      return (event as Extract<HistoryEvent, { kind: 'ruleSet.saved' }> | undefined)?.text
    },
    readingChoices: () => new Map((choices.all() as { sentence: string; choice: string }[]).map(({ sentence, choice }) => [sentence, JSON.parse(choice) as ReadingChoice])),
  }
}
