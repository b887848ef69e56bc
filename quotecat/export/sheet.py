"""The sheets that a catalog is exported to, and for each column of each what it means.

A column that stands for a column of a table has that column's name and meaning; the few that are computed have
theirs in `COMPUTED`. Wherever a `start` is, `start_char_1` follows its `end`: R counts from 1, so there
`substring(text, start_char_1, end)` is what `text[start:end]` is in Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.catalog.schema.glossary import glossary, meanings


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Args:
        name: what stands in the first row.
        sql: the SQL that gives it, or where it starts.
        type: INTEGER, REAL or TEXT.
        unit: its unit, empty if it has none.
        meaning: what it says.
        required: whether every row has a value in it.
        refers: the table whose id it holds, empty if it holds none.
        allowed: the words that it may hold, empty if any will do.
        end: for a stretch of the article's text, the SQL that gives where it ends.
    """

    name: str
    sql: str
    type: str
    unit: str
    meaning: str
    required: bool = False
    refers: str = ""
    allowed: tuple[str, ...] = ()
    end: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be.

    Args:
        name: what it is called.
        table: the table that has a row for each of its rows.
        key: the columns by which its rows are told apart.
        columns: what it has in each row.
        source: the SQL after SELECT, which fixes the order of its rows.
        meaning: what it has.
    """

    name: str
    table: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    source: str
    meaning: str

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def cut(self) -> list[int]:
        """The numbers of the columns that are stretches of the article's text."""
        return [number for number, column in enumerate(self.columns) if column.end]

    @property
    def sql(self) -> str:
        """The SELECT that gives its columns, then the ends of those that are stretches of the article's text.

        Speakers less sure than `:least` are not named in it.
        """
        ends = [self.columns[number].end for number in self.cut]
        return f"SELECT {', '.join([*(column.sql for column in self.columns), *ends])} {self.source}"


COMPUTED = {
    "start_char_1": ("INTEGER", "code points from 1", "Where it starts, counted from 1 as R does"),
    "as_printed": ("TEXT", "", "The article's text from start to end, with marks and with a cue that stands between"),
    "told_by": ("TEXT", "", "Who is the speaker of the quotation that it stands in: within_id"),
    "parts": ("INTEGER", "", "Number of the quotation's parts; with 1, its words are one stretch of the article"),
    "quantities": ("TEXT", "", "The figures in the claim as printed, parted by «; »"),
    "dates": ("TEXT", "", "The dates in the claim as printed, parted by «; »"),
    "entities": ("TEXT", "", "The names in the claim, each the fullest that the article has, parted by «; »"),
    "signals": ("TEXT", "", "What in the claim can be checked, parted by «; »"),
    "sentence": ("TEXT", "", "The quotation's sentence, or sentences"),
    "sentence_before": ("TEXT", "", "The sentence before"),
    "sentence_after": ("TEXT", "", "The sentence after"),
}
"""The columns that no table has: type, unit, meaning."""

_SQL = {
    "as_printed": ("q.start", 'q."end"'),
    "told_by": ("t.name",),
    "parts": ("coalesce(p.parts, 1)",),
    **{name: (f"k.{name}",) for name in ("quantities", "dates", "entities", "signals")},
    "sentence": ("q.sentence_start", "q.sentence_end"),
    "sentence_before": ("q.before_start", "q.before_end"),
    "sentence_after": ("q.after_start", "q.after_end"),
}
_GLOSSARY, _MEANINGS = glossary(), meanings()
_ALIASES = {"a": "article", "c": "claim", "q": "quotation", "r": "run", "s": "speaker"}
_ALIASES |= {"f": "family_member", "l": "quotation", "v": "variant"}
_OUTER = "s"  # what a row can be without
_SOURCE = "{0}.source_text:source {0}.source_start {0}.source_end {0}.cue_text:cue {0}.cue_start {0}.cue_end"
_ABOUT = "a.name:article a.title a.outlet a.author a.url a.published"
_MADE = "a.sha256 a.encoding r.extractor r.models"

