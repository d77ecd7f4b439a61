/** Migration 10: notes of one meaning that the person left apart; and links of notes, found from their other end. */
export const sql = `
CREATE TABLE note_apart (
  meaning TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (meaning, note)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_apart_note ON note_apart (note);
INSERT OR IGNORE INTO note_of (kind, id, number)
  SELECT 'link', l.value ->> '$.to', n.number FROM note n, json_each(n.more, '$.links') l WHERE n.deleted_at IS NULL AND n.merged_into IS NULL;
`
