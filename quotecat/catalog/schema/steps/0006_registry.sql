CREATE TABLE article_name (
  article_id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (article_id, "key"),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_article_name_key ON article_name ("key");

CREATE TABLE identity (
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  named_by_hand INTEGER NOT NULL,
  master_id TEXT NOT NULL,
  PRIMARY KEY (number),
  CHECK (kind IN ('person', 'organisation', 'document')),
  UNIQUE (id)
) STRICT;
CREATE INDEX ix_identity_master_id ON identity (master_id);
CREATE INDEX ix_identity_name ON identity (name);

CREATE TABLE identity_name (
  identity_id TEXT NOT NULL,
  name TEXT NOT NULL,
  "key" TEXT NOT NULL,
  family TEXT NOT NULL,
  articles INTEGER NOT NULL,
  by_hand INTEGER NOT NULL,
  PRIMARY KEY (identity_id, name),
  FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_identity_name_family ON identity_name (family);
CREATE INDEX ix_identity_name_key ON identity_name ("key");

CREATE TABLE identification (
  speaker_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  identity_id TEXT NOT NULL,
  name TEXT NOT NULL,
  how TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (speaker_id, number),
  CHECK (how IN ('founded', 'automatic', 'by hand')),
  FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE,
  FOREIGN KEY(identity_id) REFERENCES identity (id)
) STRICT;
CREATE INDEX ix_identification_identity_id ON identification (identity_id);

CREATE TABLE proposal (
  identity_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  weight INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (identity_id, other_id),
  FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE,
  FOREIGN KEY(other_id) REFERENCES identity (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_proposal_other_id ON proposal (other_id);

CREATE TABLE decision (
  step INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  identity_id TEXT NOT NULL,
  other_id TEXT,
  speaker_id TEXT,
  name TEXT,
  undone INTEGER NOT NULL,
  PRIMARY KEY (step, number),
  CHECK (action IN ('merge', 'split', 'apart', 'rename', 'alias'))
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_decision_identity_id ON decision (identity_id);
CREATE INDEX ix_decision_other_id ON decision (other_id);
CREATE INDEX ix_decision_speaker_id ON decision (speaker_id);

