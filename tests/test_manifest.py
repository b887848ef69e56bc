"""Weights that are missing or altered are named, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotecat.errors import ModelError
from quotecat.nlp import manifest


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "en" / "pos").mkdir(parents=True)
    (tmp_path / "en" / "pos" / "news.pt").write_bytes(b"weights")
    (tmp_path / "resources.json").write_text("{}")
    manifest.write(tmp_path, stanza="1.15")
    return tmp_path


def test_untouched_models_have_the_fingerprint_they_were_written_with(models: Path) -> None:
    assert manifest.verify(models) == manifest.write(models, stanza="1.15")
    assert manifest.made_for(models) == "1.15"


def test_another_weight_has_another_fingerprint(models: Path) -> None:
    before = manifest.verify(models)
    (models / "en" / "pos" / "news.pt").write_bytes(b"Weights")
    assert manifest.write(models, stanza="1.15") != before


def test_a_model_card_does_not_change_the_fingerprint(models: Path) -> None:
    before = manifest.verify(models)
    (models / "MODEL_CARD.md").write_text("scores")
    assert manifest.write(models, stanza="1.15") == before


@pytest.mark.parametrize("name", ["en/pos/news.pt", "resources.json", "manifest.json"])
def test_a_missing_file_is_named_with_what_to_do(models: Path, name: str) -> None:
    (models / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing: reinstall quotecat or pass --stanza-models"):
        manifest.verify(models)


@pytest.mark.parametrize("content", [b"weightS", b"weights!", b""])
def test_an_altered_file_is_named_with_what_to_do(models: Path, content: bytes) -> None:
    (models / "en" / "pos" / "news.pt").write_bytes(content)
    with pytest.raises(ModelError, match=r"news.pt is altered: reinstall quotecat or pass --stanza-models"):
        manifest.verify(models)


@pytest.mark.parametrize("content", ["", "[]", '{"files": {}}', "{"])
def test_a_manifest_that_is_none_is_named_with_what_to_do(models: Path, content: str) -> None:
    (models / "manifest.json").write_text(content)
    with pytest.raises(ModelError, match=r"manifest.json is altered: reinstall"):
        manifest.verify(models)
