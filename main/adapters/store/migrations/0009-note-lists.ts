/** Migration 9: live notes as narrow rows with what lists filter them by, and how many there are of each kind. */
export const sql = `
CREATE TABLE note_line (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  status TEXT NOT NULL,
  verdict TEXT NOT NULL,
  by TEXT NOT NULL,
  topic TEXT NOT NULL,
  meaning TEXT
) STRICT;
CREATE INDEX note_line_status ON note_line (status);
CREATE INDEX note_line_verdict ON note_line (verdict);
CREATE INDEX note_line_by ON note_line (by);
CREATE INDEX note_line_topic ON note_line (topic);
CREATE INDEX note_line_meaning ON note_line (meaning) WHERE meaning IS NOT NULL;

CREATE TABLE note_of (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (kind, id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_of_number ON note_of (number);

CREATE TABLE note_count (
  topic TEXT NOT NULL,
  status TEXT NOT NULL,
  verdict TEXT NOT NULL,
  by TEXT NOT NULL,
  notes INTEGER NOT NULL,
  PRIMARY KEY (topic, status, verdict, by)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE note_term USING fts5vocab(note_fts, 'row');

DROP TABLE note_tag;
DROP INDEX note_list;
DROP INDEX note_meaning;
CREATE INDEX note_deleted ON note (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX knowledge_due_seq ON knowledge_due (seq);

INSERT INTO note_line (number, id, status, verdict, by, topic, meaning)
  SELECT number, id, status, verdict, by, topic, meaning FROM note WHERE deleted_at IS NULL AND merged_into IS NULL;
INSERT OR IGNORE INTO note_of (kind, id, number)
  SELECT 'tag', t.value, n.number FROM note n, json_each(n.tags) t WHERE n.deleted_at IS NULL AND n.merged_into IS NULL
  UNION ALL SELECT 'policy', n.more ->> '$.keptBy.policy', n.number FROM note n WHERE n.more ->> '$.keptBy.policy' IS NOT NULL AND n.deleted_at IS NULL AND n.merged_into IS NULL
  UNION ALL SELECT l.kind, l.id, n.number FROM note_leans l JOIN note n ON n.id = l.note WHERE l.kind IN ('source', 'set') AND n.deleted_at IS NULL AND n.merged_into IS NULL;
INSERT INTO note_count (topic, status, verdict, by, notes) SELECT topic, status, verdict, by, count(*) FROM note_line GROUP BY topic, status, verdict, by;
`
