/** Migration 8: files that went along with questions; a source may be there for such questions only. */
export const sql = `
ALTER TABLE source ADD COLUMN attached INTEGER NOT NULL DEFAULT 0;
CREATE TABLE attachment (
  turn TEXT NOT NULL,
  n INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (turn, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_sha256 ON attachment (sha256);
CREATE INDEX attachment_source ON attachment (source);
`
