-- The schema of a quotecat catalog. Written from tables.py and derived.py in quotecat/catalog/schema: change those.
-- Places are Unicode code points from 0, half-open: substr(article.text, start + 1, "end" - start) is the text.
-- Times of doing: run.started_at, article.added_at, failure.at, decision.at, review.at. What is found is made from
-- content.

-- What made the rows: one row a pair of program version and models.
CREATE TABLE run (
  id TEXT NOT NULL, -- The run's id, made from the two columns that follow
  extractor TEXT NOT NULL, -- Name and version of the program
  models TEXT NOT NULL, -- Fingerprint of the models' weights
  started_at TEXT NOT NULL, -- When these two first wrote to this catalog (ISO 8601, UTC)
  PRIMARY KEY (id)
) STRICT;

-- The articles, each with its text as it was given.
CREATE TABLE article (
  number INTEGER NOT NULL, -- Number of the row in the search index; it may change, so cite the id
  id TEXT NOT NULL, -- The article's id, made from content: the same on every machine
  name TEXT NOT NULL, -- What the input calls it: a file's stem, or a row's own id
  title TEXT, -- Headline
  outlet TEXT, -- Who published it
  author TEXT, -- Who wrote it, as the input says
  url TEXT, -- Where it stands on the web
  published TEXT, -- When it was published, as precise as the input was (ISO 8601)
  path TEXT, -- The file it was read from
  encoding TEXT NOT NULL, -- How the file's bytes were read
  sha256 TEXT NOT NULL, -- SHA-256 of the text in UTF-8 (hexadecimal)
  run_id TEXT NOT NULL, -- The run that made this article's rows
  added_at TEXT NOT NULL, -- When the article was added to this catalog (ISO 8601, UTC)
  text TEXT NOT NULL, -- The text, unaltered: all places count into it
  PRIMARY KEY (number),
  UNIQUE (id),
  FOREIGN KEY(run_id) REFERENCES run (id)
) STRICT;
CREATE INDEX ix_article_in_order ON article (published IS NULL, published, name, id);
CREATE INDEX ix_article_name ON article (name);
CREATE INDEX ix_article_outlet ON article (outlet);
CREATE INDEX ix_article_published ON article (published);

