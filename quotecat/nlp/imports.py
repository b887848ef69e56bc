"""What Stanza imports and an article does not need, left until something asks for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


@contextmanager
def without(name: str) -> Iterator[None]:
    """Within this context the module `name` cannot be imported, if it is not already; afterwards it can."""
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules[name]


def deferred(*names: str) -> None:
    """Let each of these modules, if it is there and not imported yet, be read only when something is asked of it.

    Python's own `LazyLoader` reads a module as soon as it is imported, up to Python 3.11.
    """
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)):
            sys.modules[name] = module = Later(name)
            module.__spec__, module.__file__ = spec, spec.origin


class Later(ModuleType):
    """Stands for a module until something is asked of it."""

    def __getattr__(self, asked: str) -> Any:
        """What the module itself has; it is read now, and takes its place."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        vars(self).update(vars(import_module(self.__name__)))
        return getattr(sys.modules[self.__name__], asked)
