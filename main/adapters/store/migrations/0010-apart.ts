/** Migration 10: notes of one meaning that the person left apart. */
export const sql = `
CREATE TABLE note_apart (
  meaning TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (meaning, note)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_apart_note ON note_apart (note);
`
