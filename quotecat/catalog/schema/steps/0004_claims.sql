ALTER TABLE claim ADD COLUMN cue_class TEXT CHECK (cue_class IN ('neutral', 'assertive', 'doubting', 'denying',
  'factive', 'volitional'));
ALTER TABLE claim ADD COLUMN polarity TEXT CHECK (polarity IN ('affirmed', 'negated', 'denied'));
ALTER TABLE claim ADD COLUMN certainty TEXT CHECK (certainty IN ('certain', 'probable', 'possible', 'uncommitted'));
ALTER TABLE claim ADD COLUMN conditional INTEGER;
ALTER TABLE claim ADD COLUMN future INTEGER;
ALTER TABLE claim ADD COLUMN subject_start INTEGER;
ALTER TABLE claim ADD COLUMN subject_end INTEGER CHECK (0 <= subject_start AND subject_start < "subject_end");
ALTER TABLE claim ADD COLUMN subject_text TEXT;
ALTER TABLE claim ADD COLUMN predicate_start INTEGER;
ALTER TABLE claim ADD COLUMN predicate_end INTEGER CHECK (0 <= predicate_start AND predicate_start < "predicate_end");
ALTER TABLE claim ADD COLUMN predicate_text TEXT;
ALTER TABLE claim ADD COLUMN object_start INTEGER;
ALTER TABLE claim ADD COLUMN object_end INTEGER CHECK (0 <= object_start AND object_start < "object_end");
ALTER TABLE claim ADD COLUMN object_text TEXT;
ALTER TABLE claim ADD COLUMN standalone TEXT;

CREATE TABLE claim_quantity (
  claim_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, low REAL NOT NULL, high REAL NOT NULL, unit TEXT NOT NULL, bound TEXT NOT NULL, PRIMARY KEY (claim_id,
  number), CHECK (bound IN ('', 'about', 'at least', 'at most')), CHECK (0 <= start AND start < "end"), FOREIGN
  KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE claim_date (
  claim_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, first TEXT, last TEXT, precision TEXT NOT NULL, PRIMARY KEY (claim_id, number), CHECK (precision IN ('day',
  'week', 'month', 'quarter', 'season', 'year', 'decade', 'century', 'range')), CHECK (0 <= start AND start <
  "end"), FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE claim_entity (
  claim_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (claim_id, number), CHECK (type IN ('person',
  'organisation', 'location', 'norp', 'facility', 'product', 'date', 'money', 'misc')), CHECK (0 <= start AND start <
  "end"), FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_claim_entity_name ON claim_entity (name);

CREATE TABLE claim_signal (
  claim_id TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT
  NULL, signal TEXT NOT NULL, PRIMARY KEY (claim_id, number), CHECK (signal IN ('quantity', 'date', 'comparison',
  'superlative', 'cause', 'named actor')), CHECK (0 <= start AND start < "end"), FOREIGN KEY(claim_id) REFERENCES
  claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE claim_link (
  claim_id TEXT NOT NULL, quotation_id TEXT NOT NULL, relation TEXT NOT NULL, PRIMARY KEY (claim_id, quotation_id),
  CHECK (relation IN ('same sentence', 'lead-in', 'follow-on', 'same paragraph', 'same claimant')), FOREIGN
  KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE, FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON
  DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_claim_link_quotation_id ON claim_link (quotation_id);
