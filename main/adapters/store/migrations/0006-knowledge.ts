/** Migration 6: what notes lean on and what became of it, their full text index, contradictions, what is to be looked at again, and growth by day. */
export const sql = `
ALTER TABLE note ADD COLUMN number INTEGER;
ALTER TABLE note ADD COLUMN verdict TEXT NOT NULL DEFAULT 'unverified';
ALTER TABLE note ADD COLUMN by TEXT NOT NULL DEFAULT 'none';
ALTER TABLE note ADD COLUMN turn TEXT;
ALTER TABLE note ADD COLUMN expires TEXT;
ALTER TABLE note ADD COLUMN meaning TEXT;
ALTER TABLE note ADD COLUMN merged_into TEXT;
ALTER TABLE note ADD COLUMN helped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN more TEXT NOT NULL DEFAULT '{}';
UPDATE note SET verdict = coalesce(claim ->> 'verdict', 'unverified'), by = coalesce(claim ->> 'by', 'none'), turn = provenance ->> 'turn';
UPDATE note SET number = n FROM (SELECT id AS i, row_number() OVER (ORDER BY id) AS n FROM note) WHERE i = note.id;
CREATE UNIQUE INDEX note_number ON note (number);
CREATE INDEX note_turn ON note (turn);
CREATE INDEX note_meaning ON note (meaning) WHERE meaning IS NOT NULL;
CREATE INDEX note_expires ON note (expires) WHERE expires IS NOT NULL;
CREATE INDEX note_list ON note (number DESC, status, verdict, by, topic) WHERE deleted_at IS NULL AND merged_into IS NULL;

CREATE TABLE note_tag (
  tag TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (tag, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_tag_number ON note_tag (number);

CREATE TABLE note_leans (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  note TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (kind, id, note, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_leans_owner ON note_leans (owner);
CREATE INDEX note_leans_note ON note_leans (note);

CREATE VIRTUAL TABLE note_fts USING fts5(
  words, pairs,
  content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE knowledge_due (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contradiction (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  other_note TEXT,
  turn TEXT,
  value TEXT NOT NULL,
  decision TEXT,
  decided_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX contradiction_note ON contradiction (note);
CREATE INDEX contradiction_other ON contradiction (other_note) WHERE other_note IS NOT NULL;
CREATE INDEX contradiction_turn ON contradiction (turn) WHERE turn IS NOT NULL;

CREATE TABLE keeping (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  policies TEXT NOT NULL
) STRICT;

CREATE TABLE growth_day (
  day TEXT NOT NULL,
  what TEXT NOT NULL,
  change INTEGER NOT NULL,
  PRIMARY KEY (day, what)
) STRICT, WITHOUT ROWID;
INSERT INTO unfinished (what) VALUES ('knowledge');
CREATE INDEX history_day ON history (substr(at, 1, 10), seq);
`
