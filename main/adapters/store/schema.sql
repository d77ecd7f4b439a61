CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  stream TEXT NOT NULL,
  kind TEXT NOT NULL,
  v INTEGER NOT NULL,
  payload TEXT,
  payload_hash TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX history_stream ON history (stream, seq);

CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  turns INTEGER NOT NULL,
  deleted_at TEXT
, rule_sets TEXT, folder TEXT, archived INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE turn (
  id TEXT PRIMARY KEY,
  conversation TEXT,
  mode TEXT NOT NULL,
  at TEXT NOT NULL,
  beginning TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  outcome TEXT
, deleted_at TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX turn_conversation ON turn (conversation, first_seq);

CREATE INDEX turn_open ON turn (first_seq) WHERE outcome IS NULL;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  length INTEGER NOT NULL,
  passages INTEGER NOT NULL,
  pages INTEGER,
  tier TEXT NOT NULL,
  published TEXT,
  imported_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  replaced_by TEXT,
  deleted_at TEXT
, local_only INTEGER NOT NULL DEFAULT 0, attached INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE INDEX source_sha256 ON source (sha256);

CREATE INDEX source_path ON source (path);

CREATE TABLE note (
  id TEXT PRIMARY KEY,
  statement TEXT NOT NULL,
  status TEXT NOT NULL,
  topic TEXT NOT NULL,
  tags TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  claim TEXT NOT NULL,
  provenance TEXT NOT NULL,
  deleted_at TEXT
, stale_because TEXT, number INTEGER, verdict TEXT NOT NULL DEFAULT 'unverified', by TEXT NOT NULL DEFAULT 'none', turn TEXT, expires TEXT, meaning TEXT, merged_into TEXT, helped INTEGER NOT NULL DEFAULT 0, more TEXT NOT NULL DEFAULT '{}') STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL
) STRICT;

CREATE TABLE source_text (
  source TEXT NOT NULL,
  start INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (source, start)
) STRICT;

CREATE TABLE source_outline (
  source TEXT PRIMARY KEY,
  landmarks TEXT NOT NULL
) STRICT;

CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER,
  heading TEXT
) STRICT;

CREATE INDEX passage_source ON passage (source);

CREATE VIRTUAL TABLE passage_fts USING fts5(
  words, heading, pairs,
  content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE 'passage_fts_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'passage_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'passage_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'passage_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_fts, 'row');

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

CREATE TABLE unfinished (
  what TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE answerer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  deleted_at TEXT
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX note_number ON note (number);

CREATE INDEX note_turn ON note (turn);

CREATE INDEX note_expires ON note (expires) WHERE expires IS NOT NULL;

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

CREATE TABLE 'note_fts_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'note_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'note_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'note_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;

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

CREATE INDEX history_day ON history (substr(at, 1, 10), seq);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  turn TEXT NOT NULL,
  part TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX message_turn ON message (turn);

CREATE VIRTUAL TABLE message_fts USING fts5(
  words, pairs,
  content = '', contentless_delete = 1,
  prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'message_fts_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'message_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'message_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'message_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE message_due (
  turn TEXT NOT NULL,
  part TEXT NOT NULL,
  piece INTEGER NOT NULL,
  PRIMARY KEY (turn, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  turn TEXT NOT NULL,
  n INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (turn, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE INDEX attachment_source ON attachment (source);

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

CREATE INDEX note_deleted ON note (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX knowledge_due_seq ON knowledge_due (seq);

CREATE TABLE note_apart (
  meaning TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (meaning, note)
) STRICT, WITHOUT ROWID;

CREATE INDEX note_apart_note ON note_apart (note);
