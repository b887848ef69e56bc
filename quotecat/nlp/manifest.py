"""What the shipped weights must be: each file's SHA-256, and one fingerprint over all of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from quotecat.errors import ModelError

NAME = "manifest.json"
HELP = "reinstall quotecat or pass --stanza-models"


def verify(folder: Path) -> str:
    """Check every file of the models in `folder` against the manifest there; returns their fingerprint.

    Raises:
        ModelError: if the manifest or a file is missing, or a file is not the one that was shipped.
    """
    manifest = _read(folder / NAME)
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"model file {path} is missing: {HELP}")
        if path.stat().st_size != expected["bytes"] or sha256(path) != expected["sha256"]:
            raise ModelError(f"model file {path} is altered: {HELP}")
    return str(manifest["fingerprint"])


def write(folder: Path, stanza: str) -> str:
    """Write the manifest of all files under `folder`, made for that Stanza version; returns their fingerprint.

    Model cards (`*.md`) and the manifest itself may change without changing what the models answer: they are left out.
    """
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME and p.suffix != ".md")
    files = {p.relative_to(folder).as_posix(): {"sha256": sha256(p), "bytes": p.stat().st_size} for p in paths}
    found = fingerprint(files)
    manifest = {"stanza": stanza, "files": files, "fingerprint": found}
    (folder / NAME).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return found


def made_for(folder: Path) -> str:
    """The Stanza version (major and minor) that the models in `folder` were made for."""
    return str(_read(folder / NAME)["stanza"])


def fingerprint(files: dict[str, Any]) -> str:
    """Twelve hexadecimal digits that stand for all the files' names and contents."""
    rows = sorted(f"{name} {entry['sha256']}" for name, entry in files.items())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"model file {path} is missing: {HELP}") from error
    except ValueError as error:
        raise ModelError(f"model file {path} is altered: {HELP}") from error
    if not isinstance(manifest, dict) or not {"stanza", "files", "fingerprint"} <= manifest.keys():
        raise ModelError(f"model file {path} is altered: {HELP}")
    return manifest
