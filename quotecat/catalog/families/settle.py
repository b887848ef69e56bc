"""Which quotations are of one family, worked out anew for those that a change may touch and nobody else."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from quotecat.across.day import ordinal
from quotecat.across.family import Place, brief_families, components, core_id, home
from quotecat.across.variant import FIRM

CROWD = 300
"""With more quotations of the same few words than this it is a slogan, and no family."""

_AMONG = "(SELECT value FROM json_each(:numbers))"
_CORE = f"""
WITH RECURSIVE core (number) AS (
  SELECT value FROM json_each(:numbers)
  UNION SELECT v.longer FROM core JOIN variant AS v ON v.shorter = core.number AND v.bond = 'firm'
  UNION SELECT v.shorter FROM core JOIN variant AS v ON v.longer = core.number AND v.bond = 'firm'
) SELECT core.number FROM core JOIN wording AS w ON w.number = core.number WHERE w.words >= {FIRM}
"""
_BRIEF = f"""
WITH RECURSIVE few (number) AS (
  SELECT w.number FROM wording AS w WHERE w.words < {FIRM} AND w.number IN {_AMONG}
  UNION SELECT v.shorter FROM variant AS v WHERE v.bond = 'fragment' AND v.longer IN {_AMONG}
  UNION SELECT v.longer FROM few JOIN variant AS v ON v.shorter = few.number AND v.bond = 'brief'
  UNION SELECT v.shorter FROM few JOIN variant AS v ON v.longer = few.number AND v.bond = 'brief'
  LIMIT {CROWD + 1}
) SELECT number FROM few
"""
_LINKS = f"SELECT shorter, longer FROM variant WHERE bond = :bond AND shorter IN {_AMONG}"
_PRINTED = f"""
SELECT q.number, q.id, q.article_id, a.published, f.family_id
FROM quotation AS q JOIN article AS a ON a.id = q.article_id LEFT JOIN family_member AS f ON f.number = q.number
WHERE q.number IN {_AMONG}
"""
_ALONE = """
DELETE FROM family_member WHERE family_id IN (
  SELECT family_id FROM family_member WHERE family_id IN (SELECT value FROM json_each(:families))
  GROUP BY family_id HAVING count(*) = 1
)
"""


def settle(connection: sqlite3.Connection, touched: Collection[int]) -> None:
    """Work out the families of the quotations of these numbers, and of all that they are joined with.

    Long quotations are joined by firm links, all that are; a quotation of a few words goes to one of them (see
    `home`), or where no longer one has its words, to others of a few words. So a phrase never joins two speeches.
    """
    core = _numbers(connection, _CORE, touched)
    few = _numbers(connection, _BRIEF, {*touched, *core})
    links = {bond: _links(connection, bond, few if bond != "firm" else core) for bond in ("firm", "fragment", "brief")}
    around = {longer for _, longer in links["fragment"]} - core
    printed = {row[0]: row for row in _rows(connection, _PRINTED, core | few | around)}
    before = {row[4] for row in printed.values() if row[4]}

    family = {n: core_id([printed[n][1]]) for n in around} | {n: printed[n][4] for n in around if printed[n][4]}
    for group in components(core, links["firm"]):
        family.update(dict.fromkeys(group, core_id(printed[n][1] for n in group)))
    places: dict[int, list[Place]] = defaultdict(list)
    for short, long in links["fragment"]:
        one, other = printed[short], printed[long]
        places[short].append(Place(family[long], abs(_day(one[3]) - _day(other[3])), one[2] != other[2]))
    homes = {short: found for short in few if (found := home(places[short]))}
    family |= homes
    if len(few) <= CROWD:
        homeless = {short for short in few if not places[short]}
        for group in brief_families(homeless, links["brief"], {n: _day(printed[n][3]) for n in few}):
            family.update(dict.fromkeys(group, core_id(printed[n][1] for n in group)))
    _store(connection, family, core | few, before)


def _store(connection: sqlite3.Connection, family: dict[int, str], anew: set[int], before: set[str]) -> None:
    """Store who is in which family; those that turn out to be alone in one are taken out again at the end."""
    connection.executemany("DELETE FROM family_member WHERE number = ?", [(n,) for n in sorted(anew)])
    connection.executemany(
        "INSERT OR REPLACE INTO family_member (number, family_id) VALUES (?, ?)", sorted(family.items())
    )
    connection.execute(_ALONE, {"families": json.dumps(sorted({*family.values(), *before}))})


def _numbers(connection: sqlite3.Connection, sql: str, numbers: Iterable[int]) -> set[int]:
    return {row[0] for row in _rows(connection, sql, numbers)}


def _rows(connection: sqlite3.Connection, sql: str, numbers: Iterable[int]) -> list[sqlite3.Row]:
    return connection.execute(sql, {"numbers": json.dumps(sorted(numbers))}).fetchall()


def _links(connection: sqlite3.Connection, bond: str, numbers: Iterable[int]) -> list[tuple[int, int]]:
    values = {"bond": bond, "numbers": json.dumps(sorted(numbers))}
    return [(row[0], row[1]) for row in connection.execute(_LINKS, values)]


def _day(published: str | None) -> int:
    """The day as an ordinal; quotations of a few words are only linked where both have one."""
    return ordinal(published) or 0
