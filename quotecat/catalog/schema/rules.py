"""What the database itself refuses to store."""

from typing import Any, get_args

from sqlalchemy import CheckConstraint

STRICT = {"sqlite_strict": True}
"""Options of a table that keeps each column to its type."""
CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Options of a table that is stored in the order of its key: the rows of one article lie together."""


def ordered(*prefixes: str) -> tuple[CheckConstraint, ...]:
    """Each of these spans starts in the text and is not empty; columns without a value pass."""
    return tuple(CheckConstraint(f'0 <= {p}start AND {p}start < "{p}end"') for p in prefixes)


def one_of(**kinds: Any) -> tuple[CheckConstraint, ...]:
    """Each of these columns holds one of the words of its Literal."""
    return tuple(
        CheckConstraint(
            f"{column} IN ({', '.join(repr(word) for word in get_args(literal))})", info={column: get_args(literal)}
        )
        for column, literal in kinds.items()
    )


def probable(column: str = "confidence") -> CheckConstraint:
    """The column lies between 0 and 1."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 1")
