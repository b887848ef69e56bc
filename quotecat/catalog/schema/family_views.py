"""The views of families: a row a family, and a row each of its quotations."""

VIEWS = """\
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
"""