ARTICLES = f"a.id:article_id {_ABOUT} a.path {_MADE} a.added_at a.text"
QUOTATIONS = (
    "q.id:quotation_id s.name:speaker s.kind s.titles s.roles q.text:quotation as_printed q.start q.end parts told_by "
    f"{_SOURCE.format('q')} sentence sentence_before sentence_after q.sentence_start q.sentence_end q.paragraph_start "
    f"q.paragraph_end q.confidence q.how q.chain q.review {_ABOUT} q.article_id s.id:speaker_id q.within_id {_MADE}"
)
CLAIMS = (
    f"c.id:claim_id c.text:claim c.start c.end c.kind s.name:claimant {_SOURCE.format('c')} c.cue_class c.polarity "
    "c.certainty c.conditional c.future c.subject_text:subject c.predicate_text:predicate c.object_text:object "
    f"c.standalone quantities dates entities signals c.confidence c.place c.quotation_id {_ABOUT} c.article_id "
    f"s.id:claimant_id {_MADE}"
)
VARIANTS = "q.id:shorter_id l.id:longer_id v.kind v.bond v.flags"
_FROM_ARTICLE = "FROM article AS a JOIN run AS r ON r.id = a.run_id ORDER BY a.id"
# Few have more parts than one: counting those in one go is quicker than looking up each.
_FROM_QUOTATION = """FROM quotation AS q JOIN article AS a ON a.id = q.article_id JOIN run AS r ON r.id = a.run_id
LEFT JOIN (
  SELECT quotation_id, 1 + count(*) AS parts FROM quotation_part WHERE number > 1 GROUP BY quotation_id
) AS p ON p.quotation_id = q.id
LEFT JOIN speaker AS s ON s.id = q.speaker_id AND q.confidence >= :least
LEFT JOIN quotation AS o ON o.id = q.within_id LEFT JOIN speaker AS t ON t.id = o.speaker_id AND o.confidence >= :least
ORDER BY q.article_id, q.start, q.id"""
_FROM_CLAIM = """FROM claim AS c JOIN article AS a ON a.id = c.article_id JOIN run AS r ON r.id = a.run_id
JOIN claim_contents AS k ON k.claim_id = c.id
LEFT JOIN speaker AS s ON s.id = c.claimant_id AND c.confidence >= :least ORDER BY c.article_id, c.start, c.id"""

_FROM_MEMBER = "FROM family_member AS f JOIN quotation AS q ON q.number = f.number ORDER BY f.family_id, q.id"
_FROM_VARIANT = """FROM variant AS v
JOIN quotation AS q ON q.number = v.shorter JOIN quotation AS l ON l.number = v.longer ORDER BY q.id, l.id"""

PLAIN = {
    "parts": "quotation_part",
    "candidates": "candidate",
    "speakers": "speaker",
    "descriptions": "description",
    "mentions": "mention",
    "claim_quantities": "claim_quantity",
    "claim_dates": "claim_date",
    "claim_entities": "claim_entity",
    "claim_signals": "claim_signal",
    "claim_links": "claim_link",
    "attributions": "attribution",
    "attribution_contents": "attribution_content",
    "left_out": "left_out",
    "diagnostics": "diagnostic",
    "boilerplate": "boilerplate",
    "identities": "identity",
    "identity_names": "identity_name",
    "identifications": "identification",
    "proposals": "proposal",
    "decisions": "decision",
    "article_names": "article_name",
    "reviews": "review",
    "runs": "run",
    "failures": "failure",
}
"""The sheets that are a table as it is, by the names of their tables."""


def sheets(*, texts: bool = True) -> tuple[Sheet, ...]:
    """All sheets; without `texts` the articles come without their text, which may not be passed on everywhere."""
    articles = ARTICLES if texts else ARTICLES.removesuffix(" a.text")
    return (
        _made("articles", "article", articles, _FROM_ARTICLE),
        _made("quotations", "quotation", QUOTATIONS, _FROM_QUOTATION),
        _made("claims", "claim", CLAIMS, _FROM_CLAIM),
        _made("family_members", "family_member", "f.family_id q.id:quotation_id", _FROM_MEMBER, "quotation_id"),
        _made("variants", "variant", VARIANTS, _FROM_VARIANT, "shorter_id", "longer_id"),
        *(_plain(name, table) for name, table in PLAIN.items()),
    )


def _made(name: str, table: str, spec: str, source: str, *keys: str) -> Sheet:
    return Sheet(name, table, keys or (f"{table}_id",), _columns(spec, table), source, _MEANINGS[table])


def _plain(name: str, table: str) -> Sheet:
    """A table as it is but for the number that its row has in the search index."""
    stored = _GLOSSARY[table]
    names = [column for column in stored if column != "number" or "id" not in stored]
    keys = [column for column in names if stored[column].key]
    order = keys or [column for column in ("article_id", "id") if column in names]
    columns = _columns(" ".join(f"{table}.{column}" for column in names), table)
    return Sheet(
        name, table, tuple(keys or ["id"]), columns, f"FROM {table} ORDER BY {', '.join(order)}", _MEANINGS[table]
    )


def _columns(spec: str, table: str) -> tuple[Column, ...]:
    """The columns of a list such as «q.id:quotation_id q.start parts»: alias, column and, where it differs, name."""
    columns: list[Column] = []
    for item in spec.split():
        place, _, name = item.partition(":")
        alias, _, column = place.partition(".")
        columns.append(_stored(alias, column, name or column, table) if column else _computed(place, *_SQL[place]))
        if column == "end":
            columns.append(_computed("start_char_1", f"{alias}.start + 1"))
    return tuple(columns)


def _stored(alias: str, column: str, name: str, table: str) -> Column:
    """A column of a table; the id of a row of another table than the sheet's own refers to that row."""
    of = _ALIASES.get(alias, alias)
    entry = _GLOSSARY[of][column]
    return Column(
        name,
        f'{alias}."{column}"',
        entry.type,
        entry.unit,
        entry.meaning,
        entry.required and alias != _OUTER,
        of if column == "id" and of != table else entry.refers,
        entry.allowed,
    )


def _computed(name: str, sql: str, end: str = "") -> Column:
    return Column(name, sql, *COMPUTED[name], end=end)
