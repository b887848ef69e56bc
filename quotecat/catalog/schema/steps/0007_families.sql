-- Which quotations are one utterance.
CREATE TABLE wording (
  number INTEGER NOT NULL,
  words INTEGER NOT NULL,
  fingerprints INTEGER NOT NULL,
  telling INTEGER NOT NULL,
  PRIMARY KEY (number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) STRICT;

CREATE TABLE fingerprint (
  hash INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (hash, number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_fingerprint_number ON fingerprint (number);

CREATE TABLE variant (
  shorter INTEGER NOT NULL,
  longer INTEGER NOT NULL,
  kind TEXT NOT NULL,
  bond TEXT NOT NULL,
  flags TEXT NOT NULL,
  PRIMARY KEY (shorter, longer),
  CHECK (kind IN ('identical', 'contained', 'truncated', 'ellipsis', 'bracketed', 'changed')),
  CHECK (bond IN ('firm', 'fragment', 'brief')),
  FOREIGN KEY(shorter) REFERENCES quotation (number) ON DELETE CASCADE,
  FOREIGN KEY(longer) REFERENCES quotation (number) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_variant_longer ON variant (longer);

CREATE TABLE family_member (
  number INTEGER NOT NULL,
  family_id TEXT NOT NULL,
  PRIMARY KEY (number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_family_member_family_id ON family_member (family_id);
