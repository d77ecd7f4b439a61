/** Migration 5: conversations in folders and archived ones, sources that stay on this machine, named answerers. */
export const sql = `
ALTER TABLE conversation ADD COLUMN folder TEXT;
ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN local_only INTEGER NOT NULL DEFAULT 0;
CREATE TABLE answerer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  deleted_at TEXT
) STRICT, WITHOUT ROWID;
`
