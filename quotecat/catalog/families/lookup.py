"""Which quotations are one utterance: the families that meet what is asked, and the members of one."""

from __future__ import annotations

import sqlite3
from typing import Unpack

from quotecat.across.difference import rendered
from quotecat.across.saying import Saying
from quotecat.across.variant import relation
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.families.answers import FamilyRow, MemberRow
from quotecat.catalog.lookup import quotation
from quotecat.catalog.question import OF_QUOTATIONS, Question, where
from quotecat.errors import UsageError

FLAGS = ("negation", "number", "name", "hedge", "speaker")
"""What in the difference of two wordings is worth a look, see `quotecat.across.flag`."""

# The families of one page are found first: what is told of each is then gathered for that page alone.
_FAMILIES = """
WITH page AS (
  SELECT f.family_id, count(DISTINCT q.article_id) AS articles, count(*) AS quotations
  FROM family_member AS f JOIN quotation AS q ON q.number = f.number JOIN article AS a ON a.id = q.article_id
  WHERE f.family_id IN (
    SELECT m.family_id FROM family_member AS m JOIN quotation AS q ON q.number = m.number
    JOIN article AS a ON a.id = q.article_id LEFT JOIN speaker AS s ON s.id = q.speaker_id WHERE {}
  ) AND (:flag IS NULL OR f.family_id IN (SELECT family_id FROM family_pairs WHERE instr(flags, :flag)))
  GROUP BY f.family_id HAVING count(DISTINCT a.outlet) >= :min_outlets AND count(DISTINCT a.id) >= :min_articles
  ORDER BY 2 DESC, 3 DESC, 1 LIMIT :limit OFFSET :offset
)
SELECT o.* FROM families_overview AS o WHERE o.family_id IN (SELECT family_id FROM page)
ORDER BY o.articles DESC, o.quotations DESC, o.family_id
"""
_MEMBERS = """
SELECT * FROM family_members WHERE family_id = :id ORDER BY published IS NULL, published, article, article_id, start
"""


def families(
    catalog: Catalog,
    *,
    flag: str | None = None,
    min_outlets: int = 0,
    min_articles: int = 2,
    **question: Unpack[Question],
) -> list[FamilyRow]:
    """The families that have a quotation that meets all that is asked, those in most articles first.

    Raises:
        UsageError: if the flag is none of `FLAGS`, or a date is none.
    """
    if flag and flag not in FLAGS:
        raise UsageError(f"{flag!r} is not a flag: write {', '.join(FLAGS[:-1])} or {FLAGS[-1]}")
    condition, values = where(catalog, OF_QUOTATIONS, question)
    values |= {"flag": flag or None, "min_outlets": min_outlets, "min_articles": min_articles}
    return [FamilyRow(**row) for row in catalog.query(_FAMILIES.format(condition), values)]


def family(catalog: Catalog, key: str) -> tuple[FamilyRow, list[MemberRow]]:
    """The family of this id or start of an id, or that of a quotation, with its members by date.

    Raises:
        UsageError: if there is none, or more than one.
    """
    id = _family_id(catalog, key)
    row = FamilyRow(**next(catalog.query("SELECT * FROM families_overview WHERE family_id = :id", {"id": id})))
    found = list(catalog.query(_MEMBERS, {"id": id}))
    full = _saying(next(member for member in found if member["quotation_id"] == row.fullest_id))
    first: dict[int, str] = {}
    members = []
    for member in found:
        origin = first.setdefault(member["telling"], member["quotation_id"])
        copied = None if origin == member["quotation_id"] else origin
        members.append(_member(member, full, row.fullest_id, copied))
    return row, members


def _member(row: sqlite3.Row, full: Saying, fullest_id: str, copy_of: str | None) -> MemberRow:
    said = _saying(row)
    found = relation(full, said)
    told = {name: row[name] for name in MemberRow.__slots__ if name in row.keys()}  # noqa: SIM118 - rows hold values
    return MemberRow(
        **told,
        relation="fullest" if row["quotation_id"] == fullest_id else found.kind,
        difference=rendered(found.steps, full.wording, said.wording, full.words, said.words),
        flags="; ".join(found.flags),
        copy_of=copy_of,
    )


def _saying(row: sqlite3.Row) -> Saying:
    return Saying(
        row["quotation"], row["speaker"], row["kind"], row["published"], row["article_id"], row["start"], row["end"]
    )


def _family_id(catalog: Catalog, key: str) -> str:
    if key.startswith("q_"):
        said = quotation(catalog, key).quotation_id
        sql = "SELECT family_id FROM family_members WHERE quotation_id = :key"
        found = [row["family_id"] for row in catalog.query(sql, {"key": said})]
        if not found:
            raise UsageError(f"{said} is in no family: nobody else printed these words, as far as {catalog.path} tells")
        return str(found[0])
    sql = "SELECT DISTINCT family_id FROM family_member WHERE family_id >= :key AND family_id < :key || '~' LIMIT 9"
    found = [row["family_id"] for row in catalog.query(sql, {"key": key})] if key.startswith("fam_") else []
    if not found:
        raise UsageError(f"there is no family {key!r} in {catalog.path}; give its id or the id of a quotation in it")
    if len(found) > 1 and key not in found:
        raise UsageError(f"{key!r} is more than one family: {', '.join(found[:8])}; give the whole id")
    return key if key in found else str(found[0])
