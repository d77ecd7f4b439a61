/** Migration 2: the frozen texts of sources and the full text index over their passages. */
export const sql = `
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
CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_fts, 'row');
`
