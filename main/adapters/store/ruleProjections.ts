/** Folds what happens to rule sets, and the readings a person chose, into their tables. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { WriteConnection } from './connections.ts'

type RuleEvent = Extract<HistoryEvent, { kind: `ruleSet.${string}` | 'conversation.ruleSetsChosen' }>
type Saved = Extract<HistoryEvent, { kind: 'ruleSet.saved' }>
type Chosen = Extract<HistoryEvent, { kind: 'reading.chosen' }>

function savedFold(db: WriteConnection): (seq: number, at: string, event: Saved) => void {
  const save = db.prepare(
    `INSERT INTO rule_set (id, file, title, version, number, switched_on, sealed, rules, facts, errors, warnings, changed_at, by, origin)
     VALUES (@id, @file, @title, @version, @number, 1, '[]', @rules, @facts, @errors, @warnings, @at, @by, @by)
     ON CONFLICT (id) DO UPDATE SET file = @file, title = @title, version = @version, number = @number,
       rules = @rules, facts = @facts, errors = @errors, warnings = @warnings, changed_at = @at, by = @by`,
  )
  const keep = db.prepare(
    `INSERT INTO rule_version (rule_set, number, version, at, by, reason, summary, broken_seals, seq)
     VALUES (@id, @number, @version, @at, @by, @reason, @summary, @broken, @seq)`,
  )
  return (seq, at, { id, file, title, version, number, by, counts, reason, summary, brokenSeals }) => {
    save.run({ id, file, title, version, number, by, at, ...counts })
    keep.run({ id, number, version, at, by, summary, seq, reason: reason ?? null, broken: brokenSeals === undefined ? null : JSON.stringify(brokenSeals) })
  }
}

/** Runs within the caller's transaction. */
export function ruleProjections(db: WriteConnection): (seq: number, at: string, event: RuleEvent) => void {
  const saved = savedFold(db)
  const rename = db.prepare('UPDATE rule_set SET file = ?, changed_at = ? WHERE id = ?')
  const switchOn = db.prepare('UPDATE rule_set SET switched_on = ? WHERE id = ?')
  const sealsOf = db.prepare('SELECT sealed FROM rule_set WHERE id = ?').pluck()
  const seal = db.prepare('UPDATE rule_set SET sealed = ? WHERE id = ?')
  const mark = db.prepare('UPDATE rule_set SET deleted_at = ? WHERE id = ?')
  const choose = db.prepare('UPDATE conversation SET rule_sets = ? WHERE id = ?')
  return (seq, at, event) => {
    switch (event.kind) {
      case 'ruleSet.saved':
        return saved(seq, at, event)
      case 'ruleSet.renamed':
        return void rename.run(event.file, at, event.id)
      case 'ruleSet.switched':
        return void switchOn.run(event.on ? 1 : 0, event.id)
      case 'ruleSet.sealed': {
        const before = JSON.parse(String(sealsOf.get(event.id) ?? '[]')) as string[]
        const others = before.filter((rule) => rule !== event.rule)
        return void seal.run(JSON.stringify(event.sealed ? [...others, event.rule].sort() : others), event.id)
      }
      case 'ruleSet.deleted':
        return void mark.run(at, event.id)
      case 'ruleSet.restored':
        return void mark.run(null, event.id)
      default:
        return void choose.run(event.sets === null ? null : JSON.stringify(event.sets), event.id)
    }
  }
}

export function choiceProjection(db: WriteConnection): (at: string, turn: string, event: Chosen) => void {
  const choose = db.prepare(
    'INSERT INTO reading_choice (sentence, choice, turn, at) VALUES (@sentence, @choice, @turn, @at) ON CONFLICT (sentence) DO UPDATE SET choice = @choice, turn = @turn, at = @at',
  )
  return (at, turn, { sentence, choice }) => void choose.run({ sentence, choice: JSON.stringify(choice), turn, at })
}
