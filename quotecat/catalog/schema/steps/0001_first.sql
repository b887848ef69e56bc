CREATE TABLE run (
  id TEXT NOT NULL, extractor TEXT NOT NULL, models TEXT NOT NULL, started_at TEXT NOT NULL, PRIMARY KEY (id)
) STRICT;

CREATE TABLE article (
  number INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, title TEXT, outlet TEXT, author TEXT, url TEXT,
  published TEXT, path TEXT, encoding TEXT NOT NULL, sha256 TEXT NOT NULL, run_id TEXT NOT NULL, added_at TEXT NOT
  NULL, text TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (id), FOREIGN KEY(run_id) REFERENCES run (id)
) STRICT;
CREATE INDEX ix_article_name ON article (name);
CREATE INDEX ix_article_outlet ON article (outlet);
CREATE INDEX ix_article_published ON article (published);

CREATE TABLE boilerplate (
  article_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, PRIMARY KEY (article_id, number), CHECK (0 <= start AND start < "end"), FOREIGN KEY(article_id) REFERENCES
  article (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE speaker (
  number INTEGER NOT NULL, id TEXT NOT NULL, article_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  titles TEXT NOT NULL, roles TEXT NOT NULL, PRIMARY KEY (number), CHECK (kind IN ('person', 'organisation',
  'document', 'unnamed')), UNIQUE (id), FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_speaker_article_id ON speaker (article_id);
CREATE INDEX ix_speaker_name ON speaker (name);

CREATE TABLE mention (
  speaker_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, kind TEXT NOT NULL, PRIMARY KEY (speaker_id, number), CHECK (kind IN ('name', 'pronoun', 'nominal')), CHECK
  (0 <= start AND start < "end"), FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE quotation (
  number INTEGER NOT NULL, id TEXT NOT NULL, article_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT
  NULL, text TEXT NOT NULL, speaker_id TEXT, confidence REAL NOT NULL, how TEXT NOT NULL, chain TEXT NOT NULL,
  source_start INTEGER, source_end INTEGER, source_text TEXT, cue_start INTEGER, cue_end INTEGER, cue_text TEXT,
  sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, before_start INTEGER, before_end INTEGER,
  after_start INTEGER, after_end INTEGER, paragraph_start INTEGER NOT NULL, paragraph_end INTEGER NOT NULL, PRIMARY
  KEY (number), CHECK (0 <= start AND start < "end"), CHECK (0 <= source_start AND source_start < "source_end"),
  CHECK (0 <= cue_start AND cue_start < "cue_end"), CHECK (0 <= sentence_start AND sentence_start < "sentence_end"),
  CHECK (0 <= before_start AND before_start < "before_end"), CHECK (0 <= after_start AND after_start < "after_end"),
  CHECK (0 <= paragraph_start AND paragraph_start < "paragraph_end"), CHECK (confidence BETWEEN 0 AND 1), UNIQUE
  (id), FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE, FOREIGN KEY(speaker_id) REFERENCES
  speaker (id)
) STRICT;
CREATE INDEX ix_quotation_article_id ON quotation (article_id);
CREATE INDEX ix_quotation_speaker_id ON quotation (speaker_id);

CREATE TABLE quotation_part (
  quotation_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, marked_start INTEGER NOT NULL, marked_end INTEGER NOT NULL, PRIMARY KEY (quotation_id, number), CHECK (0 <=
  start AND start < "end"), CHECK (0 <= marked_start AND marked_start < "marked_end"), FOREIGN KEY(quotation_id)
  REFERENCES quotation (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE candidate (
  quotation_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, share REAL NOT NULL, PRIMARY KEY (quotation_id, number), CHECK (0 <= start AND start < "end"), CHECK (share
  BETWEEN 0 AND 1), FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE claim (
  number INTEGER NOT NULL, id TEXT NOT NULL, article_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT
  NULL, text TEXT NOT NULL, kind TEXT NOT NULL, claimant_id TEXT, confidence REAL NOT NULL, source_start INTEGER,
  source_end INTEGER, source_text TEXT, cue_start INTEGER, cue_end INTEGER, cue_text TEXT, quotation_id TEXT, place
  TEXT NOT NULL, PRIMARY KEY (number), CHECK (kind IN ('reported', 'narrated')), CHECK (place IN ('before',
  'same sentence', 'after', 'elsewhere')), CHECK (0 <= start AND start < "end"), CHECK (0 <= source_start AND
  source_start < "source_end"), CHECK (0 <= cue_start AND cue_start < "cue_end"), CHECK (confidence BETWEEN 0 AND
  1), UNIQUE (id), FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE, FOREIGN KEY(claimant_id)
  REFERENCES speaker (id), FOREIGN KEY(quotation_id) REFERENCES quotation (id)
) STRICT;
CREATE INDEX ix_claim_article_id ON claim (article_id);
CREATE INDEX ix_claim_claimant_id ON claim (claimant_id);
CREATE INDEX ix_claim_quotation_id ON claim (quotation_id);

CREATE TABLE attribution (
  id TEXT NOT NULL, article_id TEXT NOT NULL, kind TEXT NOT NULL, confidence REAL NOT NULL, source_start INTEGER,
  source_end INTEGER, source_text TEXT, cue_start INTEGER, cue_end INTEGER, cue_text TEXT, PRIMARY KEY (id), CHECK
  (kind IN ('direct', 'indirect', 'mixed')), CHECK (0 <= source_start AND source_start < "source_end"), CHECK (0 <=
  cue_start AND cue_start < "cue_end"), CHECK (confidence BETWEEN 0 AND 1), FOREIGN KEY(article_id) REFERENCES
  article (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_attribution_article_id ON attribution (article_id);

CREATE TABLE attribution_content (
  attribution_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT
  NOT NULL, PRIMARY KEY (attribution_id, number), CHECK (0 <= start AND start < "end"), FOREIGN KEY(attribution_id)
  REFERENCES attribution (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE left_out (
  article_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, reason TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (article_id, number), CHECK (0 <= start AND
  start < "end"), CHECK (confidence BETWEEN 0 AND 1), FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE
  CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE diagnostic (
  article_id TEXT NOT NULL, number INTEGER NOT NULL, quotation_id TEXT, code TEXT NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, text TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (article_id, number), CHECK (0 <=
  start AND start < "end"), FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE, FOREIGN
  KEY(quotation_id) REFERENCES quotation (id)
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_diagnostic_quotation_id ON diagnostic (quotation_id);

CREATE TABLE failure (
  id TEXT NOT NULL, name TEXT NOT NULL, path TEXT, stage TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
