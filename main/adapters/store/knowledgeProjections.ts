/** Folds what is to be looked at again, contradictions, policies of keeping, and growth by day; each is derived from the events of others. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { WriteConnection } from './connections.ts'

type Contradicted = Extract<HistoryEvent, { kind: `contradiction.${string}` }>

/** What a change of this kind may make stale; a note that was kept or edited is looked at itself, and notes may lean on a version before the source that is named. */
function dueOf(event: HistoryEvent): { kind: 'source' | 'set' | 'note'; id: string }[] {
  switch (event.kind) {
    case 'source.imported':
      return event.replaces === undefined ? [] : [{ kind: 'source', id: event.replaces }]
    case 'source.deleted':
    case 'source.restored':
      return [{ kind: 'source', id: event.id }]
    case 'ruleSet.saved':
    case 'ruleSet.switched':
    case 'ruleSet.deleted':
    case 'ruleSet.restored':
      return [{ kind: 'set', id: event.id }]
    case 'note.kept':
    case 'note.edited':
      return [{ kind: 'note', id: event.note.id }]
    case 'note.staled':
    case 'note.deleted':
    case 'note.restored':
      return [{ kind: 'note', id: event.id }]
    default:
      return []
  }
}

/** Runs after the event was folded into its own table, within the same transaction: a kill leaves it to be done at the next start. */
export function dueProjection(db: WriteConnection): (seq: number, event: HistoryEvent) => void {
  const add = db.prepare(
    `INSERT INTO knowledge_due (kind, id, seq) SELECT @kind, @id, @seq WHERE @always = 1 OR EXISTS (SELECT 1 FROM note_leans WHERE kind = @kind AND id = @id)
     ON CONFLICT (kind, id) DO UPDATE SET seq = @seq`,
  )
  const done = db.prepare('DELETE FROM knowledge_due WHERE kind = ? AND id = ? AND seq <= ?')
  return (seq, event) => {
    if (event.kind === 'knowledge.settled') for (const { kind, id } of event.what) done.run(kind, id, event.upTo)
    else for (const due of dueOf(event)) add.run({ ...due, seq, always: event.kind === 'note.kept' || event.kind === 'note.edited' || due.kind === 'source' ? 1 : 0 })
  }
}

export function contradictionProjection(db: WriteConnection): (at: string, event: Contradicted) => void {
  const add = db.prepare('INSERT OR IGNORE INTO contradiction (id, at, note, other_note, turn, value) VALUES (@id, @at, @note, @otherNote, @turn, @value)')
  const decide = db.prepare('UPDATE contradiction SET decision = ?, decided_at = ? WHERE id = ?')
  return (at, event) => {
    if (event.kind === 'contradiction.decided') return void decide.run(JSON.stringify({ what: event.what, ...(event.reason === undefined ? {} : { reason: event.reason }) }), at, event.id)
    if (event.kind === 'contradiction.reopened') return void decide.run(null, null, event.id)
    const { id, note, with: other } = event.contradiction
    add.run({ id, at, note, otherNote: 'note' in other ? other.note : null, turn: 'turn' in other ? other.turn : null, value: JSON.stringify(event.contradiction) })
  }
}

/** Which notes of a meaning are left apart. */
export function apartProjection(db: WriteConnection): (event: Extract<HistoryEvent, { kind: 'notes.leftApart' }>) => void {
  const add = db.prepare('INSERT OR IGNORE INTO note_apart (meaning, note) VALUES (?, ?)')
  const drop = db.prepare('DELETE FROM note_apart WHERE meaning = ? AND note = ?')
  return ({ meaning, ids, apart }) => {
    for (const id of ids) (apart ? add : drop).run(meaning, id)
  }
}

export function keepingProjection(db: WriteConnection): (event: Extract<HistoryEvent, { kind: 'keeping.changed' }>) => void {
  const set = db.prepare('INSERT INTO keeping (id, policies) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET policies = excluded.policies')
  return ({ policies }) => void set.run(JSON.stringify(policies))
}

/** What of growth an event may change: the row is measured before and after. */
function grows(event: HistoryEvent): { what: 'note' | 'source' | 'rule_set'; ids: string[] } | undefined {
  switch (event.kind) {
    case 'note.kept':
    case 'note.edited':
      return { what: 'note', ids: [event.note.id] }
    case 'note.staled':
    case 'note.deleted':
    case 'note.restored':
      return { what: 'note', ids: [event.id] }
    case 'source.imported':
      return { what: 'source', ids: event.replaces === undefined ? [event.source.id] : [event.source.id, event.replaces] }
    case 'source.deleted':
    case 'source.restored':
      return { what: 'source', ids: [event.id] }
    case 'ruleSet.saved':
    case 'ruleSet.switched':
    case 'ruleSet.deleted':
    case 'ruleSet.restored':
      return { what: 'rule_set', ids: [event.id] }
    default:
      return undefined
  }
}

/** `measure` before and `count` after an event was folded into its own table. */
export function growthProjection(db: WriteConnection): { measure(event: HistoryEvent): number[]; count(at: string, event: HistoryEvent, before: readonly number[]): void } {
  const add = db.prepare('INSERT INTO growth_day (day, what, change) VALUES (?, ?, ?) ON CONFLICT (day, what) DO UPDATE SET change = change + excluded.change')
  const measures = {
    note: db.prepare("SELECT merged_into IS NULL AND deleted_at IS NULL AS a, merged_into IS NULL AND deleted_at IS NULL AND verdict = 'verified' AND status = 'current' AS b FROM note WHERE id = ?").raw(),
    source: db.prepare('SELECT deleted_at IS NULL AND replaced_by IS NULL AS a, 0 AS b FROM source WHERE id = ?').raw(),
    rule_set: db.prepare('SELECT CASE WHEN deleted_at IS NULL AND switched_on = 1 THEN rules + facts ELSE 0 END AS a, 0 AS b FROM rule_set WHERE id = ?').raw(),
  }
  const names = { note: ['notes', 'verified'], source: ['sources', undefined], rule_set: ['rules', undefined] } as const
  const measure = (event: HistoryEvent): number[] => {
    const of = grows(event)
    const sum = [0, 0]
    for (const id of of?.ids ?? []) {
      const [a = 0, b = 0] = (measures[of!.what].get(id) as [number, number] | undefined) ?? []
      sum[0]! += a
      sum[1]! += b
    }
    return sum
  }
  return {
    measure,
    count: (at, event, before) => {
      const day = at.slice(0, 10)
      const of = grows(event)
      if (of) {
        measure(event).forEach((now, index) => {
          const name = names[of.what][index]
          if (name !== undefined && now !== before[index]) add.run(day, name, now - before[index]!)
        })
      }
      if (event.kind === 'turn.started' && event.mode === 'ask') add.run(day, 'asked', 1)
      if (event.kind === 'questions.offered') add.run(day, 'offered', event.questions.length)
      if (event.kind === 'note.kept' && event.note.provenance.prompted) add.run(day, 'unlocked', 1)
    },
  }
}
