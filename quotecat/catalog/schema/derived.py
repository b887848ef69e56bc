"""What a catalog makes from its own rows: the views that people read and the index that words are looked up in.

Nothing here holds data, so each migration drops it all and makes it anew: no step needs to care.
"""

from __future__ import annotations

from quotecat.catalog.schema import family_views, search

VIEWS = """\
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
"""

DERIVED = f"{VIEWS}\n{family_views.VIEWS}\n{search.SEARCH}"
"""All that is derived, as SQL."""
