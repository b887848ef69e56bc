CREATE TABLE description (
  speaker_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, kind TEXT NOT NULL, PRIMARY KEY (speaker_id, number), CHECK (kind IN ('title', 'role')), CHECK (0 <= start
  AND start < "end"), FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
