/** Migration 7: the messages of every turn with a word index over them. What is there already is indexed step by step once the workspace is open. */
export const sql = `
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

CREATE TABLE message_due (
  turn TEXT NOT NULL,
  part TEXT NOT NULL,
  piece INTEGER NOT NULL,
  PRIMARY KEY (turn, part)
) STRICT, WITHOUT ROWID;
INSERT INTO message_due (turn, part, piece) SELECT id, CASE mode WHEN 'check' THEN 'text' ELSE 'question' END, 0 FROM turn;
INSERT INTO message_due (turn, part, piece) SELECT id, 'answer', 0 FROM turn WHERE mode = 'ask' AND outcome IS NOT NULL;
`
