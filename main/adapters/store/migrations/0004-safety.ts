/** Migration 4: a checked text can be deleted and brought back; what an erasure has begun in the word index and not finished. */
export const sql = `
ALTER TABLE turn ADD COLUMN deleted_at TEXT;
CREATE TABLE unfinished (
  what TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`
