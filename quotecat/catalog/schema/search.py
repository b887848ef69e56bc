"""The full-text indexes over words and names, and what keeps them in step."""

from __future__ import annotations

INDEXED = {"article": ("title", "text"), "quotation": ("text",), "claim": ("text",), "speaker": ("name",)}
"""The tables that are looked up by words, each by which columns."""


def _search(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("new", "old"))
    enter = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.number, {new});"
    leave = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', old.number, {old});"
    return f"""\
-- The words of {table}, without regard to case and accents; triggers keep it in step.
CREATE VIRTUAL TABLE {table}_fts USING fts5 (
  {names}, content = '{table}', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER {table}_enters AFTER INSERT ON {table} BEGIN
  {enter}
END;
CREATE TRIGGER {table}_leaves AFTER DELETE ON {table} BEGIN
  {leave}
END;
CREATE TRIGGER {table}_changes AFTER UPDATE OF number, {names} ON {table} BEGIN
  {leave}
  {enter}
END;
"""


_NAMES_OF = """
SELECT i.number, group_concat(n.name, char(10)) FROM identity AS i JOIN identity_name AS n ON n.identity_id = i.id
WHERE {} GROUP BY i.id
"""


def _names() -> str:
    def anew(row: str) -> str:
        return f"""\
  DELETE FROM identity_fts WHERE rowid = (SELECT number FROM identity WHERE id = {row}.identity_id);
  INSERT INTO identity_fts (rowid, names) {_NAMES_OF.format(f"i.id = {row}.identity_id").strip()};"""

    return f"""\
-- All names of an entry of the registry together, without regard to case and accents; triggers keep them in step.
CREATE VIRTUAL TABLE identity_fts USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER identity_name_enters AFTER INSERT ON identity_name BEGIN
{anew("new")}
END;
CREATE TRIGGER identity_name_leaves AFTER DELETE ON identity_name BEGIN
{anew("old")}
END;
CREATE TRIGGER identity_leaves AFTER DELETE ON identity BEGIN
  DELETE FROM identity_fts WHERE rowid = old.number;
END;
"""


SEARCH = "\n".join([*(_search(table, columns) for table, columns in INDEXED.items()), _names()])
"""All of them; but for that of names, which many rows have together, they hold no text but point into the tables."""

FILL = (
    *(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')" for table in INDEXED),
    f"INSERT INTO identity_fts (rowid, names) {_NAMES_OF.format('TRUE')}",
)
"""What fills them from the tables, when they are made."""

NAMES_ASTRAY = f"""
SELECT * FROM ({_NAMES_OF.format("TRUE")} EXCEPT SELECT rowid, names FROM identity_fts)
UNION ALL SELECT * FROM (SELECT rowid, names FROM identity_fts EXCEPT {_NAMES_OF.format("TRUE")})
"""
"""The entries whose names and the index over them are not the same."""