-- Stretches of an article that are not its own words, such as an invitation to subscribe.
CREATE TABLE boilerplate (
  article_id TEXT NOT NULL, -- The article
  number INTEGER NOT NULL, -- Order in the article, from 1
  start INTEGER NOT NULL, -- Where the stretch starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the stretch ends (code points from 0)
  text TEXT NOT NULL, -- The stretch's text
  PRIMARY KEY (article_id, number),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- Who speaks: people, organisations, documents and unnamed sources, each within one article.
CREATE TABLE speaker (
  number INTEGER NOT NULL, -- Number of the row in the search index; it may change, so cite the id
  id TEXT NOT NULL, -- The speaker's id within the article, made from content: the same on every machine
  article_id TEXT NOT NULL, -- The article
  name TEXT NOT NULL, -- The fullest name that the article prints, without titles
  kind TEXT NOT NULL, -- person, organisation, document or unnamed
  titles TEXT NOT NULL, -- Titles as printed («Col.»), parted by «; »
  roles TEXT NOT NULL, -- Roles as printed («a U.S. military spokesman»), parted by «; »
  by_hand INTEGER NOT NULL, -- Whether a person named this speaker in a review, and the program did not (0 or 1)
  PRIMARY KEY (number),
  CHECK (kind IN ('person', 'organisation', 'document', 'unnamed')),
  UNIQUE (id),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_speaker_article_id ON speaker (article_id);
CREATE INDEX ix_speaker_name ON speaker (name);

-- The titles and roles printed beside speakers' names, each where it stands first.
CREATE TABLE description (
  speaker_id TEXT NOT NULL, -- The speaker
  number INTEGER NOT NULL, -- Order among the speaker's titles and roles, from 1
  start INTEGER NOT NULL, -- Where the title or role starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the title or role ends (code points from 0)
  text TEXT NOT NULL, -- The title or role as printed
  kind TEXT NOT NULL, -- title or role
  PRIMARY KEY (speaker_id, number),
  CHECK (kind IN ('title', 'role')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- The words of an article that refer to a speaker.
CREATE TABLE mention (
  speaker_id TEXT NOT NULL, -- The speaker
  number INTEGER NOT NULL, -- Order among the speaker's mentions, from 1
  start INTEGER NOT NULL, -- Where the mention starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the mention ends (code points from 0)
  text TEXT NOT NULL, -- The mention's words
  kind TEXT NOT NULL, -- name, pronoun or nominal
  PRIMARY KEY (speaker_id, number),
  CHECK (kind IN ('name', 'pronoun', 'nominal')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- Direct quotations: somebody's words between quotation marks, and who said them.
CREATE TABLE quotation (
  number INTEGER NOT NULL, -- Number of the row in the search index; it may change, so cite the id
  id TEXT NOT NULL, -- The quotation's id, made from content: the same on every machine
  article_id TEXT NOT NULL, -- The article
  start INTEGER NOT NULL, -- Where the quotation starts: its first mark (code points from 0)
  "end" INTEGER NOT NULL, -- Where the quotation ends: after its last mark (code points from 0)
  text TEXT NOT NULL, -- The words between the marks, parts joined by a space
  speaker_id TEXT, -- Who said it; missing in an orphan
  confidence REAL NOT NULL, -- Calibrated probability that the speaker is right (0 to 1)
  how TEXT NOT NULL, -- How the source was decided
  chain TEXT NOT NULL, -- From the words in the text to the speaker's name: «he → Butler → Col. David Butler»
  source_start INTEGER, -- Where the words that name the source start (code points from 0)
  source_end INTEGER, -- Where the words that name the source end (code points from 0)
  source_text TEXT, -- The words that name the source
  cue_start INTEGER, -- Where the reporting words start (code points from 0)
  cue_end INTEGER, -- Where the reporting words end (code points from 0)
  cue_text TEXT, -- The reporting words, such as «said»
  sentence_start INTEGER NOT NULL, -- Where the quotation's sentence (or sentences) starts (code points from 0)
  sentence_end INTEGER NOT NULL, -- Where the quotation's sentence (or sentences) ends (code points from 0)
  before_start INTEGER, -- Where the sentence before starts (code points from 0)
  before_end INTEGER, -- Where the sentence before ends (code points from 0)
  after_start INTEGER, -- Where the sentence after starts (code points from 0)
  after_end INTEGER, -- Where the sentence after ends (code points from 0)
  paragraph_start INTEGER NOT NULL, -- Where the quotation's paragraph starts (code points from 0)
  paragraph_end INTEGER NOT NULL, -- Where the quotation's paragraph ends (code points from 0)
  within_id TEXT, -- The quotation that it stands in, whose speaker tells what this one said
  review TEXT, -- What a person decided: accepted, speaker fixed, span fixed, or rejected as no quotation, not to be counted
  PRIMARY KEY (number),
  CHECK (0 <= start AND start < "end"),
  CHECK (0 <= source_start AND source_start < "source_end"),
  CHECK (0 <= cue_start AND cue_start < "cue_end"),
  CHECK (0 <= sentence_start AND sentence_start < "sentence_end"),
  CHECK (0 <= before_start AND before_start < "before_end"),
  CHECK (0 <= after_start AND after_start < "after_end"),
  CHECK (0 <= paragraph_start AND paragraph_start < "paragraph_end"),
  CHECK (confidence BETWEEN 0 AND 1),
  CHECK (review IN ('accepted', 'speaker fixed', 'span fixed', 'rejected')),
  UNIQUE (id),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY(speaker_id) REFERENCES speaker (id),
  FOREIGN KEY(within_id) REFERENCES quotation (id)
) STRICT;
CREATE INDEX ix_quotation_article_id ON quotation (article_id);
CREATE INDEX ix_quotation_speaker_id ON quotation (speaker_id);
CREATE INDEX ix_quotation_within_id ON quotation (within_id);

-- The uninterrupted stretches of a quotation: several when a cue stands between or a paragraph goes on.
CREATE TABLE quotation_part (
  quotation_id TEXT NOT NULL, -- The quotation
  number INTEGER NOT NULL, -- Order in the quotation, from 1
  start INTEGER NOT NULL, -- Where the words start, after the mark (code points from 0)
  "end" INTEGER NOT NULL, -- Where the words end, before the mark (code points from 0)
  text TEXT NOT NULL, -- The words without their marks
  marked_start INTEGER NOT NULL, -- Where the part starts with its mark (code points from 0)
  marked_end INTEGER NOT NULL, -- Where the part ends with its mark (code points from 0)
  PRIMARY KEY (quotation_id, number),
  CHECK (0 <= start AND start < "end"),
  CHECK (0 <= marked_start AND marked_start < "marked_end"),
  FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- The sources that were weighed for a quotation, the strongest first.
CREATE TABLE candidate (
  quotation_id TEXT NOT NULL, -- The quotation
  number INTEGER NOT NULL, -- Rank, the strongest is 1
  start INTEGER NOT NULL, -- Where the candidate's words start (code points from 0)
  "end" INTEGER NOT NULL, -- Where the candidate's words end (code points from 0)
  text TEXT NOT NULL, -- The candidate's words
  share REAL NOT NULL, -- The model's share of belief (0 to 1)
  PRIMARY KEY (quotation_id, number),
  CHECK (0 <= start AND start < "end"),
  CHECK (share BETWEEN 0 AND 1),
  FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- Who is the source of which content, and by which cue: all attribution relations, direct and indirect.
CREATE TABLE attribution (
  id TEXT NOT NULL, -- The attribution's id, made from content
  article_id TEXT NOT NULL, -- The article
  kind TEXT NOT NULL, -- direct, indirect or mixed
  confidence REAL NOT NULL, -- Probability that the relation is right (0 to 1)
  source_start INTEGER, -- Where the words that name the source start (code points from 0)
  source_end INTEGER, -- Where the words that name the source end (code points from 0)
  source_text TEXT, -- The words that name the source
  cue_start INTEGER, -- Where the reporting words start (code points from 0)
  cue_end INTEGER, -- Where the reporting words end (code points from 0)
  cue_text TEXT, -- The reporting words
  PRIMARY KEY (id),
  CHECK (kind IN ('direct', 'indirect', 'mixed')),
  CHECK (0 <= source_start AND source_start < "source_end"),
  CHECK (0 <= cue_start AND cue_start < "cue_end"),
  CHECK (confidence BETWEEN 0 AND 1),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_attribution_article_id ON attribution (article_id);

-- The stretches of an attribution's content.
CREATE TABLE attribution_content (
  attribution_id TEXT NOT NULL, -- The attribution
  number INTEGER NOT NULL, -- Order in the content, from 1
  start INTEGER NOT NULL, -- Where the stretch starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the stretch ends (code points from 0)
  text TEXT NOT NULL, -- The stretch's text
  PRIMARY KEY (attribution_id, number),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(attribution_id) REFERENCES attribution (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- Stretches between quotation marks that nobody said, each with the reason why it is no quotation.
CREATE TABLE left_out (
  article_id TEXT NOT NULL, -- The article
  number INTEGER NOT NULL, -- Order in the article, from 1
  start INTEGER NOT NULL, -- Where the stretch starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the stretch ends (code points from 0)
  text TEXT NOT NULL, -- The stretch's text, with its marks
  reason TEXT NOT NULL, -- Why it is no quotation: title, term, scare quote, not speech, headline, nested or empty
  confidence REAL NOT NULL, -- Probability that leaving it out is right (0 to 1)
  PRIMARY KEY (article_id, number),
  CHECK (0 <= start AND start < "end"),
  CHECK (confidence BETWEEN 0 AND 1),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- What was odd about a mark, and how it was read.
CREATE TABLE diagnostic (
  article_id TEXT NOT NULL, -- The article
  number INTEGER NOT NULL, -- Order in the article, from 1
  quotation_id TEXT, -- The quotation it is about, if any
  code TEXT NOT NULL, -- What kind of oddity
  start INTEGER NOT NULL, -- Where the mark or the stretch starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the mark or the stretch ends (code points from 0)
  text TEXT NOT NULL, -- The mark or the stretch
  message TEXT NOT NULL, -- The oddity in a sentence
  PRIMARY KEY (article_id, number),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY(quotation_id) REFERENCES quotation (id)
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_diagnostic_quotation_id ON diagnostic (quotation_id);

-- What is asserted outside quotation marks: by a source (reported) or by the writer (narrated).
CREATE TABLE claim (
  number INTEGER NOT NULL, -- Number of the row in the search index; it may change, so cite the id
  id TEXT NOT NULL, -- The claim's id, made from content: the same on every machine
  article_id TEXT NOT NULL, -- The article
  start INTEGER NOT NULL, -- Where the claim starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the claim ends (code points from 0)
  text TEXT NOT NULL, -- The claim's words
  kind TEXT NOT NULL, -- reported or narrated
  claimant_id TEXT, -- Who asserts it, if named
  confidence REAL NOT NULL, -- Probability that the kind and the claimant are right (0 to 1)
  source_start INTEGER, -- Where the words that name the source start (code points from 0)
  source_end INTEGER, -- Where the words that name the source end (code points from 0)
  source_text TEXT, -- The words that name the source
  cue_start INTEGER, -- Where the reporting words start (code points from 0)
  cue_end INTEGER, -- Where the reporting words end (code points from 0)
  cue_text TEXT, -- The reporting words
  quotation_id TEXT, -- The nearest quotation that it is linked with
  place TEXT NOT NULL, -- Where the claim stands as seen from that quotation: before, same sentence, after, elsewhere
  cue_class TEXT, -- How far the reporting words let the claim stand: neutral, assertive, doubting, denying, factive or volitional
  polarity TEXT, -- affirmed, negated in its own words, or denied by the reporting words
  certainty TEXT, -- How firmly its claimant makes it: certain, probable, possible or uncommitted
  conditional INTEGER, -- Whether it holds only if something else does (0 or 1)
  future INTEGER, -- Whether it is about what is still to come (0 or 1)
  subject_start INTEGER, -- Where its subject starts (code points from 0)
  subject_end INTEGER, -- Where its subject ends (code points from 0)
  subject_text TEXT, -- Who or what it is about
  predicate_start INTEGER, -- Where its predicate starts (code points from 0)
  predicate_end INTEGER, -- Where its predicate ends (code points from 0)
  predicate_text TEXT, -- What the subject does, or the form of «be»
  object_start INTEGER, -- Where its object or complement starts (code points from 0)
  object_end INTEGER, -- Where its object or complement ends (code points from 0)
  object_text TEXT, -- What the predicate is done to, or what the subject is
  standalone TEXT, -- Derived: the claim with pronouns and short names written out, missing where it says all itself
  PRIMARY KEY (number),
  CHECK (kind IN ('reported', 'narrated')),
  CHECK (place IN ('before', 'same sentence', 'after', 'elsewhere')),
  CHECK (cue_class IN ('neutral', 'assertive', 'doubting', 'denying', 'factive', 'volitional')),
  CHECK (polarity IN ('affirmed', 'negated', 'denied')),
  CHECK (certainty IN ('certain', 'probable', 'possible', 'uncommitted')),
  CHECK (0 <= start AND start < "end"),
  CHECK (0 <= source_start AND source_start < "source_end"),
  CHECK (0 <= cue_start AND cue_start < "cue_end"),
  CHECK (0 <= subject_start AND subject_start < "subject_end"),
  CHECK (0 <= predicate_start AND predicate_start < "predicate_end"),
  CHECK (0 <= object_start AND object_start < "object_end"),
  CHECK (confidence BETWEEN 0 AND 1),
  UNIQUE (id),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY(claimant_id) REFERENCES speaker (id),
  FOREIGN KEY(quotation_id) REFERENCES quotation (id)
) STRICT;
CREATE INDEX ix_claim_article_id ON claim (article_id);
CREATE INDEX ix_claim_claimant_id ON claim (claimant_id);
CREATE INDEX ix_claim_quotation_id ON claim (quotation_id);

-- The figures in a claim, with their values and units.
CREATE TABLE claim_quantity (
  claim_id TEXT NOT NULL, -- The claim
  number INTEGER NOT NULL, -- Order in the claim, from 1
  start INTEGER NOT NULL, -- Where the figure starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the figure ends (code points from 0)
  text TEXT NOT NULL, -- The figure as printed
  low REAL NOT NULL, -- Its value, or the lower end of a range
  high REAL NOT NULL, -- Its value, or the upper end of a range
  unit TEXT NOT NULL, -- percent, an ISO 4217 currency, a measure or the noun counted; empty if there is none
  bound TEXT NOT NULL, -- about, at least, at most, or empty for the figure itself
  PRIMARY KEY (claim_id, number),
  CHECK (bound IN ('', 'about', 'at least', 'at most')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- The dates in a claim, as printed and resolved against the date of publication.
CREATE TABLE claim_date (
  claim_id TEXT NOT NULL, -- The claim
  number INTEGER NOT NULL, -- Order in the claim, from 1
  start INTEGER NOT NULL, -- Where the date starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the date ends (code points from 0)
  text TEXT NOT NULL, -- The date as printed
  first TEXT, -- The first day that is meant; missing if that cannot be told (ISO 8601)
  last TEXT, -- The last day that is meant (ISO 8601)
  precision TEXT NOT NULL, -- day, week, month, quarter, season, year, decade, century or range
  PRIMARY KEY (claim_id, number),
  CHECK (precision IN ('day', 'week', 'month', 'quarter', 'season', 'year', 'decade', 'century', 'range')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- The people, organisations, places, dates and amounts that a claim names.
CREATE TABLE claim_entity (
  claim_id TEXT NOT NULL, -- The claim
  number INTEGER NOT NULL, -- Order in the claim, from 1
  start INTEGER NOT NULL, -- Where the name starts (code points from 0)
  "end" INTEGER NOT NULL, -- Where the name ends (code points from 0)
  text TEXT NOT NULL, -- The name as printed
  type TEXT NOT NULL, -- person, organisation, location, norp (people, party), facility, product, date, money or misc
  name TEXT NOT NULL, -- The fullest name that the article has for it
  PRIMARY KEY (claim_id, number),
  CHECK (type IN ('person', 'organisation', 'location', 'norp', 'facility', 'product', 'date', 'money', 'misc')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_claim_entity_name ON claim_entity (name);

-- What in a claim can be checked, and the words that show it; none says whether it is true.
CREATE TABLE claim_signal (
  claim_id TEXT NOT NULL, -- The claim
  number INTEGER NOT NULL, -- Order in the claim, from 1
  start INTEGER NOT NULL, -- Where the words that show it start (code points from 0)
  "end" INTEGER NOT NULL, -- Where the words that show it end (code points from 0)
  text TEXT NOT NULL, -- The words that show it
  signal TEXT NOT NULL, -- quantity, date, comparison, superlative, cause or named actor
  PRIMARY KEY (claim_id, number),
  CHECK (signal IN ('quantity', 'date', 'comparison', 'superlative', 'cause', 'named actor')),
  CHECK (0 <= start AND start < "end"),
  FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

-- The quotations that a claim stands next to, and how.
CREATE TABLE claim_link (
  claim_id TEXT NOT NULL, -- The claim
  quotation_id TEXT NOT NULL, -- The quotation
  relation TEXT NOT NULL, -- same sentence, lead-in, follow-on, same paragraph or same claimant
  PRIMARY KEY (claim_id, quotation_id),
  CHECK (relation IN ('same sentence', 'lead-in', 'follow-on', 'same paragraph', 'same claimant')),
  FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE,
  FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_claim_link_quotation_id ON claim_link (quotation_id);

-- Articles that could not be read, parsed, extracted or stored.
CREATE TABLE failure (
  id TEXT NOT NULL, -- The failure's id, made from the four columns that follow
  name TEXT NOT NULL, -- What the input calls the article
  path TEXT, -- The file it should have been read from
  stage TEXT NOT NULL, -- Where it failed: read, parse, extract or store
  reason TEXT NOT NULL, -- Why it failed
  at TEXT NOT NULL, -- When it first failed (ISO 8601, UTC)
  PRIMARY KEY (id)
) STRICT;

-- The people and organisations that an article names, each once: the company in which its speakers stand.
CREATE TABLE article_name (
  article_id TEXT NOT NULL, -- The article
  "key" TEXT NOT NULL, -- The name, folded
  name TEXT NOT NULL, -- The fullest name that the article has
  PRIMARY KEY (article_id, "key"),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_article_name_key ON article_name ("key");

-- The registry: one entry a person, organisation or document over all articles.
CREATE TABLE identity (
  number INTEGER NOT NULL, -- Number of the row in the search index; it may change, so cite the id
  id TEXT NOT NULL, -- The entry's id, made from kind and name, of a second one of the name with its number
  kind TEXT NOT NULL, -- person, organisation or document
  name TEXT NOT NULL, -- The name that is printed most, or that a person gave it
  named_by_hand INTEGER NOT NULL, -- Whether a person gave the name (0 or 1)
  master_id TEXT NOT NULL, -- The entry that it was merged into by hand; its own id if it was not
  PRIMARY KEY (number),
  CHECK (kind IN ('person', 'organisation', 'document')),
  UNIQUE (id)
) STRICT;
CREATE INDEX ix_identity_master_id ON identity (master_id);
CREATE INDEX ix_identity_name ON identity (name);

-- The names that an entry of the registry is printed with.
CREATE TABLE identity_name (
  identity_id TEXT NOT NULL, -- The entry
  name TEXT NOT NULL, -- The name as printed, without titles
  "key" TEXT NOT NULL, -- The name, folded
  family TEXT NOT NULL, -- The family name, folded; an organisation's whole name
  articles INTEGER NOT NULL, -- In how many articles it is the speaker's fullest name
  by_hand INTEGER NOT NULL, -- Whether a person added it (0 or 1)
  PRIMARY KEY (identity_id, name),
  FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_identity_name_family ON identity_name (family);
CREATE INDEX ix_identity_name_key ON identity_name ("key");

-- Which entry of the registry each article's speaker is, and why; joint speakers are several.
CREATE TABLE identification (
  speaker_id TEXT NOT NULL, -- The speaker
  number INTEGER NOT NULL, -- Order among joint speakers, from 1
  identity_id TEXT NOT NULL, -- The entry, before merges by hand
  name TEXT NOT NULL, -- The speaker's name in the article
  how TEXT NOT NULL, -- founded: the entry began with this speaker; automatic; or by hand
  reasons TEXT NOT NULL, -- What speaks for it, parted by «; »
  PRIMARY KEY (speaker_id, number),
  CHECK (how IN ('founded', 'automatic', 'by hand')),
  FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE,
  FOREIGN KEY(identity_id) REFERENCES identity (id)
) STRICT;
CREATE INDEX ix_identification_identity_id ON identification (identity_id);

-- Two entries of the registry that may be one: for a person to decide.
CREATE TABLE proposal (
  identity_id TEXT NOT NULL, -- The later entry
  other_id TEXT NOT NULL, -- The earlier entry
  weight INTEGER NOT NULL, -- How much speaks for it; the heaviest first
  reasons TEXT NOT NULL, -- What speaks for it, parted by «; »
  rejected INTEGER NOT NULL, -- Whether a person decided that they are two (0 or 1)
  PRIMARY KEY (identity_id, other_id),
  FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE,
  FOREIGN KEY(other_id) REFERENCES identity (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_proposal_other_id ON proposal (other_id);

-- What people decided about the registry, in order; it outlives the articles that it is about.
CREATE TABLE decision (
  step INTEGER NOT NULL, -- Which decision, from 1
  number INTEGER NOT NULL, -- Order in the decision, from 1
  at TEXT NOT NULL, -- When (ISO 8601, UTC)
  action TEXT NOT NULL, -- merge (other into identity), split (speaker to other), apart, rename or alias
  identity_id TEXT NOT NULL, -- The entry it is about
  other_id TEXT, -- The other entry
  speaker_id TEXT, -- The speaker that was moved
  name TEXT, -- The name that was given
  undone INTEGER NOT NULL, -- Whether it was taken back (0 or 1)
  PRIMARY KEY (step, number),
  CHECK (action IN ('merge', 'split', 'apart', 'rename', 'alias'))
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_decision_identity_id ON decision (identity_id);
CREATE INDEX ix_decision_other_id ON decision (other_id);
CREATE INDEX ix_decision_speaker_id ON decision (speaker_id);

-- What the words of a quotation come to when they are compared: one row a quotation that has been compared.
CREATE TABLE wording (
  number INTEGER NOT NULL, -- The quotation
  words INTEGER NOT NULL, -- How many words it has, «don’t» being two (words)
  fingerprints INTEGER NOT NULL, -- How many rows of `fingerprint` it has
  telling INTEGER NOT NULL, -- Hash of the sentences around it: two copies of one story have the same (48 bits)
  PRIMARY KEY (number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) STRICT;

-- Hashes of neighbouring words, by which quotations with words in common are found.
CREATE TABLE fingerprint (
  hash INTEGER NOT NULL, -- The hash (48 bits)
  number INTEGER NOT NULL, -- The quotation
  PRIMARY KEY (hash, number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_fingerprint_number ON fingerprint (number);

-- Pairs of quotations that are taken for one utterance, and how their words differ.
CREATE TABLE variant (
  shorter INTEGER NOT NULL, -- The quotation with fewer words, or the later one
  longer INTEGER NOT NULL, -- The other quotation
  kind TEXT NOT NULL, -- How it relates to the longer: identical, contained, truncated, ellipsis, bracketed or changed
  bond TEXT NOT NULL, -- firm: many words in common; fragment: few, of a longer quotation; brief: both have few words
  flags TEXT NOT NULL, -- What is worth a look: negation, number, name, hedge, speaker; parted by «; »
  PRIMARY KEY (shorter, longer),
  CHECK (kind IN ('identical', 'contained', 'truncated', 'ellipsis', 'bracketed', 'changed')),
  CHECK (bond IN ('firm', 'fragment', 'brief')),
  FOREIGN KEY(shorter) REFERENCES quotation (number) ON DELETE CASCADE,
  FOREIGN KEY(longer) REFERENCES quotation (number) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_variant_longer ON variant (longer);

-- Which quotations are of one family: the same utterance, as far as words, speakers and dates tell.
CREATE TABLE family_member (
  number INTEGER NOT NULL, -- The quotation
  family_id TEXT NOT NULL, -- The family's id, made from the smallest id of the quotations at its core
  PRIMARY KEY (number),
  FOREIGN KEY(number) REFERENCES quotation (number) ON DELETE CASCADE
) STRICT;
CREATE INDEX ix_family_member_family_id ON family_member (family_id);

-- What people decided about quotations, in order: each row all that holds of its quotation from then on.
CREATE TABLE review (
  number INTEGER NOT NULL, -- Which decision, from 1
  subject INTEGER NOT NULL, -- The first decision about the same quotation: its own number if it is that
  at TEXT NOT NULL, -- When (ISO 8601, UTC)
  reviewer TEXT, -- Who decided, as they call themselves
  article_id TEXT NOT NULL, -- The article, whether it is stored now or not
  quotation_id TEXT NOT NULL, -- What the quotation's id was
  start INTEGER NOT NULL, -- Where the quotation starts as the program had it (code points from 0)
  "end" INTEGER NOT NULL, -- Where the quotation ends as the program had it (code points from 0)
  text TEXT NOT NULL, -- The quotation's words as decided
  verdict TEXT NOT NULL, -- accepted, speaker fixed, span fixed or rejected
  speaker TEXT, -- Who said it, as decided; missing where nobody is named
  kind TEXT, -- What kind of speaker that is
  parts TEXT NOT NULL, -- Its parts as decided: [start, end, marked start, marked end] of each (JSON)
  around TEXT NOT NULL, -- The other columns of the quotation's row, to put it in again (JSON)
  reason TEXT, -- Why it is no quotation: title, term, scare quote, not speech or other
  said TEXT, -- Who the program said it was
  confidence REAL NOT NULL, -- How sure the program was of that (0 to 1)
  extractor TEXT NOT NULL, -- Name and version of the program that had said so
  models TEXT NOT NULL, -- Fingerprint of its models' weights
  undone INTEGER NOT NULL, -- Whether it was taken back (0 or 1)
  PRIMARY KEY (number),
  CHECK (verdict IN ('accepted', 'speaker fixed', 'span fixed', 'rejected')),
  CHECK (kind IN ('person', 'organisation', 'document', 'unnamed')),
  CHECK (reason IN ('title', 'term', 'scare quote', 'not speech', 'other')),
  CHECK (0 <= start AND start < "end"),
  CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX ix_review_article_id ON review (article_id);
CREATE INDEX ix_review_subject ON review (subject);

-- The quotations that a person decided about, with what the program itself says of them.
CREATE TABLE reviewed (
  quotation_id TEXT NOT NULL, -- The quotation
  review INTEGER NOT NULL, -- The decision that holds
  machine TEXT, -- The row as the program made it; missing where it found no such quotation (JSON)
  PRIMARY KEY (quotation_id),
  FOREIGN KEY(quotation_id) REFERENCES quotation (id) ON DELETE CASCADE,
  FOREIGN KEY(review) REFERENCES review (number)
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_reviewed_review ON reviewed (review);

-- Every quotation with its speaker, its article, its sentence and the sentences around it.
CREATE VIEW who_said_what AS
SELECT
  s.name AS speaker, s.titles, s.roles, s.kind, q.text AS quotation,
  a.outlet, a.published, a.title, a.author, a.url, a.name AS article,
  substr(a.text, q.sentence_start + 1, q.sentence_end - q.sentence_start) AS sentence,
  substr(a.text, q.before_start + 1, q.before_end - q.before_start) AS sentence_before,
  substr(a.text, q.after_start + 1, q.after_end - q.after_start) AS sentence_after,
  q.source_text AS source, q.cue_text AS cue, q.chain, q.how, q.confidence, t.name AS told_by, q.start, q."end",
  q.id AS quotation_id, q.speaker_id, q.within_id, q.article_id,
  (SELECT group_concat(identity_id, ' | ') FROM identified AS i WHERE i.speaker_id = q.speaker_id) AS identity_id,
  q.review
FROM quotation AS q
JOIN article AS a ON a.id = q.article_id
LEFT JOIN speaker AS s ON s.id = q.speaker_id
LEFT JOIN quotation AS o ON o.id = q.within_id
LEFT JOIN speaker AS t ON t.id = o.speaker_id;

-- Who is whom: every named speaker of every article with the entry of the registry that it is, after merges by hand.
CREATE VIEW identified AS
SELECT
  d.speaker_id, d.number, m.name AS identity, m.kind, d.name, d.how, d.reasons, m.id AS identity_id,
  d.identity_id AS entry_id
FROM identification AS d
JOIN identity AS i ON i.id = d.identity_id
JOIN identity AS m ON m.id = i.master_id;

-- Every speaker of every article, with how often they are quoted and what they claim there.
CREATE VIEW speakers_in_articles AS
SELECT
  s.name AS speaker, s.titles, s.roles, s.kind,
  (SELECT count(*) FROM quotation AS q WHERE q.speaker_id = s.id AND q.review IS NOT 'rejected') AS quotations,
  (SELECT count(*) FROM claim AS c WHERE c.claimant_id = s.id) AS claims,
  a.outlet, a.published, a.title, a.name AS article, s.id AS speaker_id, s.article_id
FROM speaker AS s
JOIN article AS a ON a.id = s.article_id;

-- Speakers over all articles: those of the registry by entry, all others by name.
CREATE VIEW speakers_overview AS
SELECT
  coalesce(i.identity, s.speaker) AS speaker, s.kind, sum(s.quotations) AS quotations, sum(s.claims) AS claims,
  count(DISTINCT s.article_id) AS articles, count(DISTINCT s.outlet) AS outlets, min(s.published) AS first_published,
  max(s.published) AS last_published, i.identity_id
FROM speakers_in_articles AS s
LEFT JOIN identified AS i ON i.speaker_id = s.speaker_id
GROUP BY coalesce(i.identity_id, s.speaker), s.kind
ORDER BY sum(s.quotations) DESC, 1;

-- Every name, title and role of whoever is in the registry, and where and when each was printed.
CREATE VIEW printed_names AS
SELECT
  i.identity, p.what, p.printed, a.outlet, a.published, a.title, a.name AS article, p.start, p."end", i.identity_id,
  i.speaker_id, a.id AS article_id
FROM (
  SELECT speaker_id, 'name' AS what, text AS printed, start, "end" FROM mention WHERE kind = 'name'
  UNION ALL SELECT speaker_id, kind, text, start, "end" FROM description
) AS p
JOIN identified AS i ON i.speaker_id = p.speaker_id
JOIN speaker AS s ON s.id = p.speaker_id
JOIN article AS a ON a.id = s.article_id;

-- Two entries of the registry that may be one, the likeliest first; nobody has decided yet.
CREATE VIEW open_proposals AS
SELECT
  n.name AS speaker, o.name AS other, p.weight, p.reasons, n.id AS identity_id, o.id AS other_id
FROM proposal AS p
JOIN identity AS i ON i.id = p.identity_id
JOIN identity AS j ON j.id = p.other_id
JOIN identity AS n ON n.id = i.master_id
JOIN identity AS o ON o.id = j.master_id
WHERE NOT p.rejected AND n.id <> o.id
ORDER BY p.weight DESC, n.name, n.id, o.id;

-- What is in each claim, one line a kind, parted by «; ».
CREATE VIEW claim_contents AS
SELECT
  id AS claim_id,
  (SELECT group_concat(text, '; ') FROM (SELECT text FROM claim_quantity WHERE claim_id = c.id ORDER BY number))
    AS quantities,
  (SELECT group_concat(text, '; ') FROM (SELECT text FROM claim_date WHERE claim_id = c.id ORDER BY number)) AS dates,
  (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT name FROM claim_entity WHERE claim_id = c.id ORDER BY 1))
    AS entities,
  (SELECT group_concat(signal, '; ') FROM (SELECT DISTINCT signal FROM claim_signal WHERE claim_id = c.id ORDER BY 1))
    AS signals
FROM claim AS c;

-- Every claim, with who asserts it and the quotation it stands near.
CREATE VIEW claims_around AS
SELECT
  c.text AS claim, c.kind, s.name AS claimant, c.source_text AS source, c.cue_text AS cue, c.cue_class, c.polarity,
  c.certainty, c.conditional, c.future, c.subject_text AS subject, c.predicate_text AS predicate,
  c.object_text AS object, c.standalone,
  k.quantities, k.dates, k.entities, k.signals,
  c.place, q.text AS quotation, a.outlet, a.published, a.title, a.name AS article, c.confidence, c.start, c."end",
  c.id AS claim_id, c.claimant_id, c.quotation_id, c.article_id
FROM claim AS c
JOIN article AS a ON a.id = c.article_id
JOIN claim_contents AS k ON k.claim_id = c.id
LEFT JOIN speaker AS s ON s.id = c.claimant_id
LEFT JOIN quotation AS q ON q.id = c.quotation_id;

-- What stands between quotation marks but is no quotation, and why.
CREATE VIEW left_out_stretches AS
SELECT l.text, l.reason, l.confidence, a.outlet, a.published, a.title, a.name AS article, l.start, l."end", l.article_id
FROM left_out AS l
JOIN article AS a ON a.id = l.article_id;

-- What was odd about quotation marks, and how it was read.
CREATE VIEW odd_marks AS
SELECT d.code, d.message, d.text, a.outlet, a.title, a.name AS article, d.start, d."end", d.quotation_id, d.article_id
FROM diagnostic AS d
JOIN article AS a ON a.id = d.article_id;

-- What people decided about quotations, the first first, also what was taken back.
CREATE VIEW reviews AS
SELECT
  r.number, r.at, r.reviewer, r.verdict, r.text AS quotation, r.speaker, r.kind, r.reason, r.said, r.confidence,
  a.outlet, a.name AS article, r.undone, r.start, r."end", r.quotation_id, r.article_id, r.extractor, r.models
FROM review AS r
LEFT JOIN article AS a ON a.id = r.article_id
ORDER BY r.number;

-- Every article with what was found in it.
CREATE VIEW articles_overview AS
SELECT
  a.name AS article, a.title, a.outlet, a.author, a.published, a.url,
  (SELECT count(*) FROM quotation AS q WHERE q.article_id = a.id AND q.review IS NOT 'rejected') AS quotations,
  (SELECT count(*) FROM quotation AS q
   WHERE q.article_id = a.id AND q.speaker_id IS NULL AND q.review IS NOT 'rejected') AS orphans,
  (SELECT count(*) FROM speaker AS s WHERE s.article_id = a.id) AS speakers,
  (SELECT count(*) FROM claim AS c WHERE c.article_id = a.id) AS claims,
  (SELECT count(*) FROM left_out AS l WHERE l.article_id = a.id) AS left_out,
  r.extractor, r.models, a.id AS article_id
FROM article AS a
JOIN run AS r ON r.id = a.run_id;

-- Articles that failed and have not been added since.
CREATE VIEW open_failures AS
SELECT f.name AS article, f.path, f.stage, f.reason, f.at
FROM failure AS f
WHERE NOT EXISTS (SELECT 1 FROM article AS a WHERE a.name = f.name AND a.path IS f.path);

-- Every place that is stored, with its text where that is stored too: what `quotecat check` compares.
CREATE VIEW every_span AS
SELECT 'boilerplate' AS what, article_id AS id, article_id, start, "end", text FROM boilerplate
UNION ALL SELECT 'quotation', id, article_id, start, "end", NULL FROM quotation
UNION ALL SELECT 'source of quotation', id, article_id, source_start, source_end, source_text FROM quotation
UNION ALL SELECT 'cue of quotation', id, article_id, cue_start, cue_end, cue_text FROM quotation
UNION ALL SELECT 'sentence of quotation', id, article_id, sentence_start, sentence_end, NULL FROM quotation
UNION ALL SELECT 'sentence before quotation', id, article_id, before_start, before_end, NULL FROM quotation
UNION ALL SELECT 'sentence after quotation', id, article_id, after_start, after_end, NULL FROM quotation
UNION ALL SELECT 'paragraph of quotation', id, article_id, paragraph_start, paragraph_end, NULL FROM quotation
UNION ALL SELECT 'part of quotation', q.id, q.article_id, p.start, p."end", p.text
  FROM quotation_part AS p JOIN quotation AS q ON q.id = p.quotation_id
UNION ALL SELECT 'marked part of quotation', q.id, q.article_id, p.marked_start, p.marked_end, NULL
  FROM quotation_part AS p JOIN quotation AS q ON q.id = p.quotation_id
UNION ALL SELECT 'candidate of quotation', q.id, q.article_id, c.start, c."end", c.text
  FROM candidate AS c JOIN quotation AS q ON q.id = c.quotation_id
UNION ALL SELECT 'description of speaker', s.id, s.article_id, d.start, d."end", d.text
  FROM description AS d JOIN speaker AS s ON s.id = d.speaker_id
UNION ALL SELECT 'mention of speaker', s.id, s.article_id, m.start, m."end", m.text
  FROM mention AS m JOIN speaker AS s ON s.id = m.speaker_id
UNION ALL SELECT 'claim', id, article_id, start, "end", text FROM claim
UNION ALL SELECT 'source of claim', id, article_id, source_start, source_end, source_text FROM claim
UNION ALL SELECT 'cue of claim', id, article_id, cue_start, cue_end, cue_text FROM claim
UNION ALL SELECT 'subject of claim', id, article_id, subject_start, subject_end, subject_text FROM claim
UNION ALL SELECT 'predicate of claim', id, article_id, predicate_start, predicate_end, predicate_text FROM claim
UNION ALL SELECT 'object of claim', id, article_id, object_start, object_end, object_text FROM claim
UNION ALL SELECT 'figure in claim', c.id, c.article_id, p.start, p."end", p.text
  FROM claim_quantity AS p JOIN claim AS c ON c.id = p.claim_id
UNION ALL SELECT 'date in claim', c.id, c.article_id, p.start, p."end", p.text
  FROM claim_date AS p JOIN claim AS c ON c.id = p.claim_id
UNION ALL SELECT 'entity in claim', c.id, c.article_id, p.start, p."end", p.text
  FROM claim_entity AS p JOIN claim AS c ON c.id = p.claim_id
UNION ALL SELECT 'signal in claim', c.id, c.article_id, p.start, p."end", p.text
  FROM claim_signal AS p JOIN claim AS c ON c.id = p.claim_id
UNION ALL SELECT 'source of attribution', id, article_id, source_start, source_end, source_text FROM attribution
UNION ALL SELECT 'cue of attribution', id, article_id, cue_start, cue_end, cue_text FROM attribution
UNION ALL SELECT 'content of attribution', a.id, a.article_id, c.start, c."end", c.text
  FROM attribution_content AS c JOIN attribution AS a ON a.id = c.attribution_id
UNION ALL SELECT 'left out', article_id, article_id, start, "end", text FROM left_out
UNION ALL SELECT 'diagnostic', article_id, article_id, start, "end", text FROM diagnostic;

-- The quotations of each family: the same utterance, as it was printed here and there.
CREATE VIEW family_members AS
SELECT
  f.family_id, q.text AS quotation, s.name AS speaker, s.kind, a.outlet, a.published, a.title, a.name AS article,
  w.words, w.telling, q.start, q."end", q.id AS quotation_id, q.speaker_id, q.article_id, q.number
FROM family_member AS f
JOIN quotation AS q ON q.number = f.number
JOIN wording AS w ON w.number = f.number
JOIN article AS a ON a.id = q.article_id
LEFT JOIN speaker AS s ON s.id = q.speaker_id;

-- Every utterance that is quoted more than once: fullest form, first appearance, outlets, and what is worth a look.
CREATE VIEW families_overview AS
SELECT
  g.family_id, long.quotation, long.quotation_id AS fullest_id,
  first.published AS first_published, first.outlet AS first_outlet, first.article AS first_article, g.last_published,
  g.quotations, g.tellings, g.articles, g.outlets,
  (SELECT group_concat(outlet, '; ') FROM (SELECT DISTINCT outlet FROM family_members WHERE family_id = g.family_id
    AND outlet IS NOT NULL ORDER BY outlet)) AS outlet_names,
  (SELECT group_concat(speaker, '; ') FROM (SELECT DISTINCT speaker FROM family_members WHERE family_id = g.family_id
    AND speaker IS NOT NULL ORDER BY speaker)) AS speakers,
  (SELECT group_concat(kind, '; ') FROM (SELECT DISTINCT kind FROM family_pairs WHERE family_id = g.family_id
    ORDER BY kind)) AS kinds,
  (SELECT group_concat(flag, '; ') FROM (
    SELECT 1 AS nth, 'negation' AS flag UNION ALL SELECT 2, 'number' UNION ALL SELECT 3, 'name' UNION ALL
    SELECT 4, 'hedge' UNION ALL SELECT 5, 'speaker' ORDER BY nth)
    WHERE EXISTS (SELECT 1 FROM family_pairs AS p WHERE p.family_id = g.family_id AND instr(p.flags, flag)))
    AS flags
FROM (
  SELECT
    family_id, count(*) AS quotations, count(DISTINCT telling) AS tellings, count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet) AS outlets, max(published) AS last_published
  FROM family_members GROUP BY family_id
) AS g
JOIN family_members AS long ON long.family_id = g.family_id AND long.number = (
  SELECT number FROM family_members WHERE family_id = g.family_id
  ORDER BY words DESC, published IS NULL, published, quotation, article_id, start LIMIT 1)
JOIN family_members AS first ON first.family_id = g.family_id AND first.number = (
  SELECT number FROM family_members WHERE family_id = g.family_id
  ORDER BY published IS NULL, published, article, article_id, start LIMIT 1);

-- The pairs of quotations that a family is made of, and how their words differ.
CREATE VIEW family_pairs AS
SELECT
  f.family_id, v.kind, v.bond, v.flags, a.text AS shorter, b.text AS longer, a.id AS shorter_id, b.id AS longer_id
FROM family_member AS f
JOIN variant AS v ON v.shorter = f.number
JOIN family_member AS g ON g.number = v.longer AND g.family_id = f.family_id
JOIN quotation AS a ON a.number = v.shorter
JOIN quotation AS b ON b.number = v.longer;

-- The words of article, without regard to case and accents; triggers keep it in step.
CREATE VIRTUAL TABLE article_fts USING fts5 (
  title, text, content = 'article', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_enters AFTER INSERT ON article BEGIN
  INSERT INTO article_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER article_leaves AFTER DELETE ON article BEGIN
  INSERT INTO article_fts (article_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER article_changes AFTER UPDATE OF number, title, text ON article BEGIN
  INSERT INTO article_fts (article_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
  INSERT INTO article_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

-- The words of quotation, without regard to case and accents; triggers keep it in step.
CREATE VIRTUAL TABLE quotation_fts USING fts5 (
  text, content = 'quotation', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER quotation_enters AFTER INSERT ON quotation BEGIN
  INSERT INTO quotation_fts (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER quotation_leaves AFTER DELETE ON quotation BEGIN
  INSERT INTO quotation_fts (quotation_fts, rowid, text) VALUES ('delete', old.number, old.text);
END;
CREATE TRIGGER quotation_changes AFTER UPDATE OF number, text ON quotation BEGIN
  INSERT INTO quotation_fts (quotation_fts, rowid, text) VALUES ('delete', old.number, old.text);
  INSERT INTO quotation_fts (rowid, text) VALUES (new.number, new.text);
END;

-- The words of claim, without regard to case and accents; triggers keep it in step.
CREATE VIRTUAL TABLE claim_fts USING fts5 (
  text, content = 'claim', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_enters AFTER INSERT ON claim BEGIN
  INSERT INTO claim_fts (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER claim_leaves AFTER DELETE ON claim BEGIN
  INSERT INTO claim_fts (claim_fts, rowid, text) VALUES ('delete', old.number, old.text);
END;
CREATE TRIGGER claim_changes AFTER UPDATE OF number, text ON claim BEGIN
  INSERT INTO claim_fts (claim_fts, rowid, text) VALUES ('delete', old.number, old.text);
  INSERT INTO claim_fts (rowid, text) VALUES (new.number, new.text);
END;

-- The words of speaker, without regard to case and accents; triggers keep it in step.
CREATE VIRTUAL TABLE speaker_fts USING fts5 (
  name, content = 'speaker', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER speaker_enters AFTER INSERT ON speaker BEGIN
  INSERT INTO speaker_fts (rowid, name) VALUES (new.number, new.name);
END;
CREATE TRIGGER speaker_leaves AFTER DELETE ON speaker BEGIN
  INSERT INTO speaker_fts (speaker_fts, rowid, name) VALUES ('delete', old.number, old.name);
END;
CREATE TRIGGER speaker_changes AFTER UPDATE OF number, name ON speaker BEGIN
  INSERT INTO speaker_fts (speaker_fts, rowid, name) VALUES ('delete', old.number, old.name);
  INSERT INTO speaker_fts (rowid, name) VALUES (new.number, new.name);
END;

-- All names of an entry of the registry together, without regard to case and accents; triggers keep them in step.
CREATE VIRTUAL TABLE identity_fts USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER identity_name_enters AFTER INSERT ON identity_name BEGIN
  DELETE FROM identity_fts WHERE rowid = (SELECT number FROM identity WHERE id = new.identity_id);
  INSERT INTO identity_fts (rowid, names) SELECT i.number, group_concat(n.name, char(10)) FROM identity AS i JOIN identity_name AS n ON n.identity_id = i.id
WHERE i.id = new.identity_id GROUP BY i.id;
END;
CREATE TRIGGER identity_name_leaves AFTER DELETE ON identity_name BEGIN
  DELETE FROM identity_fts WHERE rowid = (SELECT number FROM identity WHERE id = old.identity_id);
  INSERT INTO identity_fts (rowid, names) SELECT i.number, group_concat(n.name, char(10)) FROM identity AS i JOIN identity_name AS n ON n.identity_id = i.id
WHERE i.id = old.identity_id GROUP BY i.id;
END;
CREATE TRIGGER identity_leaves AFTER DELETE ON identity BEGIN
  DELETE FROM identity_fts WHERE rowid = old.number;
END;
