/** Migration 3: rule sets with their versions, which of them hold in a conversation, readings the person chose, and why a note is stale. */
export const sql = `
CREATE TABLE rule_set (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  number INTEGER NOT NULL,
  switched_on INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  rules INTEGER NOT NULL,
  facts INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  by TEXT NOT NULL,
  origin TEXT NOT NULL,
  deleted_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_version (
  rule_set TEXT NOT NULL,
  number INTEGER NOT NULL,
  version TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  reason TEXT,
  summary TEXT NOT NULL,
  broken_seals TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (rule_set, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_choice (
  sentence TEXT PRIMARY KEY,
  choice TEXT NOT NULL,
  turn TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_choice_turn ON reading_choice (turn);

ALTER TABLE conversation ADD COLUMN rule_sets TEXT;
ALTER TABLE note ADD COLUMN stale_because TEXT;
`
