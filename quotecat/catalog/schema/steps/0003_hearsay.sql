ALTER TABLE quotation ADD COLUMN within_id TEXT REFERENCES quotation (id);
CREATE INDEX ix_quotation_within_id ON quotation (within_id);
