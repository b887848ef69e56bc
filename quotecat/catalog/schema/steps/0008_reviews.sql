-- What people decide about quotations.
ALTER TABLE quotation ADD COLUMN review TEXT CHECK (review IN ('accepted', 'speaker fixed', 'span fixed', 'rejected'));
ALTER TABLE speaker ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;

CREATE TABLE review (
  number INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  at TEXT NOT NULL,
  reviewer TEXT,
  article_id TEXT NOT NULL,
  quotation_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  verdict TEXT NOT NULL,
  speaker TEXT,
  kind TEXT,
  parts TEXT NOT NULL,
  around TEXT NOT NULL,
  reason TEXT,
  said TEXT,
  confidence REAL NOT NULL,
  extractor TEXT NOT NULL,
  models TEXT NOT NULL,
  undone INTEGER NOT NULL,
  PRIMARY KEY (number),
  CHECK (verdict IN ('accepted', 'speaker fixed', 'span fixed', 'rejected')),
  CHECK (kind IN ('person', 'organisation', 'document', 'unnamed')),
  CHECK (reason IN ('title', 'term', 'scare quote', 'not speech', 'other')),
  CHECK (0 <= start AND start < "end"),
  CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX ix_review_article_id ON review (article_id);
CREATE INDEX ix_review_subject ON review (subject);

CREATE TABLE reviewed (
  quotation_id TEXT NOT NULL,
  review INTEGER NOT NULL,
  machine TEXT,
  PRIMARY KEY (quotation_id),
  FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE,
  FOREIGN KEY(review) REFERENCES review (number)
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_reviewed_review ON reviewed (review);
