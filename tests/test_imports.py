"""What an article does not need is not loaded for it, and is there for whoever asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotecat.nlp.imports import deferred, without

LOADED = """
import sys
from quotecat.nlp.pipeline import Parser
from quotecat.text.article import Article

Parser.load().parse([Article("“No,” said Ana Ruiz. It rained.")])
loaded = {name.partition(".")[0] for name in sys.modules if "." in name} | {"transformers"} & set(sys.modules)
assert not loaded & {"transformers", "networkx", "requests", "emoji"}, loaded

import networkx, requests, emoji.core, transformers
assert networkx.MultiDiGraph().number_of_nodes() == 0
assert requests.adapters and requests.get and emoji.emojize and transformers.AutoModel
"""


@pytest.mark.models
def test_models_load_and_parse_without_what_they_do_not_need() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that nobody has imported, and that writes a file when it is read."""
    name = "quotecat_test_told_when_read"
    (tmp_path / f"{name}.py").write_text(
        "from pathlib import Path\nPath(__file__).with_name('read').touch()\nanswer = 42\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    sys.modules.pop(name, None)


def test_a_deferred_module_is_read_once_something_is_asked_of_it(module: str, tmp_path: Path) -> None:
    deferred(module, "there_is_no_such_module")
    found = __import__(module)
    assert not (tmp_path / "read").exists()
    assert found.answer == 42
    assert (tmp_path / "read").exists()
    assert found.answer == sys.modules[module].answer
    with pytest.raises(AttributeError, match="question"):
        _ = found.question
    deferred(module)  # it is there: nothing to defer
    assert sys.modules[module].answer == 42
    assert "there_is_no_such_module" not in sys.modules


def test_what_is_gone_without_comes_back(module: str) -> None:
    with without(module), pytest.raises(ImportError):
        __import__(module)
    assert __import__(module).answer == 42
    with without(module):  # what is there already stays
        assert __import__(module).answer == 42
